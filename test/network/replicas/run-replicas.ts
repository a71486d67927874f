import type { Samples } from "../../../src/data/samples.ts";
import type { Model } from "../../../src/model/model.ts";
import { Network } from "../../../src/network/network.ts";
import type {
  ReplicasOptions,
  ReplicasProgress,
  ReplicasTrainOptions,
} from "../../../src/network/replicas/options.ts";
import { Replicas } from "../../../src/network/replicas/replicas.ts";
import type { TrainOptions } from "../../../src/network/train-options.ts";

/** Trains to the end; returns all that is said, or throws the run's error. */
export function trained(
  replicas: Replicas,
  samples: Samples | readonly Samples[],
  options: ReplicasTrainOptions,
): ReplicasProgress[] {
  const said: ReplicasProgress[] = [];
  let failure: { readonly error: unknown } | undefined;
  replicas.train(samples, options).subscribe({
    next: (progress) => said.push(progress),
    error: (error: unknown) => (failure = { error }),
  });
  if (failure !== undefined) throw failure.error;
  return said;
}

/** What replicas come to: their weights, and the losses of commits and epochs. */
export function outcomeOf(
  model: Model,
  options: ReplicasOptions,
  samples: Samples | readonly Samples[],
  learning: ReplicasTrainOptions,
) {
  const replicas = new Replicas(model, options);
  const said = trained(replicas, samples, learning);
  const losses = (kind: ReplicasProgress["kind"]): number[] =>
    said.filter((progress) => progress.kind === kind).map(({ loss }) => loss);
  return { weights: [...replicas.parameters], batches: losses("commit"), epochs: losses("epoch") };
}

/** The same of one network. */
export function plainOutcome(
  model: Model,
  samples: Samples,
  learning: TrainOptions,
  precision: "f64" | "f32" = "f64",
) {
  const network = new Network(model, { precision });
  const [batches, epochs]: [number[], number[]] = [[], []];
  network
    .train(samples, learning)
    .subscribe(({ kind, loss }) => (kind === "batch" ? batches : epochs).push(loss));
  return { weights: [...network.parameters], batches, epochs };
}
