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
  if (areAll(targets, 0, 1)) {
    return targetWidth >= 2 && everyRowSumsToOne(count, targetWidth, targets) ? "one-hot" : "binary";
  }
  return areAll(targets, -1, 1) ? "signed" : "other";
}

/** Whether each is one of two numbers. A plain loop: `every` would make an object of each. */
function areAll(numbers: Float64Array, one: number, other: number): boolean {
  const { length } = numbers;
  for (let i = 0; i < length; i++) if (numbers[i] !== one && numbers[i] !== other) return false;
  return true;
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
 * Of how many of the first `samples` rows, each of `width` numbers, the outputs say what the targets say.
 * one-hot: the largest output (the first of several) is where the 1 is. binary: every output is on its
 * target's side of 0.5, signed: of 0; the middle itself counts as the upper side. An output that is not a
 * number is never right.
 */
export function countCorrect(
  kind: Exclude<TargetKind, "other">,
  outputs: Float64Array,
  targets: Float64Array,
  samples: number,
  width: number,
): number {
  const end = samples * width;
  let right = 0;
  if (kind === "one-hot") {
    for (let row = 0; row < end; row += width) {
      const answer = largest(outputs, row, width);
      if (answer >= 0 && targets[row + answer] === 1) right++;
    }
    return right;
  }
  const middle = kind === "binary" ? 0.5 : 0;
  for (let row = 0; row < end; row += width) {
    let at = row;
    while (at < row + width && isOnItsSide(outputs[at]!, targets[at]!, middle)) at++;
    if (at === row + width) right++;
  }
  return right;
}

/** Both comparisons fail for NaN. */
function isOnItsSide(output: number, target: number, middle: number): boolean {
  return target === 1 ? output >= middle : output < middle;
}

/** The place of the first largest of `width` numbers; −1 if one of them is NaN. */
function largest(numbers: Float64Array, from: number, width: number): number {
  let best = 0;
  let most = -Infinity;
  for (let k = 0; k < width; k++) {
    const each = numbers[from + k]!;
    if (Number.isNaN(each)) return -1;
    if (each > most) {
      best = k;
      most = each;
    }
  }
  return best;
}
