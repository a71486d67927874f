import { type Numbers, newNumbers, type Precision } from "../../math/precision.ts";
import type { TraceOptions } from "../header.ts";
import { messagesTo, type Wiring } from "./wiring.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every slot and parameter */

/**
 * The neurons' rows as the last commits have left them. NaN: not known, as something was committed that is not recorded;
 * what is met first is then what all else is held to.
 */
export interface Rows {
  readonly parameters: Numbers;
  /** What error signals meet: the parameters themselves, unless some synapse has a feedback weight. */
  readonly errorWeights: Numbers;
  /** Whether error signals meet weights of another origin, of which nothing tells but the messages. */
  readonly hasOwnErrorWeights: boolean;
  /** Of the batch in flight. */
  readonly gradients: Numbers;
  /** By slot: commits so far. */
  readonly version: Float64Array;
  /** By slot: the event of the last commit. */
  readonly commit: (number | undefined)[];
}

export function newRows(
  { model }: Wiring,
  precision: Precision,
  { commits, errorTransport }: Pick<TraceOptions, "commits" | "errorTransport">,
  isKnown: boolean,
): Rows {
  const hasOwnErrorWeights = errorTransport !== undefined;
  const { feedback, neuronCount } = model;
  const count = model.parameters.length;
  const parameters = newNumbers(precision, count);
  if (isKnown) parameters.set(model.parameters);
  else parameters.fill(NaN);
  const isShared = feedback === undefined && !hasOwnErrorWeights;
  const errorWeights = isShared ? parameters : newNumbers(precision, count);
  if (hasOwnErrorWeights) errorWeights.fill(NaN);
  feedback?.forEach(
    (weight, i) =>
      (errorWeights[i] = Number.isNaN(weight) ? (hasOwnErrorWeights ? NaN : parameters[i]!) : weight),
  );
  return {
    parameters,
    errorWeights,
    hasOwnErrorWeights,
    gradients: newNumbers(precision, count),
    version: new Float64Array(neuronCount).fill(isKnown ? commits : NaN),
    commit: new Array<number | undefined>(neuronCount).fill(undefined),
  };
}

/** Where a neuron's row begins in the parameters, where its bias stands, and the place after it. */
export function rowOf({ rowAt, forward }: Wiring, slot: number): { from: number; bias: number; end: number } {
  const from = rowAt[slot]!;
  const bias = from + messagesTo(forward, slot);
  return { from, bias, end: bias + 1 };
}

/** A parameter is this number from now on; error signals meet it too, unless they have a weight of their own. */
export function setParameter(
  { parameters, errorWeights, hasOwnErrorWeights }: Rows,
  { model }: Wiring,
  at: number,
  value: number,
): void {
  parameters[at] = value;
  if (!hasOwnErrorWeights && Number.isNaN(model.feedback?.[at] ?? NaN)) errorWeights[at] = value;
}

/** The row was committed, and nobody has recorded how. A frozen parameter is what it was. */
export function forgetRow(rows: Rows, wiring: Wiring, slot: number): void {
  const { from, end } = rowOf(wiring, slot);
  for (let i = from; i < end; i++) if (wiring.model.frozen?.[i] !== 1) setParameter(rows, wiring, i, NaN);
  rows.version[slot] = NaN;
}
