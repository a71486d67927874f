import type { EventOf } from "../../trace/event.ts";
import { formatNumber } from "../number-text.ts";
import type { Fact } from "./sequence.ts";

// What single neurons make of their messages, of the first sample.

export function activationFacts({ z, a, gain }: EventOf<"activate">): Fact[] {
  return known([
    ["z", z[0]],
    ["a", a[0]],
    ["gain", gain[0]],
  ]);
}

/** The sum is not told at all levels, and only where the loss told ∂L/∂z something is added. */
export function deltaFacts({ delta, gain, sum, added }: EventOf<"delta">): Fact[] {
  return known([
    ["δ", delta[0]],
    ["gain", gain[0]],
    ["sum", sum[0]],
    ["∂L/∂z", added[0]],
  ]);
}

export function gradientFacts({ weights, bias }: EventOf<"gradient">): Fact[] {
  return [{ name: "∂C/∂w", value: listOf(weights) }, ...known([["∂C/∂b", bias]])];
}

export function commitFacts({ weights, bias, weightVersion }: EventOf<"commit">): Fact[] {
  return [
    { name: "version", value: weightVersion },
    { name: "w", value: listOf(weights) },
    ...known([["b", bias]]),
  ];
}

export function populationFacts({ task, norm }: EventOf<"population">): Fact[] {
  return [{ name: `‖${normed[task]}‖`, value: norm }];
}

const normed = { forward: "a", backward: "δ", gradient: "∂C/∂w", commit: "w" } as const;

function known(facts: readonly (readonly [string, number | undefined])[]): Fact[] {
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

/** The first numbers of a row, in synapse order. */
function listOf(values: readonly number[]): string {
  const shown = values.slice(0, values.length > 5 ? 4 : 5).map((value) => formatNumber(value));
  return [...shown, ...(values.length > shown.length ? [`… +${values.length - shown.length}`] : [])].join(
    ", ",
  );
}
