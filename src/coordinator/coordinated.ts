import type { Samples } from "../data/samples.ts";
import type { Purpose } from "../message/message.ts";
import type { Transport } from "../transport/transport.ts";

/** Which samples a batch covers: rows[from] … rows[to − 1] of `samples`. */
export interface Selection {
  readonly samples: Samples;
  readonly rows: Uint32Array;
  readonly from: number;
  readonly to: number;
  /** Samples of the largest batch of this run: what there must be room for. */
  readonly capacity: number;
}

/** What a coordinator asks of the network it coordinates. */
export interface Coordinated {
  readonly transport: Transport;
  /** The node that the forward stream starts from. */
  readonly feed: number;
  /** Puts a batch's inputs and targets in place; returns the number of samples of each of its micro-batches. */
  readonly load: (
    batch: number,
    selection: Selection,
    microBatch: number,
    purpose: Purpose,
  ) => readonly number[];
  /** Leaves only these micro-batches of the batch in flight; returns the number of their samples. */
  readonly keep: (microBatches: readonly number[]) => number;
  /** The next commit is due: clips the gradients and prepares the optimizer. */
  readonly beginCommit: () => void;
  /** Losses, outputs and targets of the batch, sample by sample. */
  readonly results: () => Results;
}

export interface Results {
  /** One number a sample. */
  readonly losses: Float64Array;
  /** samples × outputs, row-major. */
  readonly outputs: Float64Array;
  readonly targets: Float64Array;
}
