/** How wide the numbers of a network are. */
export type Precision = "f64" | "f32";

export const precisions: readonly Precision[] = ["f64", "f32"];

/** Numbers of one precision. Those of a network are all of one kind, so that each of its loops meets one kind only. */
export type Numbers = Float64Array | Float32Array;

/** How many lanes a sum over a batch has: what a vector register of 16 bytes holds. */
export const lanes: Readonly<Record<Precision, number>> = { f64: 2, f32: 4 };

/** Rounds to what a number of this precision can hold. In f32 every product and every sum is rounded by itself. */
export const rounding: Readonly<Record<Precision, (x: number) => number>> = {
  f64: (x) => x,
  f32: Math.fround,
};

/** `length` numbers, all 0. */
export function newNumbers(precision: Precision, length: number): Numbers {
  return precision === "f64" ? new Float64Array(length) : new Float32Array(length);
}
