import type { Loss } from "../../math/loss.ts";
import type { Layer } from "./layers.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- there is a number for every output */

/** ∂L/∂z of the outputs of one sample, where their z are these. */
export function slopesOf(
  rule: Loss,
  { activation, size }: Layer,
  z: Float64Array,
  targets: Float64Array,
): Float64Array {
  const a = z.map((value) => activation.value(value));
  const error = new Float64Array(size);
  const [at, losses, scratch] = [Int32Array.from(z.keys()), new Float64Array(1), new Float64Array(size)];
  rule.evaluate({ z, a, at, targets, error, stride: 1, losses, scratch }, 0, 1);
  return rule.enters === "pre-activation"
    ? error
    : error.map((e, k) => e * activation.derivative(z[k]!, a[k]!));
}
