import type { TraceEvent } from "../event.ts";
import type { TraceLevel, TraceOptions } from "../header.ts";
import type { Phase } from "../phase.ts";
import { selectorOf } from "../select.ts";

/** Which events the header promises: nothing else is missed, and nothing else may be there. */
export interface Scope {
  readonly level: TraceLevel;
  readonly kinds: ReadonlySet<TraceEvent["kind"]>;
  /** Some of the run is left out: numbers of events may have gaps, and parents may lie in them. */
  readonly isPart: boolean;
  /** Events of single neurons are there. */
  readonly hasNeurons: boolean;
  /** No batch was left out before the first one that is there; and none at all. */
  readonly fromFirstBatch: boolean;
  readonly hasAllBatches: boolean;
  readonly phase: (phase: Phase) => boolean;
  readonly neuron: (id: string) => boolean;
  /** Those of a micro-batch's samples that are there. */
  readonly samples: (samples: readonly number[]) => readonly number[];
  /** Whether an event has nothing that is left out. */
  readonly selects: (event: TraceEvent) => boolean;
}

export function scopeOf(options: TraceOptions): Scope {
  const { level, neurons, samples, batches, phases } = options;
  const chosenNeurons = neurons && new Set(neurons);
  const chosenSamples = samples && new Set(samples);
  const chosenPhases = phases && new Set(phases);
  const select = selectorOf(options);
  return {
    level,
    kinds: options.pipeline === undefined ? kindsAt[level] : new Set([...kindsAt[level], "action"]),
    isPart: [neurons, samples, batches, phases].some((part) => part !== undefined),
    hasNeurons: level === "synapse" || level === "neuron",
    fromFirstBatch: batches === undefined || batches[0] <= 0,
    hasAllBatches: batches === undefined,
    phase: (phase) => chosenPhases?.has(phase) ?? true,
    neuron: (id) => chosenNeurons?.has(id) ?? true,
    samples: (all) => (chosenSamples === undefined ? all : all.filter((sample) => chosenSamples.has(sample))),
    selects: (event) => select(event) === event,
  };
}

const rows = ["train", "batch", "loss", "gradient", "commit", "end"] as const;
const neurons = [...rows, "feed", "activate", "error", "delta"] as const;

const kindsAt: Readonly<Record<TraceLevel, ReadonlySet<TraceEvent["kind"]>>> = {
  synapse: new Set([...neurons, "deliver"]),
  neuron: new Set(neurons),
  population: new Set(["train", "batch", "loss", "population", "end"]),
  commit: new Set(rows),
};
