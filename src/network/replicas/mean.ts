import { lanes, newNumbers, type Numbers, type Precision } from "../../math/precision.ts";

/** Numbers, and how much they count. */
export interface Weighed {
  readonly numbers: Numbers;
  readonly weight: number;
}

/**
 * The weighted mean, place by place, of lists in the order of the list. The sum has the lanes of a gradient's sum over samples (see
 * ../../math/kernels/kernels.ts): gradients of one sample each have the mean that a batch of them has, to the bit.
 */
export function meanOf(terms: readonly Weighed[], precision: Precision): Numbers {
  const [first] = terms;
  if (first === undefined) throw new RangeError("meanOf: expected at least one list; got none");
  if (terms.length === 1) return first.numbers;
  const isPlain = terms.every(({ weight }) => weight === first.weight);
  const all = isPlain ? terms.length : terms.reduce((sum, { weight }) => sum + weight, 0);
  const scale = precision === "f32" ? Math.fround(1 / all) : 1 / all;
  const sums = Array.from({ length: lanes[precision] }, () => newNumbers(precision, first.numbers.length));
  terms.forEach(({ numbers, weight }, i) => {
    const sum = sums[i % sums.length];
    if (sum !== undefined) addTo(sum, numbers, isPlain ? 1 : weight);
  });
  const total = foldPairs(sums);
  for (let i = 0; i < total.length; i++) total[i] = (total[i] ?? 0) * scale;
  return total;
}

/** Adds factor · numbers to a sum, each product and each sum rounded to the precision of the lists. */
export function addTo(sum: Numbers, numbers: Numbers, factor: number): void {
  // An array of the same kind rounds what is stored in it.
  const product = factor === 1 ? numbers : numbers.map((each) => factor * each);
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (product[i] ?? 0);
}

/** (0 + 1) + (2 + 3), in the first list. */
function foldPairs(sums: readonly Numbers[]): Numbers {
  let left = sums;
  while (left.length > 1) {
    left = left
      .filter((_, i) => i % 2 === 0)
      .map((sum, i) => {
        const other = left[2 * i + 1];
        if (other !== undefined)
          for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] ?? 0) + (other[k] ?? 0);
        return sum;
      });
  }
  return left[0] ?? new Float64Array(0);
}
