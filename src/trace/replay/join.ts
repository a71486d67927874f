import type { Direction } from "../../message/message.ts";
import { productsOf } from "../event.ts";
import type { Named } from "./seats.ts";
import type { HeardMessage } from "./turn.ts";

/**
 * Where messages of one direction wait for one another, at one neuron and for one micro-batch: whom it has heard of how
 * many, and what they add up to. Names stand in synapse order; the loss counts as one of an output's, is named last,
 * and as "loss". At a level without messages nobody is heard, and then all at once.
 */
export interface Join {
  readonly direction: Direction;
  readonly of: number;
  readonly heard: number;
  readonly waitingFor: readonly string[];
  /** Whether the last of `waitingFor` is the loss, and no neuron of that name. */
  readonly awaitsLoss: boolean;
  /** Those of `waitingFor` that have sent what they have to say: it is on its way. */
  readonly underWay: () => readonly string[];
  /** What has been heard, as far as the trace has it, in synapse order: weight · value each, see productsOf. */
  readonly messages: () => readonly HeardMessage[];
}

/** Those of them of whom something holds. */
export function only({ seats, names }: Named, holds: (seat: number) => boolean): Named {
  const [keptSeats, keptNames]: [number[], string[]] = [[], []];
  for (const [i, seat] of seats.entries()) {
    if (!holds(seat)) continue;
    keptSeats.push(seat);
    keptNames.push(names[i] ?? "");
  }
  return { seats: keptSeats, names: keptNames };
}

/** Messages in the order in which they are added up, whatever the order they came in; what the loss said is last. */
export function inOrder(heard: readonly HeardMessage[], names: readonly string[]): readonly HeardMessage[] {
  if (heard.length < 2) return heard;
  const nameOf = (message: HeardMessage | undefined): string | undefined =>
    message?.kind === "deliver" ? message.from : undefined;
  // Nearly always they are in order already.
  let ordered = 0;
  for (const name of names) if (nameOf(heard[ordered]) === name) ordered++;
  if (ordered >= heard.length || (ordered === heard.length - 1 && heard.at(-1)?.kind === "error"))
    return heard;
  const rank = new Map(names.map((name, i) => [name, i]));
  const rankOf = (message: HeardMessage): number => rank.get(nameOf(message) ?? "") ?? names.length;
  return heard.toSorted((one, other) => rankOf(one) - rankOf(other));
}

/**
 * What messages add up to, sample by sample, beginning with `start`: in their order, as the neuron itself will do it.
 * undefined where there is nothing to add yet.
 */
export function sumOf(messages: readonly HeardMessage[], start: number): readonly number[] | undefined {
  let sum: number[] | undefined;
  for (const message of messages) {
    // ∂L/∂z joins after the gain, and is no part of the sum.
    if (message.kind === "error" && message.enters === "pre-activation") continue;
    const terms = message.kind === "error" ? message.values : productsOf(message);
    sum ??= terms.map(() => start);
    for (let s = 0; s < sum.length; s++) sum[s] = (sum[s] ?? NaN) + (terms[s] ?? NaN);
  }
  return sum;
}
