import type { Receiver, Task } from "../message/actor.ts";
import { RunError } from "../message/run-error.ts";
import type { Purpose } from "../message/message.ts";
import type { Coordinated, Results, Selection } from "./coordinated.ts";

/**
 * Feeds batches, counts completions, triggers commits. It stands where the forward stream starts and the backward
 * stream ends, so a micro-batch is complete when its backward stream arrives here.
 *
 * Its law: a batch is committed when, and only when, all of its micro-batches are complete.
 */
export class Coordinator implements Receiver {
  /** Commits so far: the weight version of every neuron. */
  commits = 0;
  /** Batches fed so far, evaluations among them: the number of the next one. */
  batches = 0;
  /** Samples of the last batch that came through: all of them, unless messages may be lost for good. */
  counted = 0;
  readonly #network: Coordinated;
  /** The batch at hand. */
  #batch = 0;
  #selection: Selection = nothing;
  #microBatch = 1;
  #purpose: Purpose = "evaluate";
  #microBatches = 0;
  #completed = 0;
  #running: "yes" | "cancelled" | "telling" | "no" = "no";

  /** A field, so that no batch makes a function of its own. */
  readonly #isComplete = (): boolean => this.#completed === this.#microBatches;

  constructor(network: Coordinated) {
    this.#network = network;
  }

  /** "forward": the next micro-batch is due. "backward": one has come to its end. */
  receive(task: Task, microBatch: number): void {
    if (task === "forward") this.#feed(microBatch);
    else this.#completed++;
  }

  /** Runs a batch through the network. "cancelled": nothing is in flight any more, and no weight has changed. */
  run(selection: Selection, microBatch: number, purpose: Purpose): "complete" | "cancelled" {
    if (this.#running !== "no")
      throw new RunError("the network is busy with a batch: a tap cannot start another one");
    this.#batch = this.batches++;
    this.#selection = selection;
    this.#microBatch = microBatch;
    this.#purpose = purpose;
    return this.#complete();
  }

  /**
   * One step of training: a batch, then its commit. After "delta", neurons have committed by themselves on the way
   * (see Learning), so the commit begins before the batch does.
   */
  step(selection: Selection, microBatch: number, commitAfter: "batch" | "delta"): "complete" | "cancelled" {
    if (commitAfter === "delta") this.#network.beginCommit();
    if (this.run(selection, microBatch, "train") === "cancelled") return "cancelled";
    // Nothing is learned from nothing.
    if (this.counted === 0) return "complete";
    if (commitAfter === "batch") {
      if (this.gradient() === "cancelled") return "cancelled";
      this.#network.beginCommit();
      this.#tellAll("commit");
    }
    this.commits++;
    return "complete";
  }

  /** The gradients of the batch that has just been run, at every neuron; it is run anew where one has forgotten it. */
  gradient(): "complete" | "cancelled" {
    while (this.#tellAll("gradient") === "lost") {
      if (this.#complete() === "cancelled") return "cancelled";
    }
    return "complete";
  }

  /** Losses, outputs and targets of the batch that has just been run, sample by sample. */
  results(): Results {
    return this.#network.results();
  }

  /** Gives up the batch in flight, if there is one; may be called from anywhere, a tap included. */
  cancel(): void {
    if (this.#running !== "yes") return;
    this.#running = "cancelled";
    this.#network.transport.stop();
  }

  /** Feeds a micro-batch, and the next one a round later, so that the forward pass of one meets the way back of another. */
  #feed(microBatch: number): void {
    const { transport, feed } = this.#network;
    transport.forward.send(feed, microBatch);
    if (microBatch + 1 < this.#microBatches) transport.tell(this, "forward", microBatch + 1);
  }

  /** Tries until the batch has come through. */
  #complete(): "complete" | "cancelled" {
    for (;;) {
      const end = this.#attempt();
      if (end === "cancelled") return "cancelled";
      if (end === "done") break;
    }
    const kept = this.#network.transport.kept?.();
    if (kept === undefined) {
      this.#expectComplete();
      this.counted = this.#selection.to - this.#selection.from;
    } else this.counted = this.#network.keep(kept);
    return "complete";
  }

  #attempt(): "done" | "lost" | "cancelled" {
    const { load, transport } = this.#network;
    const sizes = load(this.#batch, this.#selection, this.#microBatch, this.#purpose);
    this.#microBatches = sizes.length;
    this.#completed = 0;
    this.#running = "yes";
    try {
      transport.open(sizes, this.#purpose);
      this.#feed(0);
      const end = transport.run(this.#isComplete);
      return this.#wasCancelled() ? "cancelled" : end;
    } finally {
      this.#running = "no";
    }
  }

  #expectComplete(): void {
    const inFlight = this.#network.transport.inFlight();
    if (this.#completed === this.#microBatches && inFlight === 0) return;
    throw new RunError(
      `batch ${this.#batch}: expected ${this.#microBatches} complete micro-batches and nothing in flight; ` +
        `got ${this.#completed}, and ${inFlight} messages in flight`,
    );
  }

  /** Whatever a tap wants meanwhile has to wait: a commit is not given up half way, and no other batch comes between. */
  #tellAll(task: Task): "done" | "lost" {
    this.#running = "telling";
    try {
      return this.#network.transport.broadcast(task);
    } finally {
      this.#running = "no";
    }
  }

  #wasCancelled(): boolean {
    return this.#running === "cancelled";
  }
}

const nothing: Selection = {
  samples: {
    count: 0,
    inputWidth: 0,
    targetWidth: 0,
    inputs: new Float64Array(0),
    targets: new Float64Array(0),
  },
  rows: new Uint32Array(0),
  from: 0,
  to: 0,
  capacity: 0,
};
