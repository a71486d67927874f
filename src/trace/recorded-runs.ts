import { InputError } from "../message/input-error.ts";
import type { BatchEvent, TraceEvent, TrainSettings } from "./event.ts";

/** What was done with a network, and the samples that it was done with, as far as a trace tells: all to do it again. */
export type RecordedRun = RecordedTraining | RecordedGradients;

interface Recorded {
  /** Number of its first batch: batches that only evaluate are counted, and not in the trace. */
  readonly firstBatch: number;
  /** Sample by sample, as they stood in what was given. */
  readonly samples: readonly RecordedSample[];
}

export interface RecordedTraining extends Recorded {
  readonly kind: "train";
  readonly settings: TrainSettings;
  /** Batches that were only evaluated after each epoch. */
  readonly validationBatches: number;
}

export interface RecordedGradients extends Recorded {
  readonly kind: "gradients";
  readonly microBatch: number;
}

/** The inputs' numbers and the outputs' targets, by the neurons' names. */
export interface RecordedSample {
  readonly inputs: ReadonlyMap<string, number>;
  readonly targets: ReadonlyMap<string, number>;
}

/**
 * The runs of a trace that begins with them, in order. A run of training meets all of its samples in its first epoch.
 * @throws InputError if a run was ended before it had met all of its samples, or nobody can tell
 */
export function recordedRuns(events: readonly TraceEvent[]): RecordedRun[] {
  const drafts: Draft[] = [];
  /** The batch in flight, unless it is only evaluated: then its samples are none of a run's. */
  let batch: BatchEvent | undefined;
  const sampleOf = (index: number): Draft["samples"][number] | undefined => {
    const [row, samples] = [batch?.rows[index], drafts.at(-1)?.samples];
    if (row === undefined || samples === undefined) return undefined;
    return (samples[row] ??= { inputs: new Map(), targets: new Map() });
  };
  for (const event of events) {
    switch (event.kind) {
      case "train":
        drafts.push({ settings: event.settings, batches: [], samples: [] });
        break;
      case "batch":
        batch = event.purpose === "evaluate" ? undefined : event;
        if (event.purpose === "gradients") drafts.push({ settings: undefined, batches: [], samples: [] });
        if (batch !== undefined) drafts.at(-1)?.batches.push(batch);
        break;
      case "feed":
        event.samples.forEach((s, i) => sampleOf(s)?.inputs.set(event.neuron, event.values[i] ?? NaN));
        break;
      case "error":
        event.samples.forEach((s, i) => sampleOf(s)?.targets.set(event.to, event.targets[i] ?? NaN));
        break;
    }
  }
  const end = events.at(-1);
  const isWhole = end?.kind === "end" && end.outcome === "complete";
  return drafts.flatMap((draft, i) => runOf(draft, i, isWhole || i < drafts.length - 1) ?? []);
}

interface Draft {
  /** undefined: gradients */
  readonly settings: TrainSettings | undefined;
  readonly batches: BatchEvent[];
  readonly samples: { readonly inputs: Map<string, number>; readonly targets: Map<string, number> }[];
}

/** undefined: nothing was done in it. */
function runOf({ settings, batches, samples }: Draft, i: number, hasEnded: boolean): RecordedRun | undefined {
  const [first] = batches;
  if (first === undefined) return undefined;
  const { epochs, batchSize } = settings ?? { epochs: 1, batchSize: samples.length };
  const perEpoch = Math.ceil(samples.length / batchSize);
  // A run that was broken off in its first epoch might have had more samples than it has met.
  const hasMetAll = batches.length > perEpoch || (hasEnded && batches.length === epochs * perEpoch);
  const hasHoles = Object.keys(samples).length < samples.length;
  const answers = samples.at(-1)?.targets.size;
  if (!hasMetAll || hasHoles || samples.some(({ targets }) => targets.size !== answers)) {
    throw new InputError([
      { path: `run ${i}`, message: "expected all of its samples; got a run that ended before" },
    ]);
  }
  const shared = { firstBatch: first.batch, samples };
  if (settings === undefined) return { kind: "gradients", microBatch: first.microBatches[0] ?? 1, ...shared };
  const validationBatches = Math.max(0, (batches[perEpoch]?.batch ?? 0) - first.batch - perEpoch);
  return { kind: "train", settings, validationBatches, ...shared };
}
