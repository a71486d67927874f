/** The sigmoid over a neuron's vectors: ../js-kernels.ts does the same number by number. */
import { areCommon, commonExp, exp } from "./exp";
import { register, storePart } from "./register";

/** a = 1 / (1 + e^−z), and gain = a·(1 − a) of the a that was stored, both computed in double: four numbers at a time. */
export function sigmoid(z: usize, a: usize, gain: usize, bytes: i32): void {
  if (sizeof<Real>() == 8) {
    let s = 0;
    for (; s + 2 * register <= bytes; s += 2 * register) {
      const x = f64x2.neg(v128.load(z + s));
      const y = f64x2.neg(v128.load(z + s, 16));
      const isCommon = areCommon(x, y);
      const first = fractionOf(isCommon ? commonExp(x) : exp(x));
      const second = fractionOf(isCommon ? commonExp(y) : exp(y));
      v128.store(a + s, first);
      v128.store(a + s, second, 16);
      v128.store(gain + s, slopeOf(first));
      v128.store(gain + s, slopeOf(second), 16);
    }
    for (; s < bytes; s += register) {
      const output = fractionOf(exp(f64x2.neg(v128.load(z + s))));
      storePart(a + s, output, bytes - s);
      storePart(gain + s, slopeOf(output), bytes - s);
    }
  } else {
    for (let s = 0; s < bytes; s += register) {
      const input = v128.load(z + s);
      const x = f64x2.neg(f64x2.promote_low_f32x4(input));
      const y = f64x2.neg(f64x2.promote_low_f32x4(upperHalf(input)));
      const isCommon = areCommon(x, y);
      const low = fractionOf(isCommon ? commonExp(x) : exp(x));
      const high = fractionOf(isCommon ? commonExp(y) : exp(y));
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

/** 1 / (1 + e) */
function fractionOf(e: v128): v128 {
  return f64x2.div(f64x2.splat(1), f64x2.add(f64x2.splat(1), e));
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
