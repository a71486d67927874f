import type { Model } from "../../model/model.ts";
import type { TraceOptions } from "../header.ts";
import type { Phase } from "../phase.ts";
import type { Seats } from "./seats.ts";

/** Which parts of a run a trace tells. Of the others nothing is known, which is not the same as "not yet". */
export interface Recorded {
  /** Where batches begin. */
  readonly starts: boolean;
  /** What neurons make of what they hear, on the way down and back. */
  readonly forward: boolean;
  readonly backward: boolean;
  /** What the loss tells each output. */
  readonly errors: boolean;
  /** That rows are committed, and at most levels what they are then. */
  readonly commits: boolean;
  readonly neuron: (id: string) => boolean;
  /** How many of the samples `from` … `to` − 1 of a batch. */
  readonly samplesIn: (from: number, to: number) => number;
}

/** With how many neurons, or populations, a micro-batch is complete, by what the batch is for; 0 where it is not told. */
export interface Endings {
  readonly evaluate: number;
  readonly others: number;
}

export function recordedOf({ level, neurons, samples, phases }: TraceOptions): Recorded {
  const chosenNeurons = neurons && new Set(neurons);
  const chosen = samples && [...new Set(samples)];
  const tellsNeurons = level === "synapse" || level === "neuron";
  const has = (phase: Phase): boolean => phases?.includes(phase) ?? true;
  return {
    starts: has("start"),
    forward: tellsNeurons && has("forward"),
    backward: tellsNeurons && has("backward"),
    errors: tellsNeurons && has("loss"),
    commits: has("commit"),
    neuron: (id) => chosenNeurons?.has(id) ?? true,
    samplesIn: (from, to) =>
      chosen === undefined ? to - from : chosen.filter((sample) => sample >= from && sample < to).length,
  };
}

export function endingsOf(options: TraceOptions, model: Model, seats: Seats): Endings {
  const tells = (phase: Phase): boolean =>
    options.level !== "commit" && (options.phases?.includes(phase) ?? true);
  return {
    evaluate: tells("forward") ? countOf("forward", options, model, seats) : 0,
    others: tells("backward") ? countOf("backward", options, model, seats) : 0,
  };
}

/** How many take part in a pass: all on the way down, on the way back the inputs only if error signals reach them. */
function countOf(
  pass: "forward" | "backward",
  { level, neurons, inputErrors }: TraceOptions,
  { neuronCount, inputs, populations }: Model,
  { seatOf, isInput }: Seats,
): number {
  const withInputs = pass === "forward" || inputErrors === "receive";
  if (level === "population") {
    return populations.filter(({ activation }) => withInputs || activation !== "input").length;
  }
  if (neurons === undefined) return withInputs ? neuronCount : neuronCount - inputs.length;
  const seats = new Set(neurons.map(seatOf).filter((seat) => seat !== undefined));
  return [...seats].filter((seat) => withInputs || !isInput(seat)).length;
}
