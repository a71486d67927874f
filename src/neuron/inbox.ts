import { RunError } from "../message/run-error.ts";
import type { MicroBatch } from "./frame.ts";

/**
 * Where messages of one direction wait for one another, one slot a sender. Order does not matter, a repeated message
 * changes nothing, and a micro-batch is handed over once, when its last sender has come.
 *
 *   x1   ──a────────b──
 *   x2   ──────a──────b       a, b: micro-batches
 *        ──────a──────b       handed over
 */
export class Inbox {
  readonly #senders: ReadonlyMap<string, number>;
  readonly #open = new Map<number, { readonly part: MicroBatch; readonly missing: Set<string> }>();
  readonly #done = new Set<number>();
  /** Messages that came again. */
  duplicates = 0;

  constructor(senders: readonly string[]) {
    this.#senders = new Map(senders.map((id, place) => [id, place]));
  }

  /** Those that a micro-batch still waits for. */
  waitingFor(microBatch: number): string[] {
    if (this.#done.has(microBatch)) return [];
    return [...(this.#open.get(microBatch)?.missing ?? this.#senders.keys())];
  }

  /**
   * A message has come. `store` is called with its sender's place, unless it came before.
   * @returns the micro-batch, if this was the last message that it waited for
   * @throws RunError if nobody of that name is connected, or messages of a micro-batch cover different samples
   */
  accept(from: string, part: MicroBatch, store: (place: number) => void): MicroBatch | undefined {
    const place = this.#senders.get(from);
    if (place === undefined) {
      throw new RunError(
        `expected a message from one of ${[...this.#senders.keys()].join(", ")}; got one from ${from}`,
      );
    }
    const waiting = this.#open.get(part.index) ?? { part, missing: new Set(this.#senders.keys()) };
    if (waiting.part.first !== part.first || waiting.part.samples !== part.samples) {
      const { first, samples } = waiting.part;
      throw new RunError(
        `micro-batch ${part.index}: expected ${samples} samples from ${first} on, as in its first message; ` +
          `got ${part.samples} from ${part.first} on, from ${from}`,
      );
    }
    if (this.#done.has(part.index) || !waiting.missing.delete(from)) {
      this.duplicates++;
      return undefined;
    }
    store(place);
    this.#open.set(part.index, waiting);
    if (waiting.missing.size > 0) return undefined;
    this.#open.delete(part.index);
    this.#done.add(part.index);
    return part;
  }

  /** The batch is committed: micro-batch numbers begin anew. */
  clear(): void {
    this.#open.clear();
    this.#done.clear();
  }
}
