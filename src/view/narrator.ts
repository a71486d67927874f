import type { TraceEvent } from "../trace/event.ts";
import { formatNumber } from "./number-text.ts";

/** Parts of a run that a reader tells apart. */
export type Phase = "forward" | "loss" | "backward" | "gradient" | "commit";

export type EventOf<Kind extends TraceEvent["kind"]> = Extract<TraceEvent, { kind: Kind }>;

/** One language: a sentence for each kind of event, without a full stop, and the words that pictures need. */
export interface Narrator {
  readonly sentences: { readonly [Kind in TraceEvent["kind"]]: (event: EventOf<Kind>) => string };
  readonly phases: Readonly<Record<Phase, string>>;
  readonly words: {
    readonly batch: (number: number) => string;
    readonly microBatch: (number: number) => string;
    readonly firstOf: (samples: number) => string;
    readonly others: (count: number) => string;
    readonly bias: string;
    readonly loss: string;
    readonly target: string;
    readonly sum: string;
    readonly gain: string;
    readonly version: (number: number) => string;
  };
}

export function phaseOf(event: TraceEvent): Phase {
  switch (event.kind) {
    case "feed":
    case "activate":
      return "forward";
    case "deliver":
      return event.direction;
    case "delta":
      return "backward";
    default:
      return event.kind;
  }
}

/** The number of the first sample, as text. */
export function firstOf(values: readonly number[]): string {
  return values[0] === undefined ? "·" : formatNumber(values[0]);
}

/** The number of the first sample as a further term of a sum: `+ 0.5`, `- 0.25`. */
export function signed(values: readonly number[]): string {
  const text = firstOf(values);
  return text.startsWith("-") ? `- ${text.slice(1)}` : `+ ${text}`;
}

/** How many entries of a row are named in a sentence. */
export const mostNamed = 4;

/** The first entries of a row of weights or gradients, each with the neuron that it belongs to. */
export function namedEntries(
  from: readonly string[],
  values: readonly number[],
): { readonly entries: readonly { readonly id: string; readonly value: string }[]; readonly others: number } {
  const shown = values.length > mostNamed + 1 ? mostNamed : values.length;
  const entries = values
    .slice(0, shown)
    .map((value, i) => ({ id: from[i] ?? "?", value: formatNumber(value) }));
  return { entries, others: values.length - shown };
}
