import { formatNumber } from "../number-text.ts";
import { truncate } from "../terminal/text-width.ts";
import type { PassPaths, Paths } from "./paths.ts";
import type { PathsWords } from "./paths-words.ts";
import { wholeNumber } from "./whole-number.ts";

/** A number, and what it is. */
export interface Line {
  readonly value: number;
  readonly text: string;
}

const nameWidth = 24;
/** Sums of single samples that are told, at the most. */
const mostSums = 8;

export function weightName({ weight }: Paths): string {
  return `${truncate(weight.from, nameWidth)}→${truncate(weight.to, nameWidth)}`;
}

/** What the list of paths adds up to, and what the trace has. */
export function sumLines({ counts, weight }: Paths, pass: PassPaths, words: PathsWords): Line[] {
  const { sample, others, sum, comparison, samples } = pass;
  const isOne = (count: bigint): "one" | "many" => (count === 1n ? "one" : "many");
  const lines: Line[] = [];
  if (others.count > 0n) {
    lines.push({ value: others.sum, text: words.others(wholeNumber(others.count), isOne(others.count)) });
  }
  lines.push({ value: sum, text: words.sum(wholeNumber(counts.paths), isOne(counts.paths), sample) });
  const { sums, mean, gradient } = comparison;
  if (samples > 1 && mean !== undefined) {
    const rest = sums.filter((each) => each.sample !== sample);
    // One more takes no more room than to say so.
    const shown = rest.length === mostSums + 1 ? rest.length : mostSums;
    for (const each of rest.slice(0, shown))
      lines.push({ value: each.sum, text: words.ofSample(each.sample) });
    if (rest.length > shown) lines.push({ value: NaN, text: words.moreSamples(rest.length - shown) });
    lines.push({ value: mean, text: words.mean(samples) });
  }
  if (gradient !== undefined) {
    lines.push({ value: gradient, text: words.gradient(truncate(weight.to, nameWidth)) });
  }
  return lines;
}

/** Whether the sum is the gradient; empty where there is nothing to compare. */
export function verdictOf({ comparison, samples }: PassPaths, words: PathsWords): string {
  const { gradient, mean, agrees, sums, isEarly } = comparison;
  if (gradient === undefined) return "";
  if (mean === undefined || agrees === undefined) {
    const told = sums.length === 0 ? samples : sums.length;
    return words.notAdded(samples, told);
  }
  if (agrees) return words.agrees;
  const difference = words.differs(formatNumber(gradient - mean));
  return isEarly ? `${difference}: ${words.early}` : difference;
}

/** Multiplications under headings: walking every path, and backpropagation. */
export function countRows({ counts }: Paths, words: PathsWords): { headings: string[]; rows: string[][] } {
  const { one, all, weights } = counts;
  const row = (name: string, { walking, backpropagation }: typeof one): string[] => [
    name,
    wholeNumber(walking),
    wholeNumber(backpropagation),
  ];
  return {
    headings: [words.multiplications, words.walking, words.backpropagation],
    rows: [row(words.thisWeight, one), row(words.allWeights(wholeNumber(weights)), all)],
  };
}

export function whyLines({ enters, counts, hasFeedback }: Paths, words: PathsWords): string[] {
  return [...words.why(enters, wholeNumber(counts.weights)), ...(hasFeedback ? [words.feedback] : [])];
}
