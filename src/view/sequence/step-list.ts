import type { Direction } from "../../message/message.ts";
import type { Fact, MessageStep, NoteStep, Step } from "./sequence.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface NoteDraft extends Mutable<NoteStep> {
  squares: number;
}

/** What a single message says; of several only their number is kept. */
export type Content = Pick<MessageStep, "symbol" | "value"> & { readonly weight?: number };

/**
 * The steps of a section. Messages of one direction between the same two are one step, and so is what the neurons of a group
 * make of them: it stands where the first of them happened. Participants that are not in the picture have no steps.
 */
export function stepList(participants: number) {
  const messages = new Map<number, Mutable<MessageStep>>();
  const notes = new Map<string, NoteDraft>();
  const order: (Mutable<MessageStep> | NoteDraft)[] = [];
  return {
    message(direction: Direction, from: number | undefined, to: number | undefined, content: Content): void {
      if (from === undefined || to === undefined || from === to) return;
      const key = (from * participants + to) * 2 + (direction === "forward" ? 0 : 1);
      const known = messages.get(key);
      if (known !== undefined) {
        known.count++;
        known.value = known.weight = undefined;
        return;
      }
      const step = { kind: "message" as const, direction, from, to, count: 1, weight: undefined, ...content };
      messages.set(key, step);
      order.push(step);
    },

    /** `symbol` is what its numbers are, of which several neurons tell the norm. */
    note(
      at: number | undefined,
      symbol: string,
      values: readonly number[],
      facts: () => readonly Fact[],
    ): void {
      if (at === undefined) return;
      const known = notes.get(`${at}/${symbol}`);
      if (known !== undefined) {
        known.neurons++;
        known.squares += squared(values);
        known.facts = [{ name: `‖${symbol}‖`, value: Math.sqrt(known.squares) }];
        return;
      }
      const step = { kind: "note" as const, at, neurons: 1, facts: facts(), squares: squared(values) };
      notes.set(`${at}/${symbol}`, step);
      order.push(step);
    },

    steps: (): Step[] =>
      order.map((step) =>
        step.kind === "message"
          ? step
          : { kind: step.kind, at: step.at, neurons: step.neurons, facts: step.facts },
      ),
  };
}

function squared(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}
