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

/** Added to a whole number, it leaves that number in the lowest bits: 1.5 · 2⁵². */
const shift: f64 = 6755399441055744;

export function exp(x: v128): v128 {
  const size = f64x2.abs(x);
  // Numbers that are too large, too small, or none.
  if (!i64x2.all_true(f64x2.lt(size, f64x2.splat(708)))) {
    return f64x2.replace_lane(
      f64x2.splat(extreme(f64x2.extract_lane(x, 0))),
      1,
      extreme(f64x2.extract_lane(x, 1)),
    );
  }
  return expOf(x);
}

/** Whether all of four numbers go the common way: neither extreme, nor so near 0 that e^x is 1 + x, nor 1, whose power is e itself. */
export function areCommon(x: v128, y: v128): bool {
  return i64x2.all_true(v128.and(common(x), common(y)));
}

function common(x: v128): v128 {
  const size = f64x2.abs(x);
  const inside = v128.and(f64x2.lt(size, f64x2.splat(708)), f64x2.ge(size, f64x2.splat(tiny)));
  return v128.and(inside, f64x2.ne(x, f64x2.splat(1)));
}

/** Of numbers that go the common way. */
export function commonExp(x: v128): v128 {
  const k = multiples(x, f64x2.abs(x));
  const power = i64x2.shl(i64x2.add(f64x2.add(k, f64x2.splat(shift)), i64x2.splat(1023)), 52);
  return f64x2.mul(reduced(x, k), power);
}

/** Of |x| < 708, where 2^k and the result are numbers with all their bits. */
function expOf(x: v128): v128 {
  const one = f64x2.splat(1);
  const nearZero = f64x2.lt(f64x2.abs(x), f64x2.splat(tiny));
  const result = v128.bitselect(f64x2.add(one, x), commonExp(x), nearZero);
  return v128.bitselect(f64x2.splat(Math.E), result, f64x2.eq(x, one));
}

/** k: how many times ln 2 is taken out of x. */
function multiples(x: v128, size: v128): v128 {
  const sign = v128.and(x, f64x2.splat(-0.0));
  const near = f64x2.add(f64x2.mul(f64x2.splat(oneOverLn2), x), v128.or(f64x2.splat(0.5), sign));
  return v128.and(f64x2.trunc(near), f64x2.ge(size, f64x2.splat(halfLn2)));
}

/** e^(x − k·ln 2) */
function reduced(x: v128, k: v128): v128 {
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

/** Any x. 2^k may be no number here: two factors, of which the first changes no bit. */
function extreme(x: f64): f64 {
  if (x > largest) return Infinity;
  if (x < smallest) return 0;
  if (x != x) return x;
  const pair = f64x2.splat(x);
  const size = f64x2.abs(pair);
  if (abs(x) < 708) return f64x2.extract_lane(expOf(pair), 0);
  const k = multiples(pair, size);
  const n = <i64>f64x2.extract_lane(k, 0);
  const half = n >> 1;
  return f64x2.extract_lane(reduced(pair, k), 0) * power(half) * power(n - half);
}

function power(k: i64): f64 {
  return reinterpret<f64>((k + 1023) << 52);
}
