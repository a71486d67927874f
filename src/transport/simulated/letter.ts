import type { Direction } from "../../message/message.ts";

/**
 * What one host tells another: a message of a stream, or a word between the coordinator and a neuron.
 *
 *   coordinator ── prepare ──▶ neuron       form your gradient, and keep it where no crash reaches it
 *               ◀─ prepared ──              it is kept;  ◀─ lost ──  I have forgotten this attempt
 *               ── commit ───▶              all are prepared: update
 *               ◀─ committed ─
 *               ◀─ restarted ─              I was down; this is what I still know
 */
export interface Letter {
  readonly kind: "data" | "prepare" | "prepared" | "lost" | "commit" | "committed" | "restarted";
  readonly from: number;
  readonly to: number;
  /** The attempt at a batch that it belongs to; of "restarted", the last one that the host had heard of. */
  readonly attempt: number;
  /** Commits that the sender's weights have seen; of "commit", those that the receiver's will have seen. */
  readonly version: number;
  /** Of "restarted": the attempt whose gradient is kept. */
  readonly prepared: number;
  /** Of "data": the stream, the edge (its number in the stream's list), and the micro-batch. */
  readonly direction: Direction;
  readonly edge: number;
  readonly microBatch: number;
}

/** A letter of a kind that is no data. */
export function word(
  kind: Exclude<Letter["kind"], "data">,
  from: number,
  to: number,
  state: { readonly attempt: number; readonly version: number; readonly prepared?: number },
): Letter {
  const { attempt, version, prepared = -1 } = state;
  return { kind, from, to, attempt, version, prepared, direction: "forward", edge: -1, microBatch: 0 };
}
