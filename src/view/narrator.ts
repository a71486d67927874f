import type { EventOf, TraceEvent } from "../trace/event.ts";
import type { Phase } from "../trace/phase.ts";
import { formatNumber } from "./number-text.ts";

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

/** The number of the first sample, as text. */
export function firstOf(values: readonly number[]): string {
  return values[0] === undefined ? "·" : formatNumber(values[0]);
}

/** The number of the first sample as a further term of a sum: `+ 0.5`, `- 0.25`. */
export function signed(values: readonly number[]): string {
  const text = firstOf(values);
  return text.startsWith("-") ? `- ${text.slice(1)}` : `+ ${text}`;
}

/**
 * What the delta of the first sample comes from: `gain · sum = 0.2413 · 0.03635`, the loss's ∂L/∂z where that is all, and
 * both where an output also feeds other neurons. Undefined where the trace does not tell the sum, as it has no messages.
 */
export function deltaTerms(
  { sum, gain, added, delta }: Pick<EventOf<"delta">, "sum" | "gain" | "added" | "delta">,
  words: { readonly gain: string; readonly sum: string },
): string | undefined {
  // Where nothing is added to it, the loss's term is the delta itself.
  const isLossAlone =
    added.length > 0 && (sum.length === 0 ? delta[0] === added[0] : sum.every((v) => v === 0));
  if (isLossAlone) return "∂L/∂z";
  if (sum.length === 0) return undefined;
  const [names, numbers] = [`${words.gain} · ${words.sum}`, `${firstOf(gain)} · ${firstOf(sum)}`];
  return added.length === 0 ? `${names} = ${numbers}` : `${names} + ∂L/∂z = ${numbers} ${signed(added)}`;
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
