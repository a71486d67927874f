/**
 * What workers agree on that learn the same network, each from micro-batches of its own: whether one may go on, which weights it
 * reads, and when what it has found is applied. A rule is data; the engines of this folder carry it out in virtual time.
 */
export type Consistency = ServerConsistency | SharedMemory | Neighbours | Pairs;

/** A server holds the weights. Workers fetch a copy, compute at it, and push what has come of it. */
export interface ServerConsistency {
  readonly kind: "server";
  readonly admission: ServerAdmission;
  readonly fetch: Fetch;
  readonly push: {
    /** Steps whose gradients are summed up at the worker before they are pushed. */
    readonly every: number;
    /** "difference": the worker learns by itself, and pushes how far its copy has moved since it was fetched. */
    readonly what: "gradients" | "difference";
  };
  readonly commit: {
    /** Pushes that are gathered, and averaged, into one commit. */
    readonly pushes: number;
    /** What becomes of a push that was computed at an older version than the newest. */
    readonly late: "count" | "drop";
  };
}

/**
 * Whether a worker that asks for weights gets them now: always ("free"); once they are newer than its own ("barrier"); while it is at
 * most so many steps ahead of the slowest worker ("slack").
 */
export type ServerAdmission =
  | { readonly kind: "free" }
  | { readonly kind: "barrier" }
  | { readonly kind: "slack"; readonly most: number };

/**
 * When a worker asks for weights: after so many steps; or only once its copy may lack an update that slack promises, which are all
 * of more than `most` steps ago ("when-due"). In between it takes its own steps into account.
 */
export type Fetch = { readonly kind: "every"; readonly steps: number } | { readonly kind: "when-due" };

/** All workers read and write the same memory, piece by piece, and wait for nobody. */
export interface SharedMemory {
  readonly kind: "shared-memory";
  /** "load-store": what others store between a worker's load of a piece and its store is lost. "atomic": nothing is. */
  readonly write: "load-store" | "atomic";
  /** Ticks that it takes to read all weights, and to write them. */
  readonly readTicks: number;
  readonly writeTicks: number;
}

/** Every worker has weights of its own; in each round it averages them with those of its neighbours. */
export interface Neighbours {
  readonly kind: "neighbours";
  /** Row i: what the weights of each worker count in the next ones of worker i. Rows and columns sum to 1. */
  readonly mixing: readonly (readonly number[])[];
}

/** Every worker has weights of its own; after each step it averages them with those of one other, drawn at random. */
export interface Pairs {
  readonly kind: "pairs";
  /** Among whom the other is drawn: all, or the two beside it. */
  readonly among: "all" | "ring";
}
