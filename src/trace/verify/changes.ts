import { expectedOneOf, shown } from "../../math/suggestion.ts";
import type { Change } from "../change.ts";
import { changesOf, type Fork, type TraceHeader } from "../header.ts";
import type { Audit } from "./audit.ts";
import { setParameter } from "./rows.ts";
import { strangersIn } from "./strangers.ts";
import { messagesTo, placeOf, type Wiring } from "./wiring.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every slot and synapse */

/** The changes that a trace has on it, in order: a fork leaves those behind that come after it in its parent. */
export function changesIn(header: TraceHeader): Fork[] {
  let kept: Fork[] = [];
  for (const fork of changesOf(header)) kept = [...kept.filter(({ at }) => at <= fork.at), fork];
  return kept;
}

/** What is wrong with a change, as it was read from a header. */
export function changeProblem(read: unknown, wiring: Wiring): string | undefined {
  if (typeof read !== "object" || read === null) return `expected a change; got ${shown(read)}`;
  const change = read as Partial<Record<string, unknown>>;
  const fields = fieldsOf.get(change["kind"]);
  if (fields === undefined) return `kind: ${expectedOneOf([...fieldsOf.keys()] as string[], change["kind"])}`;
  for (const stranger of strangersIn("", read, fields)) return stranger;
  if (typeof change["value"] !== "number") return `value: expected a number; got ${shown(change["value"])}`;
  if (change["kind"] !== "message") {
    const isThere = placeOfChange(read as ParameterChange, wiring) !== undefined;
    return isThere ? undefined : "expected a weight or bias of the network; got none of them";
  }
  const { direction, from, batch, sample } = change;
  if (direction !== "forward" && direction !== "backward") {
    return `direction: ${expectedOneOf(["forward", "backward"], direction)}`;
  }
  if (!wiring.slotOf.has(from as string)) return `from: expected the id of a neuron; got ${shown(from)}`;
  const isPlaced = typeof batch === "number" && typeof sample === "number";
  return isPlaced ? undefined : "expected the numbers of a batch and a sample; got none";
}

const fieldsOf: ReadonlyMap<unknown, readonly string[]> = new Map([
  ["weight", ["kind", "from", "to", "value"]],
  ["bias", ["kind", "neuron", "value"]],
  ["message", ["kind", "direction", "from", "batch", "sample", "value"]],
]);

/** Changes what is known of the run, as somebody changed the run itself. A version stays: nothing was committed. */
export function applyChange(audit: Audit, change: Change): void {
  const { wiring, rows, batch } = audit;
  if (change.kind !== "message") {
    const at = placeOfChange(change, wiring);
    if (at === undefined) return;
    setParameter(rows, wiring, at, change.value);
    return;
  }
  if (batch?.number !== change.batch) return;
  const slot = wiring.slotOf.get(change.from)!;
  for (const part of batch.parts.values()) {
    const said = part[change.direction].said[slot];
    const at = part.samples.indexOf(change.sample);
    if (said !== undefined && at >= 0) said.values = said.values.with(at, change.value);
  }
}

type ParameterChange = Exclude<Change, { kind: "message" }>;

function placeOfChange(change: ParameterChange, wiring: Wiring): number | undefined {
  const { slotOf, forward, rowAt } = wiring;
  const target = slotOf.get(change.kind === "weight" ? change.to : change.neuron);
  if (target === undefined || rowAt[target]! < 0) return undefined;
  if (change.kind === "bias") return rowAt[target]! + messagesTo(forward, target);
  const place = placeOf(forward, target, slotOf.get(change.from) ?? -1, -1);
  return place < 0 ? undefined : forward.parameter[forward.start[target]! + place];
}
