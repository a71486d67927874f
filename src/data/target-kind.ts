import type { Samples } from "./samples.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- rows stay within the arrays that they are given */

/** What the targets say: one class of several, yes or no for each output, either side, or plain numbers. */
export type TargetKind = "one-hot" | "binary" | "signed" | "other";

/**
 * one-hot: two or more targets, in every row exactly one 1 and otherwise 0. binary: all 0 or 1.
 * signed: all −1 or +1. The first that fits; no targets at all are "other".
 */
export function targetKind({ count, targetWidth, targets }: Samples): TargetKind {
  if (targets.length === 0) return "other";
  if (targets.every((target) => target === 0 || target === 1)) {
    return targetWidth >= 2 && everyRowSumsToOne(count, targetWidth, targets) ? "one-hot" : "binary";
  }
  return targets.every((target) => target === -1 || target === 1) ? "signed" : "other";
}

function everyRowSumsToOne(count: number, width: number, targets: Float64Array): boolean {
  for (let row = 0; row < count; row++) {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += targets[row * width + k]!;
    if (sum !== 1) return false;
  }
  return true;
}

/**
 * Whether the `width` outputs from `outputAt` on say what the targets from `targetAt` on say.
 * one-hot: the largest output (the first of several) is where the 1 is. binary: every output is on its
 * target's side of 0.5, signed: of 0; the middle itself counts as the upper side. An output that is not a
 * number is never right.
 */
export function isCorrect(
  kind: Exclude<TargetKind, "other">,
  outputs: Float64Array,
  outputAt: number,
  targets: Float64Array,
  targetAt: number,
  width: number,
): boolean {
  if (kind === "one-hot") return targets[targetAt + largest(outputs, outputAt, width)] === 1;
  const middle = kind === "binary" ? 0.5 : 0;
  for (let k = 0; k < width; k++) {
    const output = outputs[outputAt + k]!;
    // Both comparisons fail for NaN.
    if (!(targets[targetAt + k] === 1 ? output >= middle : output < middle)) return false;
  }
  return true;
}

/** The place of the first largest of `width` numbers; NaN if one of them is. */
function largest(numbers: Float64Array, from: number, width: number): number {
  let best = 0;
  for (let k = 0; k < width; k++) {
    if (Number.isNaN(numbers[from + k]!)) return NaN;
    if (numbers[from + k]! > numbers[from + best]!) best = k;
  }
  return best;
}
