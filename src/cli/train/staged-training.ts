import { fromEvent, lastValueFrom, takeUntil, tap } from "rxjs";
import type { Evaluation } from "../../coordinator/tally.ts";
import type { EpochProgress } from "../../coordinator/training.ts";
import type { Samples } from "../../data/samples.ts";
import type { Model } from "../../model/model.ts";
import { Network } from "../../network/network.ts";
import type { PipelineProgress } from "../../network/pipeline/options.ts";
import { Pipeline } from "../../network/pipeline/pipeline.ts";
import { asOptions } from "../pipeline/as-options.ts";
import type { Staged } from "../pipeline/staged-options.ts";
import { stagedResult } from "../pipeline/staged-report.ts";
import { systemClock } from "../io/clock.ts";
import { expectFinite, expectFiniteRows } from "../io/finite.ts";
import { recordingPipeline } from "../io/recording.ts";
import { pauseEvery } from "../io/stop-signals.ts";
import { alignmentOf, errorTransportOf } from "./error-transport-result.ts";
import { expectFiniteEpoch, heed, turns } from "./follow-training.ts";
import type { ProgressBar } from "./progress-bar.ts";
import { type TrainCommandOptions, trainOptions } from "./train-options.ts";
import type { TrainResult } from "./train-report.ts";
import { weightsDigest } from "./weights-digest.ts";

/** A training run in stages, and who is to hear of it. */
export interface StagedRun {
  readonly model: Model;
  readonly samples: Samples;
  readonly validation: Samples | undefined;
  readonly staged: Staged;
  readonly options: TrainCommandOptions;
  readonly bar: ProgressBar;
  readonly tell: (progress: EpochProgress) => void;
}

/**
 * Trains in stages to the end, and judges the result by all samples in a network of the same weights without any.
 * @throws RangeError for options that do not go together; the reason of `stop`; RunError, also for a loss or a weight that is not finite
 */
export async function stagedTraining(run: StagedRun, stop: AbortSignal): Promise<Trained> {
  const { model, samples, staged, options } = run;
  const errorTransport = errorTransportOf(options);
  const pipeline = asOptions(() => new Pipeline(model, { ...staged.pipeline, errorTransport }));
  const judge = new Judge(model, pipeline, options);
  const start = errorTransport && alignmentOf(judge.network(), samples);
  const said = await recordingPipeline(pipeline, options, () => follow(run, pipeline, judge, stop));
  const network = judge.network();
  expectFiniteRows(network, "weights", network.parameters);
  const final = network.evaluate(samples);
  expectFinite("final loss", final.loss);
  await heed(stop);
  return {
    network,
    result: {
      ...said,
      final,
      weightsSha256: weightsDigest(network.parameters),
      samplesLost: undefined,
      staged: stagedResult(staged, pipeline, said.time),
      errorTransport: errorTransport && {
        name: errorTransport.name,
        start: start ?? [],
        end: alignmentOf(network, samples),
      },
    },
  };
}

/** What has come of it, and a network with its weights. */
export interface Trained {
  readonly network: Network;
  readonly result: TrainResult;
}

/** A network without stages that is made the pipeline's equal whenever something is to be judged. */
class Judge {
  readonly #pipeline: Pipeline;
  readonly #network: Network;

  constructor(model: Model, pipeline: Pipeline, options: TrainCommandOptions) {
    const { precision, kernel } = options;
    this.#pipeline = pipeline;
    this.#network = new Network(model, { precision, kernel, errorTransport: errorTransportOf(options) });
  }

  network(): Network {
    const [network, { parameters, errorWeights }] = [this.#network, this.#pipeline];
    network.parameters.set(parameters);
    network.errorWeights.set(errorWeights);
    return network;
  }
}

async function follow(
  { samples, validation, staged, options, bar, tell }: StagedRun,
  pipeline: Pipeline,
  judge: Judge,
  stop: AbortSignal,
): Promise<{ readonly epochs: readonly EpochProgress[]; readonly commits: number; readonly time: number }> {
  const epochs: EpochProgress[] = [];
  let [commits, time] = [0, 0];
  const judged = (): Evaluation | undefined => validation && judge.network().evaluate(validation);
  const learning = {
    ...trainOptions(options, samples.count),
    microBatch: staged.microBatch,
    pause: pauseEvery(turns, systemClock),
  };
  const hear = (progress: PipelineProgress): void => {
    ({ commits, time } = progress);
    if (progress.kind === "batch") {
      bar.advance(progress.samples);
      return;
    }
    const { epoch, loss, accuracy } = progress;
    const over: EpochProgress = { kind: "epoch", epoch, loss, accuracy, validation: judged(), commits };
    expectFiniteEpoch(over);
    epochs.push(over);
    tell(over);
  };
  const progress$ = asOptions(() => pipeline.train(samples, learning));
  try {
    await lastValueFrom(progress$.pipe(tap(hear), takeUntil(fromEvent(stop, "abort"))), {
      defaultValue: undefined,
    });
  } finally {
    bar.erase();
  }
  await heed(stop);
  return { epochs, commits, time };
}
