import type { Direction } from "../../message/message.ts";
import type { Loss } from "../../math/loss.ts";
import { loss } from "../../math/losses.ts";
import { type Precision, rounding } from "../../math/precision.ts";
import type { TraceHeader } from "../header.ts";
import type { Batch } from "./batch.ts";
import { type Clock, newClock } from "./clock.ts";
import type { Learning } from "./learning.ts";
import { createNumbers, type Numbers } from "./numbers.ts";
import { newRows, type Rows } from "./rows.ts";
import { type Rounds, roundsOf } from "./rounds.ts";
import { type Scope, scopeOf } from "./scope.ts";
import { openStages, type Stages } from "./stages/stages.ts";
import { type Account, openAccount } from "./unchecked.ts";
import type { Report } from "./violation.ts";
import type { Synapses, Wiring } from "./wiring.ts";

/** All that is known of a run while its trace is read: the network's rows, and the batch in flight. */
export interface Audit {
  readonly header: TraceHeader;
  readonly wiring: Wiring;
  readonly scope: Scope;
  readonly precision: Precision;
  /** Rounds to it. */
  readonly round: (x: number) => number;
  readonly rows: Rows;
  readonly loss: Loss;
  readonly forward: Way;
  readonly backward: Way;
  readonly rounds: Rounds;
  readonly clock: Clock;
  /** Which events are there, where some are left out. */
  readonly numbers: Numbers;
  readonly report: Report;
  readonly unchecked: Account;
  /** undefined: the run is not in stages. */
  readonly stages: Stages | undefined;
  /** undefined: nobody has said how the run learns. */
  learning: Learning | undefined;
  batch: Batch | undefined;
  lastBatch: number;
  /** The row that an evaluation would go on with, if it is not over. */
  nextEvaluated: number;
}

/**
 * One of the two streams. The laws of both are the same with sources and targets swapped; a weight stands in the row of
 * its target, which receives forward and sends backward.
 */
export interface Way {
  readonly direction: Direction;
  readonly synapses: Synapses;
  readonly weights: Rows["parameters"];
  readonly ownerOf: (sender: number, receiver: number) => number;
  /** What travels on it. */
  readonly message: "activation" | "delta";
}

export function openAudit(header: TraceHeader, wiring: Wiring, report: Report): Audit {
  const scope = scopeOf(header.options);
  const { precision = "f64" } = header.options;
  const rows = newRows(wiring, precision, header.options, scope.fromFirstBatch);
  return {
    header,
    wiring,
    scope,
    precision,
    round: rounding[precision],
    rows,
    loss: loss(wiring.model.loss),
    forward: {
      direction: "forward",
      synapses: wiring.forward,
      weights: rows.parameters,
      ownerOf: (_, receiver) => receiver,
      message: "activation",
    },
    backward: {
      direction: "backward",
      synapses: wiring.backward,
      weights: rows.errorWeights,
      ownerOf: (sender) => sender,
      message: "delta",
    },
    rounds: roundsOf(wiring, header.options.inputErrors),
    clock: newClock(),
    numbers: createNumbers(),
    report,
    unchecked: openAccount(),
    stages: openStages(header, wiring, rows, scope),
    learning: undefined,
    batch: undefined,
    lastBatch: -1,
    nextEvaluated: 0,
  };
}

/**
 * Whether a row may have been moved since the batch began by a commit that is not recorded: where neurons commit on the
 * way back, what is met on it is not what was met before.
 */
export function mayHaveMoved(
  { scope, learning, batch, wiring }: Audit,
  owner: number,
  direction: Direction,
): boolean {
  if (direction === "forward") return false;
  if (scope.phase("commit") && scope.neuron(wiring.idOf[owner] ?? "")) return false;
  const mayCommit = batch?.purpose === undefined || batch.purpose === "train";
  return mayCommit && learning?.settings.commitAfter !== "batch";
}
