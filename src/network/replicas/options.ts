import type { KernelChoice } from "../../math/kernels/kernel-choice.ts";
import type { LearningRateOptions } from "../../math/learning-rates.ts";
import type { OptimizerName } from "../../math/optimizer.ts";
import type { OptimizerOptions } from "../../math/optimizers.ts";
import type { Precision } from "../../math/precision.ts";
import type { Consistency } from "../../schedule/consistency/consistency.ts";
import type { CorrectorOptions } from "../../stage/correctors.ts";
import type { Latency } from "../../transport/simulated/latency.ts";
import type { TrainOptions } from "../train-options.ts";
import type { ConsistencyName, ConsistencyOptions } from "./consistencies.ts";

export interface ReplicasOptions {
  readonly workers: number;
  /** What they agree on: by a rule's name, with its numbers, or as data of one's own. */
  readonly consistency: ConsistencyName | ConsistencyOptions | Consistency;
  /** How long a step of a worker takes: of all, or of each; one tick unless said. */
  readonly service?: Latency | readonly Latency[] | undefined;
  /** How long a message between workers, or from or to the server, is under way; no time unless said. */
  readonly latency?: Latency | undefined;
  /** What a message takes at the server, which takes one after the other; no time unless said. */
  readonly serve?: Latency | undefined;
  /** What times and partners are drawn from; 0 unless said. Each worker has a stream of its own. */
  readonly seed?: number | undefined;
  /** What the server does against staleness, in this order, push by push; none that moves the weights that a pass reads. */
  readonly correctors?: readonly CorrectorOptions[] | undefined;
  /** A gradient that has crossed more commits ends the run with an error. */
  readonly maxStaleness?: number | undefined;
  readonly precision?: Precision | undefined;
  readonly kernel?: KernelChoice | undefined;
}

/** How replicas train. A batch, which one commit covers, is of as many micro-batches as the rule gathers. */
export interface ReplicasTrainOptions extends Pick<
  TrainOptions,
  "epochs" | "learningRate" | "optimizer" | "shuffle" | "pause"
> {
  /** Samples of a step of a worker. */
  readonly microBatch: number;
  /**
   * What workers send to the server. "gradients" unless said: of several, the server takes the mean. "sufficient-factors": the a and δ of all
   * neurons, of which it forms the gradient itself, sample by sample in the order of one batch, so that it has the bits of a network
   * that has seen them all (Xie et al. 2015, arXiv:1511.08486).
   */
  readonly exchange?: "gradients" | "sufficient-factors" | undefined;
  /** Of local SGD, what the server does with the mean difference; unless said it adds it. `optimizer` and `learningRate` are the workers' then. */
  readonly outer?:
    | {
        readonly learningRate?: LearningRateOptions | undefined;
        readonly optimizer?: OptimizerName | OptimizerOptions | undefined;
      }
    | undefined;
}

/** What a run says: of every commit, and whenever as many micro-batches as an epoch has are done with. Time is in ticks. */
export type ReplicasProgress = ReplicasCommit | ReplicasEpoch;

export interface ReplicasCommit {
  readonly kind: "commit";
  /** Commits so far: of the server or the shared memory; where workers have weights of their own, of all together. */
  readonly commits: number;
  /** Whose weights it moves, where workers have their own; who writes, where they share memory. */
  readonly worker: number | undefined;
  /** Whose gradients it is made of. */
  readonly microBatches: readonly number[];
  readonly samples: number;
  /** Mean over its samples, each at the weights it met. */
  readonly loss: number;
  /** The most commits that one of its gradients has crossed. */
  readonly staleness: number;
  readonly time: number;
}

export interface ReplicasEpoch {
  readonly kind: "epoch";
  readonly epoch: number;
  /** Mean over the samples that were committed since the last epoch, each at the weights it met. */
  readonly loss: number;
  readonly commits: number;
  readonly time: number;
}
