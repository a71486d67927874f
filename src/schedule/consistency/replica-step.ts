/** A micro-batch, and the version of the weights that its gradient was computed at. */
export interface Contribution {
  readonly microBatch: number;
  readonly version: number;
}

/** What worker `worker` has summed up and sends to the server. `number` tells pushes apart. */
export interface Push {
  readonly number: number;
  readonly worker: number;
  readonly contributions: readonly Contribution[];
}

/**
 * Why a worker does nothing: it waits for all others ("barrier"), for the slowest ("slack"), for a neighbour; for a message under way
 * ("latency"), or until the server has had time for its own ("server"); nothing of the epoch is left for it ("no-data"); it is done, and others are not yet ("drain").
 */
export type WorkerIdleCause = "barrier" | "slack" | "neighbour" | "latency" | "server" | "no-data" | "drain";

/** Something that takes effect in a run of replicas, at a time in ticks. A version counts commits: of a worker's own weights, where it has some. */
export type ReplicaStep = { readonly time: number } & (
  WorkerStep | ServerStep | MemoryStep | NeighbourStep | PairStep
);

/** Of any worker. */
type WorkerStep =
  /** Its gradient is to be computed at the weights that it has now. `lag`: gradients under way that these lack. */
  | (Contribution & { readonly kind: "begin"; readonly worker: number; readonly lag: number })
  | { readonly kind: "end"; readonly worker: number; readonly microBatch: number; readonly from: number }
  | {
      readonly kind: "idle";
      readonly worker: number;
      readonly from: number;
      readonly to: number;
      readonly cause: WorkerIdleCause;
    }
  /** Gradients are applied: of a server's weights, the mean of what was gathered; else of the worker's own or the shared ones. */
  | {
      readonly kind: "commit";
      readonly version: number;
      readonly worker: number | undefined;
      readonly contributions: readonly Contribution[];
    };

type ServerStep =
  /** The server answers with the weights as they are now; they arrive, and the worker goes on from them. */
  | { readonly kind: "send"; readonly worker: number; readonly version: number }
  | { readonly kind: "read"; readonly worker: number; readonly version: number }
  /** A worker pushes; the push arrives, and is gathered or dropped. */
  | { readonly kind: "push"; readonly push: Push }
  | { readonly kind: "gather"; readonly push: Push }
  | { readonly kind: "drop"; readonly push: Push };

type MemoryStep =
  | { readonly kind: "read-piece"; readonly worker: number; readonly piece: number }
  | { readonly kind: "load-piece"; readonly worker: number; readonly piece: number }
  /** `lost`: how many updates fewer the piece includes now than those of all stores so far, beyond what it lacked before. */
  | { readonly kind: "store-piece"; readonly worker: number; readonly piece: number; readonly lost: number };

type NeighbourStep =
  /** A worker's weights at the beginning of a round go to `to`; one of them has them. */
  | {
      readonly kind: "share";
      readonly worker: number;
      readonly round: number;
      readonly to: readonly number[];
    }
  | { readonly kind: "hear"; readonly worker: number; readonly round: number; readonly from: number }
  /** All are there: a worker's weights become the weighted mean of those of its round. */
  | { readonly kind: "mix"; readonly worker: number; readonly round: number };

/** Two workers' weights become the mean of both. */
interface PairStep {
  readonly kind: "average";
  readonly worker: number;
  readonly partner: number;
}

/** Workers, and what there is for them to do. */
export interface ReplicaSize {
  readonly workers: number;
  /** Micro-batches of the run: of all, dealt out as they are asked for; or of each worker, of its own. */
  readonly microBatches: number | readonly number[];
  /** Of an epoch, where all share them: a barrier falls on its end. */
  readonly perEpoch?: number | undefined;
  /** Pieces of shared memory. */
  readonly pieces?: number | undefined;
  /** The most commits that a gradient may cross. */
  readonly maxStaleness?: number | undefined;
}

/** How long things take, in ticks; each is asked for as it begins. */
export interface ReplicaTiming {
  /** A step of a worker, forward and backward. */
  readonly service: (worker: number) => number;
  /** A message from or to a worker. */
  readonly latency: (worker: number) => number;
  /** What a worker's message takes at the server, one after the other; no time unless said. */
  readonly serve?: (() => number) | undefined;
  /** Uniform in [0, 1): who is averaged with whom. */
  readonly uniform: () => number;
}
