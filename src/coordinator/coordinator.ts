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
  readonly #network: Coordinated;
  #batches = 0;
  #microBatches = 0;
  #completed = 0;
  #running: "yes" | "cancelled" | "no" = "no";

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
    const { transport } = this.#network;
    const batch = this.#batches++;
    const sizes = this.#network.load(batch, selection, microBatch, purpose);
    this.#microBatches = sizes.length;
    this.#completed = 0;
    this.#running = "yes";
    transport.open(sizes);
    try {
      this.#feed(0);
      transport.run();
      if (this.#wasCancelled()) return "cancelled";
    } finally {
      this.#running = "no";
    }
    this.#expectComplete(batch, sizes.length);
    return "complete";
  }

  /**
   * One step of training: a batch, then its commit. After "delta", neurons have committed by themselves on the way
   * (see Learning), so the commit begins before the batch does.
   */
  step(selection: Selection, microBatch: number, commitAfter: "batch" | "delta"): "complete" | "cancelled" {
    if (commitAfter === "delta") this.#network.beginCommit();
    if (this.run(selection, microBatch, "train") === "cancelled") return "cancelled";
    if (commitAfter === "batch") {
      this.gradient();
      this.#network.beginCommit();
      this.#tellAll("commit");
    }
    this.commits++;
    return "complete";
  }

  /** The gradients of the batch that has just been run, at every neuron. */
  gradient(): void {
    this.#tellAll("gradient");
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

  #expectComplete(batch: number, microBatches: number): void {
    const inFlight = this.#network.transport.inFlight();
    if (this.#completed === microBatches && inFlight === 0) return;
    throw new RunError(
      `batch ${batch}: expected ${microBatches} complete micro-batches and nothing in flight; ` +
        `got ${this.#completed}, and ${inFlight} messages in flight`,
    );
  }

  #tellAll(task: Task): void {
    this.#network.transport.broadcast(task);
    this.#network.transport.run();
  }

  #wasCancelled(): boolean {
    return this.#running === "cancelled";
  }
}
