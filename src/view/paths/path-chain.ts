import { formatNumber } from "../number-text.ts";
import { truncate, widthOf } from "../terminal/text-width.ts";
import type { Path, PathStep } from "./paths.ts";
import type { PathsWords } from "./paths-words.ts";

/** Neurons of a path that are named, at the most; those in the middle are left out. */
const mostNamed = 7;
const nameWidth = 12;

/** `x (0.05) ─ w → h (0.24) ─ 0.4 → o (0.19) → L (0.74)`, in pieces of which none is to be broken. */
export function chainOf(
  { steps, length, error }: Path,
  source: { readonly name: string; readonly activation: number },
  words: PathsWords,
  most = mostNamed,
): string[] {
  const first = `${truncate(source.name, nameWidth)} (${formatNumber(source.activation)})`;
  const piece = ({ name, gain, weight }: PathStep): string => {
    const arrow = `─ ${weight === undefined ? "w" : formatNumber(weight)} →`;
    const factor = gain === undefined ? "" : ` (${formatNumber(gain)})`;
    return `${arrow} ${truncate(name, nameWidth)}${factor}`;
  };
  const last = `→ L (${formatNumber(error)})`;
  if (length <= most) return [first, ...steps.map(piece), last];
  const kept = Math.max(1, Math.floor((most - 1) / 2));
  const elided = words.elided(length - 2 * kept);
  return [first, ...steps.slice(0, kept).map(piece), elided, ...steps.slice(-kept).map(piece), last];
}

/** The same in one line, with as many neurons named as fit. */
export function chainLine(
  path: Path,
  source: { readonly name: string; readonly activation: number },
  words: PathsWords,
  columns: number,
): string {
  for (let most = mostNamed; most > 2; most--) {
    const line = chainOf(path, source, words, most).join(" ");
    if (widthOf(line) <= columns) return line;
  }
  return truncate(chainOf(path, source, words, 2).join(" "), columns);
}
