import type { EventOf } from "../../trace/event.ts";
import type { RunState, TurnState } from "../../trace/replay/run-state.ts";

/** Which of the numbers of a batch a picture shows. */
export interface ShownSample {
  readonly microBatch: number;
  /** Its number in the batch. */
  readonly sample: number;
  /** Where weights are read that no message tells: a state in which they were those of this batch; else the state itself. */
  readonly weightsOf?: RunState | undefined;
  /** The samples of each batch that the trace tells of, where it does not tell all. */
  readonly recorded?: readonly number[] | undefined;
  /** The number of the micro-batch's first sample, where the trace does not tell how its batch is divided. */
  readonly first?: number | undefined;
  /** At the level of populations: what those have said of the micro-batch up to now. */
  readonly told?: readonly EventOf<"population">[] | undefined;
  /** What the loss has said of the micro-batch, where the trace does not tell whom it heard. */
  readonly loss?: EventOf<"loss"> | undefined;
}

/** Picks the shown sample's entry of a list that has one for each sample of its micro-batch. */
export type Entry = <T>(values: readonly T[] | undefined) => T | undefined;

export function entryOf({ batch }: RunState, which: ShownSample): Entry {
  const { microBatch, sample, recorded } = which;
  const sizes = batch?.microBatches;
  const first = sizes?.slice(0, microBatch).reduce((sum, size) => sum + size, 0) ?? which.first ?? sample;
  const told = recorded?.filter((each) => each >= first && each < sample);
  const place = told === undefined ? sample - first : new Set(told).size;
  return (values) => values?.[place];
}

/** One neuron's numbers for one sample; what is not computed yet, or not told, is undefined. */
export interface NeuronNumbers {
  readonly z: number | undefined;
  readonly a: number | undefined;
  readonly gain: number | undefined;
  /** Σ w·δ, at an output with what the loss told. */
  readonly sum: number | undefined;
  readonly delta: number | undefined;
}

export function numbersOf(turn: TurnState | undefined, entry: Entry): NeuronNumbers {
  const { activation, error } = turn ?? {};
  return {
    z: entry(activation?.z),
    a: entry(activation?.a),
    gain: entry(activation?.gain ?? error?.gain),
    sum: entry(error?.sum),
    delta: entry(error?.delta),
  };
}
