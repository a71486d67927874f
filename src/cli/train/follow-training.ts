import { fromEvent, lastValueFrom, takeUntil, tap } from "rxjs";
import type { EpochProgress } from "../../coordinator/training.ts";
import type { Samples } from "../../data/samples.ts";
import type { Network } from "../../network/network.ts";
import type { TrainOptions } from "../../network/train-options.ts";
import { systemClock } from "../io/clock.ts";
import { expectFinite, expectFiniteRows } from "../io/finite.ts";
import type { ProgressBar } from "./progress-bar.ts";
import { pauseEvery } from "../io/stop-signals.ts";
import type { TrainResult } from "./train-report.ts";
import { weightsDigest } from "./weights-digest.ts";

/** Others have their turn so often, in milliseconds: to people, a signal is heard at once. */
const turns = 25;

/** A training run, and who is to hear of it. */
export interface TrainRun {
  readonly network: Network;
  readonly samples: Samples;
  readonly options: TrainOptions;
  readonly bar: ProgressBar;
  /** Told of every epoch when it is over. */
  readonly tell: (progress: EpochProgress) => void;
}

/**
 * Trains to the end and judges the result by all samples.
 * @throws the reason of `stop`, after the commit in hand; RunError, also for a loss or a weight that is not finite
 */
export async function followTraining(run: TrainRun, stop: AbortSignal): Promise<TrainResult> {
  const { network, samples, options, bar, tell } = run;
  const epochs: EpochProgress[] = [];
  const pause = pauseEvery(turns, systemClock);
  const progress$ = network.train(samples, { ...options, pause }).pipe(
    tap((progress) => {
      if (progress.kind === "batch") {
        bar.advance(progress.samples);
        return;
      }
      expectFiniteEpoch(progress);
      epochs.push(progress);
      tell(progress);
    }),
    takeUntil(fromEvent(stop, "abort")),
  );
  try {
    await lastValueFrom(progress$, { defaultValue: undefined });
  } finally {
    bar.erase();
  }
  await heed(stop);
  expectFiniteRows(network, "weights", network.parameters);
  const final = network.evaluate(samples);
  expectFinite("final loss", final.loss);
  await heed(stop);
  const { commits, parameters } = network;
  return { epochs, commits, final, weightsSha256: weightsDigest(parameters) };
}

/** Ends the run if it was to stop: signals that came while it computed are heard now. */
async function heed(stop: AbortSignal): Promise<void> {
  await systemClock.turn();
  stop.throwIfAborted();
}

function expectFiniteEpoch({ epoch, loss, validation }: EpochProgress): void {
  expectFinite(`epoch ${epoch + 1}: loss`, loss);
  if (validation) expectFinite(`epoch ${epoch + 1}: validation loss`, validation.loss);
}
