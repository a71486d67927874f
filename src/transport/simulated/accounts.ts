import type { Direction } from "../../message/message.ts";
import { CopyCount } from "../copy-count.ts";
import type { TransportCounts } from "../transport.ts";

/** Copies of messages on the synapses of both streams. Attempts that are given up leave no trace in what was delivered. */
export class Accounts {
  readonly #copies = { forward: new CopyCount(), backward: new CopyCount() };
  /** Of each stream, what was delivered before the batch at hand. */
  readonly #before = { forward: 0, backward: 0 };

  /** An attempt begins, at a batch of its own or at the one before. */
  open(kind: "first" | "another"): void {
    for (const direction of directions) {
      const copies = this.#copies[direction];
      if (kind === "another") copies.takeBack(this.#before[direction]);
      else this.#before[direction] = copies.delivered;
      copies.giveUp();
    }
  }

  sent(direction: Direction, copies: number): void {
    this.#copies[direction].sent += copies;
  }

  delivered(direction: Direction, copies: number): void {
    this.#copies[direction].delivered += copies;
  }

  /** What did not come through is dropped. */
  giveUp(): void {
    for (const direction of directions) this.#copies[direction].giveUp();
  }

  get inFlight(): number {
    return this.#copies.forward.inFlight + this.#copies.backward.inFlight;
  }

  counts(): TransportCounts {
    return { activations: this.#copies.forward.copies(), errorSignals: this.#copies.backward.copies() };
  }
}

const directions: readonly Direction[] = ["forward", "backward"];
