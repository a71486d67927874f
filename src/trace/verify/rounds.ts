import type { Synapses, Wiring } from "./wiring.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every slot and synapse */

/**
 * When things happen in a batch, in ticks after it begins. The local transport delivers in rounds: what is said in one is
 * heard in the next, and micro-batch m sets out in round m. So a neuron speaks as late as the longest path to it is long,
 * and a micro-batch follows the one before it everywhere by one round.
 */
export interface Rounds {
  /** By slot, of micro-batch 0: when it has all activations, and when it has all error signals. */
  readonly forward: Int32Array;
  readonly backward: Int32Array;
  /** When the loss has heard all outputs, and all who are heard by nobody else. */
  readonly loss: number;
  /** When the last neuron of micro-batch 0 has its error signals. */
  readonly last: number;
}

export function roundsOf(wiring: Wiring, inputErrors: "end" | "receive"): Rounds {
  const { forward: arrows, backward: reversed, rowAt, outputOf } = wiring;
  const order = senderFirst(arrows, reversed);
  const forward = new Int32Array(rowAt.length);
  const backward = new Int32Array(rowAt.length);
  const hearsLoss = (slot: number): boolean =>
    outputOf[slot]! >= 0 || reversed.start[slot] === reversed.start[slot + 1];
  let loss = 0;
  for (const slot of order) {
    forward[slot] = 1 + latestSender(arrows, slot, forward);
    if (hearsLoss(slot)) loss = Math.max(loss, forward[slot] + 1);
  }
  let last = loss;
  for (const slot of order.toReversed()) {
    backward[slot] = 1 + Math.max(latestSender(reversed, slot, backward), hearsLoss(slot) ? loss : 0);
    if (rowAt[slot]! >= 0 || inputErrors === "receive") last = Math.max(last, backward[slot]);
  }
  return { forward, backward, loss, last };
}

/** −1: it hears nobody. */
function latestSender({ start, sender }: Synapses, slot: number, rounds: Int32Array): number {
  let latest = -1;
  for (let i = start[slot]!; i < start[slot + 1]!; i++) latest = Math.max(latest, rounds[sender[i]!]!);
  return latest;
}

/** All slots, each after those that it hears (Kahn, Communications of the ACM 5 (1962) 558). */
function senderFirst(arrows: Synapses, reversed: Synapses): Int32Array {
  const neurons = arrows.start.length - 1;
  const order = new Int32Array(neurons);
  const missing = Int32Array.from(
    { length: neurons },
    (_, slot) => arrows.start[slot + 1]! - arrows.start[slot]!,
  );
  let count = 0;
  for (let slot = 0; slot < neurons; slot++) if (missing[slot] === 0) order[count++] = slot;
  for (let read = 0; read < count; read++) {
    const slot = order[read]!;
    // Who sends a neuron its error signals are those that hear it.
    for (let i = reversed.start[slot]!; i < reversed.start[slot + 1]!; i++) {
      const hearer = reversed.sender[i]!;
      missing[hearer]!--;
      if (missing[hearer] === 0) order[count++] = hearer;
    }
  }
  return order;
}
