/**
 * e^x by fdlibm's algorithm, for two numbers at a time: ../../exp.ts has it number by number, with its source, and gives the
 * same bits. Both lanes go the same way, and each takes what holds for it.
 */

const largest: f64 = 709.782712893384;
const smallest: f64 = -745.1332191019411;
const halfLn2: f64 = 0.3465735912322998;
const tiny: f64 = 3.725290298461914e-9;
const ln2High: f64 = 0.6931471803691238;
const ln2Low: f64 = 1.9082149292705877e-10;
const oneOverLn2: f64 = 1.4426950408889634;
const p1: f64 = 0.16666666666666602;
const p2: f64 = -0.0027777777777015593;
const p3: f64 = 0.00006613756321437934;
const p4: f64 = -0.0000016533902205465252;
const p5: f64 = 4.1381367970572385e-8;

/** Added to a whole number, it leaves that number + 1023, the exponent of its power of two, in the lowest bits: 1.5 · 2⁵² + 1023. */
const shift: f64 = 6755399441056767;

/** Put in place of each call: see sigmoid.ts. */
export class Exp {
  /** Of numbers that go the common way. */
  @inline
  static common(x: v128): v128 {
    const k = Exp.multiples(x);
    return f64x2.mul(Exp.reduced(x, k), Exp.power(k));
  }

  /** In which lanes x goes the common way: |x| neither so large that 2^k may be no number, nor so small that e^x is 1 + x, nor x = 1. */
  @inline
  static isCommon(x: v128): v128 {
    const size = f64x2.abs(x);
    const inside = v128.and(f64x2.lt(size, f64x2.splat(708)), f64x2.ge(size, f64x2.splat(tiny)));
    return v128.and(inside, f64x2.ne(x, f64x2.splat(1)));
  }

  /** k: how many times ln 2 is taken out of x. */
  @inline
  static multiples(x: v128): v128 {
    const sign = v128.and(x, f64x2.splat(-0.0));
    const near = f64x2.add(f64x2.mul(f64x2.splat(oneOverLn2), x), v128.or(f64x2.splat(0.5), sign));
    return v128.and(f64x2.trunc(near), f64x2.ge(f64x2.abs(x), f64x2.splat(halfLn2)));
  }

  /** e^(x − k·ln 2) */
  @inline
  static reduced(x: v128, k: v128): v128 {
    const high = f64x2.sub(x, f64x2.mul(k, f64x2.splat(ln2High)));
    const low = f64x2.mul(k, f64x2.splat(ln2Low));
    const r = f64x2.sub(high, low);
    const t = f64x2.mul(r, r);
    let p = f64x2.add(f64x2.splat(p4), f64x2.mul(t, f64x2.splat(p5)));
    p = f64x2.add(f64x2.splat(p3), f64x2.mul(t, p));
    p = f64x2.add(f64x2.splat(p2), f64x2.mul(t, p));
    p = f64x2.add(f64x2.splat(p1), f64x2.mul(t, p));
    const c = f64x2.sub(r, f64x2.mul(t, p));
    const quotient = f64x2.div(f64x2.mul(r, c), f64x2.sub(f64x2.splat(2), c));
    return f64x2.sub(f64x2.splat(1), f64x2.sub(f64x2.sub(low, quotient), high));
  }

  /** 2^k, which has to be a number with all its bits. */
  @inline
  static power(k: v128): v128 {
    return i64x2.shl(f64x2.add(k, f64x2.splat(shift)), 52);
  }
}

/** Of any numbers. */
export function exp(x: v128): v128 {
  const k = Exp.multiples(x);
  // As 2^k may be no number here, it comes as two factors, of which the first changes no bit.
  const half = f64x2.floor(f64x2.mul(k, f64x2.splat(0.5)));
  const rest = f64x2.sub(k, half);
  let result = f64x2.mul(f64x2.mul(Exp.reduced(x, k), Exp.power(half)), Exp.power(rest));
  const one = f64x2.splat(1);
  result = v128.bitselect(f64x2.add(one, x), result, f64x2.lt(f64x2.abs(x), f64x2.splat(tiny)));
  result = v128.bitselect(f64x2.splat(Math.E), result, f64x2.eq(x, one));
  result = v128.bitselect(f64x2.splat(Infinity), result, f64x2.gt(x, f64x2.splat(largest)));
  result = v128.bitselect(f64x2.splat(0), result, f64x2.lt(x, f64x2.splat(smallest)));
  return v128.bitselect(result, x, f64x2.eq(x, x));
}
