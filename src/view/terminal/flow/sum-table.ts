import { type Narrator, signed } from "../../narrator.ts";
import { alignNumbers, formatNumber } from "../../number-text.ts";
import type { Paint } from "../../paint.ts";
import type { Sum, Term } from "./flow-moments.ts";
import { padRight, truncate, widthOf } from "../text-width.ts";

/** Rows that every table of this many summands has, so that the picture above it does not jump. */
export function sumTableRows(mostTerms: number): number {
  return mostTerms + 3;
}

/**
 * The sum that a neuron is working on, product by product, and what comes of it:
 * `h1   i1   a 0.05 · w 0.15 = 0.0075`. Of many summands the last `mostTerms` are shown.
 */
export function drawSum(
  sum: Sum,
  words: Narrator["words"],
  paint: Paint,
  { columns, mostTerms }: { readonly columns: number; readonly mostTerms: number },
): string[] {
  const { terms, count, direction } = sum;
  const left = Math.max(0, count - mostTerms);
  const shown = terms.slice(left, count);
  const total = totalOf(sum, words);
  const names = [...shown.map(({ from }) => truncate(from ?? "∂L/∂a", 12)), ...total.map(({ name }) => name)];
  const factors = factorsOf(shown, direction);
  const products = alignNumbers([...shown.map(({ product }) => product), ...total.map(({ value }) => value)]);
  const nameWidth = Math.max(0, ...names.map(widthOf));
  const factorWidth = Math.max(0, ...factors.map(widthOf));
  const rows = names.map((name, i) =>
    [padRight(name, nameWidth), padRight(factors[i] ?? "", factorWidth), products[i] ?? ""]
      .join("  ")
      .trimEnd(),
  );
  const neuron = truncate(sum.neuron, 12);
  const margin = " ".repeat(widthOf(neuron) + 3);
  const body = [...(left > 0 ? [words.others(left)] : []), ...rows, ...resultLines(sum, words)];
  const room = columns - margin.length;
  const resultShade = direction === "forward" ? paint.forward : paint.backward;
  return body.map((line, i) => {
    const text = truncate(line, room);
    const isResult = sum.result !== undefined && i === body.length - 1;
    return (i === 0 ? `${paint.bold(neuron)}   ` : margin) + (isResult ? resultShade(text) : text);
  });
}

/** `a 0.05 · w 0.15 =` in columns; nothing for the loss's own term, which nobody multiplies. */
function factorsOf(terms: readonly Term[], direction: Sum["direction"]): string[] {
  const weighted = terms.filter(({ weight }) => weight !== undefined);
  const values = alignNumbers(weighted.map(({ value }) => value));
  const weights = alignNumbers(weighted.map(({ weight }) => weight ?? NaN));
  const symbol = direction === "forward" ? "a" : "δ";
  let next = 0;
  return terms.map(({ weight }) => {
    if (weight === undefined) return "";
    const i = next++;
    return `${symbol} ${values[i] ?? ""} · w ${weights[i] ?? ""} =`;
  });
}

/** What is added to the products, or has come of them. */
function totalOf({ result, terms }: Sum, words: Narrator["words"]): { name: string; value: number }[] {
  if (result === undefined) return [];
  if (result.kind === "activation") return [{ name: words.bias, value: result.bias }];
  return terms.length === 1 ? [] : [{ name: words.sum, value: result.sum }];
}

function resultLines({ result }: Sum, words: Narrator["words"]): string[] {
  if (result === undefined) return [];
  const gain = formatNumber(result.gain);
  if (result.kind === "activation") {
    return [
      `z = ${formatNumber(result.z)}   a = σ(z) = ${formatNumber(result.a)}   ${words.gain} σ'(z) = ${gain}`,
    ];
  }
  const { sum, added, delta } = result;
  const names = `${words.gain} · ${words.sum}${added === undefined ? "" : " + ∂L/∂z"}`;
  const numbers = `${gain} · ${formatNumber(sum)}${added === undefined ? "" : ` ${signed([added])}`}`;
  return [`δ = ${names} = ${numbers} = ${formatNumber(delta)}`];
}
