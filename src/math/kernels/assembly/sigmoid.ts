/** Activation functions over a neuron's vectors: ../js-kernels.ts does the same number by number. */
import { exp } from "./exp";
import { register, storePart } from "./register";

/** a = 1 / (1 + e^−z), and gain = a·(1 − a) of the a that was stored, both computed in double. */
export function sigmoid(z: usize, a: usize, gain: usize, bytes: i32): void {
  for (let s = 0; s < bytes; s += register) {
    const input = v128.load(z + s);
    if (sizeof<Real>() == 8) {
      const output = sigmoidOf(input);
      storePart(a + s, output, bytes - s);
      storePart(gain + s, slopeOf(output), bytes - s);
    } else {
      const low = sigmoidOf(f64x2.promote_low_f32x4(input));
      const high = sigmoidOf(f64x2.promote_low_f32x4(upperHalf(input)));
      const output = rounded(low, high);
      storePart(a + s, output, bytes - s);
      const slopes = rounded(
        slopeOf(f64x2.promote_low_f32x4(output)),
        slopeOf(f64x2.promote_low_f32x4(upperHalf(output))),
      );
      storePart(gain + s, slopes, bytes - s);
    }
  }
}

function sigmoidOf(z: v128): v128 {
  return f64x2.div(f64x2.splat(1), f64x2.add(f64x2.splat(1), exp(f64x2.neg(z))));
}

function slopeOf(a: v128): v128 {
  return f64x2.mul(a, f64x2.sub(f64x2.splat(1), a));
}

function upperHalf(x: v128): v128 {
  return v128.shuffle<i64>(x, x, 1, 1);
}

/** Two pairs of doubles as four singles. */
function rounded(low: v128, high: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}
