import type { Numbers } from "../../math/precision.ts";
import { RunError } from "../../message/run-error.ts";
import type { Gradients } from "../gradients.ts";
import type { Network } from "../network.ts";
import type { MicroBatches } from "./micro-batches.ts";

/** The workers: each a whole network, with weights that others may replace between two of its passes. */
export class Team {
  readonly networks: readonly Network[];
  readonly #microBatches: MicroBatches;
  /** Losses of micro-batches that are not told of yet, sample by sample. */
  readonly #losses = new Map<number, Float64Array>();

  constructor(networks: readonly Network[], microBatches: MicroBatches) {
    this.networks = networks;
    this.#microBatches = microBatches;
  }

  /** The weights of a worker, as they stand where its neurons read them. */
  weightsOf(worker: number): Numbers {
    return this.#network(worker).parameters;
  }

  /** A worker goes on from other weights. */
  adopt(worker: number, weights: Numbers): void {
    this.weightsOf(worker).set(weights);
  }

  /**
   * One forward and one backward pass of a worker over a micro-batch, at the weights that it has.
   * @throws RunError `worker W, micro-batch K: …` where a neuron fails
   */
  compute(worker: number, microBatch: number): Gradients {
    try {
      const gradients = this.#network(worker).gradients(this.#microBatches.samplesOf(microBatch));
      this.#losses.set(microBatch, gradients.losses);
      return gradients;
    } catch (cause) {
      if (!(cause instanceof RunError)) throw cause;
      throw new RunError(`worker ${worker}, micro-batch ${microBatch}: ${cause.message}`, { cause });
    }
  }

  /** The losses of a micro-batch, once. */
  takeLosses(microBatch: number): Float64Array {
    const losses = this.#losses.get(microBatch) ?? new Float64Array(0);
    this.#losses.delete(microBatch);
    return losses;
  }

  #network(worker: number): Network {
    const network = this.networks[worker];
    if (network === undefined) {
      throw new RangeError(`worker: expected 0 to ${this.networks.length - 1}; got ${worker}`);
    }
    return network;
  }
}
