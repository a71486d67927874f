/**
 * The sigmoid over a stretch of numbers: ../js-kernels.ts does the same number by number.
 *
 * As most steps need the one before, a register alone waits most of the time. So there are functions for several of them side by
 * side, in which what each of them needs is put in place (@inline): then V8 takes the steps of one register and the next in turns, and
 * makes each constant but once.
 */
import { Four, Two } from "./counts";
import { Exp, exp } from "./exp";

/** Bytes of two numbers, which fill a register as doubles. */
const pair: i32 = 2 * sizeof<Real>();

/** a = 1 / (1 + e^−z), and gain = a·(1 − a) of the a that was stored, both computed in double. */
export function sigmoid(z: usize, a: usize, gain: usize, bytes: i32): void {
  let s = 0;
  for (; s + 4 * pair <= bytes; s += 4 * pair) squashPairs<Four>(z + s, a + s, gain + s);
  if (s + 2 * pair <= bytes) {
    squashPairs<Two>(z + s, a + s, gain + s);
    s += 2 * pair;
  }
  if (s < bytes) squashEach(z + s, a + s, gain + s, bytes - s);
}

/** N pairs, two or four. */
function squashPairs<N>(z: usize, a: usize, gain: usize): void {
  const x0 = Pair.minus(z);
  const x1 = Pair.minus(z + pair);
  const x2 = offsetof<N>() > 2 ? Pair.minus(z + 2 * pair) : x0;
  const x3 = offsetof<N>() > 2 ? Pair.minus(z + 3 * pair) : x1;
  let areCommon = v128.and(Exp.isCommon(x0), Exp.isCommon(x1));
  if (offsetof<N>() > 2) areCommon = v128.and(areCommon, v128.and(Exp.isCommon(x2), Exp.isCommon(x3)));
  if (i64x2.all_true(areCommon)) {
    const a0 = Pair.fractionOf(Exp.common(x0));
    const a1 = Pair.fractionOf(Exp.common(x1));
    const a2 = Pair.fractionOf(Exp.common(x2));
    const a3 = Pair.fractionOf(Exp.common(x3));
    storePairs<N>(a, a0, a1, a2, a3);
    storePairs<N>(gain, Pair.slopeOf(a0), Pair.slopeOf(a1), Pair.slopeOf(a2), Pair.slopeOf(a3));
  } else {
    squashEach(z, a, gain, <i32>offsetof<N>() * pair);
  }
}

function storePairs<N>(at: usize, x0: v128, x1: v128, x2: v128, x3: v128): void {
  Pair.store(at, x0);
  Pair.store(at + pair, x1);
  if (offsetof<N>() > 2) Pair.store(at + 2 * pair, x2);
  if (offsetof<N>() > 2) Pair.store(at + 3 * pair, x3);
}

/** Pair by pair, whatever the numbers. */
function squashEach(z: usize, a: usize, gain: usize, bytes: i32): void {
  for (let s = 0; s < bytes; s += pair) {
    const output = Pair.fractionOf(exp(Pair.minus(z + s)));
    const slope = Pair.slopeOf(output);
    if (s + pair <= bytes) {
      Pair.store(a + s, output);
      Pair.store(gain + s, slope);
    } else {
      Pair.storeFirst(a + s, output);
      Pair.storeFirst(gain + s, slope);
    }
  }
}

/** Two numbers, which are doubles wherever they are not in memory. */
class Pair {
  /** −z */
  @inline
  static minus(z: usize): v128 {
    return f64x2.neg(sizeof<Real>() == 8 ? v128.load(z) : f64x2.promote_low_f32x4(v128.load64_zero(z)));
  }

  /** 1 / (1 + e) */
  @inline
  static fractionOf(e: v128): v128 {
    return f64x2.div(f64x2.splat(1), f64x2.add(f64x2.splat(1), e));
  }

  /** a·(1 − a), of the a that comes back from memory. */
  @inline
  static slopeOf(output: v128): v128 {
    const a = sizeof<Real>() == 8 ? output : f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(output));
    return f64x2.mul(a, f64x2.sub(f64x2.splat(1), a));
  }

  @inline
  static store(at: usize, x: v128): void {
    if (sizeof<Real>() == 8) v128.store(at, x);
    else v128.store_lane<f64>(at, f32x4.demote_f64x2_zero(x), 0);
  }

  @inline
  static storeFirst(at: usize, x: v128): void {
    if (sizeof<Real>() == 8) v128.store_lane<f64>(at, x, 0);
    else v128.store_lane<f32>(at, f32x4.demote_f64x2_zero(x), 0);
  }
}
