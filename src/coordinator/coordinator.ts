import type { Receiver, Task } from "../message/actor.ts";
import { RunError } from "../message/run-error.ts";
import type { Coordinated, Pass, Results, Selection } from "./coordinated.ts";

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
  #completed = 0;
  #running: "yes" | "cancelled" | "no" = "no";

  constructor(network: Coordinated) {
    this.#network = network;
  }

  /** One micro-batch has come to its end. */
  receive(): void {
    this.#completed++;
  }

  /** Runs a batch through the network. "cancelled": nothing is in flight any more, and no weight has changed. */
  run(selection: Selection, microBatch: number, pass: Pass): "complete" | "cancelled" {
    if (this.#running !== "no")
      throw new RunError("the network is busy with a batch: a tap cannot start another one");
    const { transport, feed } = this.#network;
    const batch = this.#batches++;
    const sizes = this.#network.load(batch, selection, microBatch, pass);
    this.#completed = 0;
    this.#running = "yes";
    transport.open(sizes);
    try {
      for (let m = 0; m < sizes.length; m++) transport.forward.send(feed, m);
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
    if (this.run(selection, microBatch, "both") === "cancelled") return "cancelled";
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
