import type { Direction } from "../../../message/message.ts";
import type { Audit } from "../audit.ts";
import { rowOf } from "../rows.ts";
import type { RowVersion } from "./row-versions.ts";
import { passOf, type Stages } from "./stages.ts";

/** Where a message or an activation stands. */
export interface Place {
  readonly batch: number;
  readonly microBatch: number;
}

/** The version of a neuron's row that is met in a direction; undefined where nothing that is recorded tells. */
export function metVersion(
  stages: Stages,
  direction: Direction,
  owner: number,
  place: Place,
): number | undefined {
  const pass = passOf(stages, stages.stageOf[owner] ?? 0, place);
  return direction === "forward" ? pass?.forward : pass?.transport;
}

/** The row of a neuron in a version; undefined where it is not recorded, or was made of it by a corrector that nobody has recorded. */
export function metRow(
  stages: Stages,
  direction: Direction,
  owner: number,
  place: Place,
): RowVersion | undefined {
  const version = metVersion(stages, direction, owner, place);
  if (version === undefined || isMadeUp(stages, direction, owner, place)) return undefined;
  return stages.versions.of(owner, version);
}

/** The commit that made the version which is met, where it is recorded. */
export function metCommit(
  stages: Stages,
  direction: Direction,
  owner: number,
  place: Place,
): number | undefined {
  const version = metVersion(stages, direction, owner, place);
  return version === undefined ? undefined : stages.versions.of(owner, version)?.commit;
}

/** What a message meets on its synapse, whose weight stands in the owner's row at a place of the parameters. */
export function metWeight(
  { wiring, header }: Audit,
  stages: Stages,
  direction: Direction,
  owner: number,
  at: number,
  place: Place,
): number | undefined {
  if (direction === "backward") {
    const feedback = wiring.model.feedback?.[at] ?? NaN;
    if (!Number.isNaN(feedback)) return feedback;
    if (header.options.errorTransport !== undefined) return undefined;
  }
  return metRow(stages, direction, owner, place)?.numbers[at - rowOf(wiring, owner).from];
}

/** Weights that were predicted, or moved back, are no version's own. */
function isMadeUp(stages: Stages, direction: Direction, owner: number, place: Place): boolean {
  const { correctors = [], transportVersion } = stages.outline;
  if (direction === "forward") return correctors.includes("weight-prediction");
  const pass = passOf(stages, stages.stageOf[owner] ?? 0, place);
  return transportVersion === "extrapolated" && pass?.forward !== pass?.transport;
}
