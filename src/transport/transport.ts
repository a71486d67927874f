import type { Outlet, Receiver, Task } from "../message/actor.ts";
import type { Purpose } from "../message/message.ts";

/**
 * How messages travel. The law of every transport: what a node sends reaches each of its listeners exactly once, and
 * a listener is told when, and only when, all that it waits for is in. Order and time are the transport's own.
 */
export interface Transport {
  readonly forward: Outlet;
  readonly backward: Outlet;
  /** A batch begins: micro-batches of so many samples. Whatever a failed or cancelled batch left is gone. */
  readonly open: (samples: readonly number[], purpose?: Purpose) => void;
  /**
   * From here on micro-batches are of so many samples, as many of them as before: for who has several batches in flight, and calls
   * a later micro-batch what an earlier one was called. undefined where that is not done.
   */
  readonly resize?: (samples: readonly number[]) => void;
  /** Tells one actor by itself, as soon as all that has been sent before is delivered. */
  readonly tell: (receiver: Receiver, task: Task, microBatch: number) => void;
  /** Tells every population that has rows of weights, and returns when all have done it. "lost": as in `run`. */
  readonly broadcast: (task: Task) => "done" | "lost";
  /**
   * Delivers until nothing is in flight, or `isOver` says that what was waited for has come. "lost": somebody has forgotten
   * what the batch needs, which therefore has to be run anew.
   */
  readonly run: (isOver?: () => boolean) => "done" | "lost";
  /** Drops what is in flight: the batch is given up. */
  readonly stop: () => void;
  /** Its clock: the time of the delivery at hand, in its own unit (of the local transport, rounds). Never goes back. */
  readonly now: () => number;
  /** Messages handed in that are neither delivered nor dropped. */
  readonly inFlight: () => number;
  /** Messages on synapses so far, sample by sample. */
  readonly counts: () => TransportCounts;
  /** The micro-batches that came through, after a run that lost some; undefined where nothing can be lost for good. */
  readonly kept?: (() => readonly number[] | undefined) | undefined;
  /** What it took to deliver them, where that is not a matter of course. */
  readonly traffic?: () => Traffic;
}

/** What became of packets in a world with faults, and how often it was tried. */
export interface Traffic {
  /** Whether messages may be lost for good. */
  readonly delivery: "reliable" | "lossy";
  /** One for each pair of hosts that have talked: letters, and how often they were sent in all. The coordinator has no name. */
  readonly links: readonly {
    readonly from: string | undefined;
    readonly to: string | undefined;
    readonly letters: number;
    readonly sendings: number;
  }[];
  /** Copies of packets that were lost on the way, were damaged, or reached a host that was down. */
  readonly lost: number;
  readonly damaged: number;
  readonly missed: number;
  /** Attempts at batches, the first ones included, and crashes. */
  readonly attempts: number;
  readonly crashes: number;
  /** Samples that were left out because a message of theirs was lost for good. */
  readonly samplesLost: number;
}

export interface TransportCounts {
  readonly activations: Copies;
  readonly errorSignals: Copies;
}

/** Conservation: sent = delivered + dropped + inFlight. */
export interface Copies {
  readonly sent: number;
  readonly delivered: number;
  /** Given up with a batch that failed or was cancelled. */
  readonly dropped: number;
  readonly inFlight: number;
}
