import { takeWhile } from "rxjs";
import { createSamples, type Samples, sliceSamples } from "../data/samples.ts";
import { InputError } from "../message/input-error.ts";
import type { Model } from "../model/model.ts";
import { neuronIds } from "../model/neuron-ids.ts";
import type { RecordedRun, RecordedTraining } from "../trace/recorded-runs.ts";
import type { Network } from "./network.ts";

/** What is thrown inside a stream would never reach who called: it is kept, and thrown once the run stands still. */
export interface Guard {
  readonly attempt: (act: () => void) => void;
  /** Whether nothing has been thrown. */
  readonly holds: () => boolean;
  readonly check: () => void;
}

export function createGuard(): Guard {
  let failure: Error | undefined;
  return {
    attempt(act) {
      if (failure !== undefined) return;
      try {
        act();
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
      }
    },
    holds: () => failure === undefined,
    check() {
      if (failure !== undefined) throw failure;
    },
  };
}

/** Makes runs again, one after another. Batches that only evaluated are not in the trace, but were counted and took time. */
export function createRepeat(network: Network, { attempt, holds }: Guard) {
  let nextBatch = 0;
  network.run$.subscribe((message) => {
    if (message.kind === "batch") nextBatch = message.batch + 1;
  });
  const evaluate = (one: Samples, batches: number): void => {
    if (batches > mostEvaluations) {
      const message = `expected at most ${mostEvaluations} batches left out between two; got ${batches}`;
      throw new InputError([{ path: "fork", message }]);
    }
    for (let b = 0; b < batches; b++) network.predict(one, { batchSize: 1 });
  };
  const train = (samples: Samples, one: Samples, { settings, validationBatches }: RecordedTraining): void => {
    const steps = network.train(samples, settings).pipe(takeWhile(holds));
    steps.subscribe({
      next: ({ kind }) => {
        if (kind === "epoch") attempt(() => evaluate(one, validationBatches));
      },
      error: (error: unknown) => {
        attempt(() => {
          throw error;
        });
      },
    });
  };
  return (run: RecordedRun): void => {
    attempt(() => {
      const samples = samplesOf(network.model, run);
      const one = sliceSamples(samples, 0, 1);
      evaluate(one, run.firstBatch - nextBatch);
      if (run.kind === "train") train(samples, one, run);
      else network.gradients(samples, { microBatch: run.microBatch });
    });
  };
}

/** More batches than anybody evaluates between two batches of training. */
const mostEvaluations = 1_000_000;

function samplesOf(model: Model, { samples }: RecordedRun): Samples {
  const { idOf } = neuronIds(model);
  const numbers = (slots: Int32Array, known: ReadonlyMap<string, number>): number[] =>
    Array.from(slots, (slot) => known.get(idOf(slot)) ?? NaN);
  return createSamples(
    samples.map(({ inputs }) => numbers(model.inputs, inputs)),
    samples.map(({ targets }) => numbers(model.outputs, targets)),
  );
}
