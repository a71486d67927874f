import { fromEvent, lastValueFrom, takeUntil, tap } from "rxjs";
import type { EpochProgress } from "../../coordinator/training.ts";
import type { Samples } from "../../data/samples.ts";
import type { TrainingState } from "../../model/checkpoint/checkpoint.ts";
import type { Network } from "../../network/network.ts";
import type { TrainOptions } from "../../network/train-options.ts";
import { systemClock } from "../io/clock.ts";
import { expectFinite, expectFiniteRows } from "../io/finite.ts";
import type { ProgressBar } from "./progress-bar.ts";
import type { CheckpointKeeper } from "./checkpoint-keeper.ts";
import { pauseEvery } from "../io/stop-signals.ts";
import type { TrainResult } from "./train-report.ts";
import { weightsDigest } from "./weights-digest.ts";

/** Others have their turn so often, in milliseconds: to people, a signal is heard at once. */
export const turns = 25;

/** A training run, and who is to hear of it. */
export interface TrainRun {
  readonly network: Network;
  readonly samples: Samples;
  readonly options: TrainOptions;
  readonly bar: ProgressBar;
  /** Where checkpoints are wanted. */
  readonly keeper: CheckpointKeeper | undefined;
  /** The epochs that were over before this run went on, if it does. */
  readonly past: readonly EpochProgress[];
  /** Told of every epoch when it is over. */
  readonly tell: (progress: EpochProgress) => void;
}

/**
 * Trains to the end and judges the result by all samples.
 * @throws the reason of `stop`, after the commit in hand and its checkpoint; RunError, also for a loss or a weight that is not finite
 */
export async function followTraining(run: TrainRun, stop: AbortSignal): Promise<TrainResult> {
  const { network, samples, options, bar, keeper, tell } = run;
  const epochs = [...run.past];
  const state = (): TrainingState => network.trainingState();
  const pause = pauseEvery(turns, systemClock);
  const progress$ = network.train(samples, { ...options, pause }).pipe(
    tap((progress) => {
      if (progress.kind === "batch") {
        bar.advance(progress.samples);
        keeper?.hear(progress, state, epochs);
        return;
      }
      expectFiniteEpoch(progress);
      epochs.push(progress);
      // What is told of is on the disk, as often as it was asked to be.
      keeper?.hear(progress, state, epochs);
      tell(progress);
    }),
    takeUntil(fromEvent(stop, "abort")),
  );
  try {
    await lastValueFrom(progress$, { defaultValue: undefined });
  } finally {
    bar.erase();
  }
  keeper?.save(state(), epochs);
  await heed(stop);
  expectFiniteRows(network, "weights", network.parameters);
  const final = network.evaluate(samples);
  expectFinite("final loss", final.loss);
  await heed(stop);
  const { commits, parameters } = network;
  const { delivery, samplesLost } = network.traffic() ?? {};
  return {
    epochs,
    commits,
    final,
    weightsSha256: weightsDigest(parameters),
    samplesLost: delivery === "lossy" ? samplesLost : undefined,
  };
}

/** Ends the run if it was to stop: signals that came while it computed are heard now. */
export async function heed(stop: AbortSignal): Promise<void> {
  await systemClock.turn();
  stop.throwIfAborted();
}

export function expectFiniteEpoch({ epoch, loss, validation }: EpochProgress): void {
  expectFinite(`epoch ${epoch + 1}: loss`, loss);
  if (validation) expectFinite(`epoch ${epoch + 1}: validation loss`, validation.loss);
}
