/**
 * The inner loops of a neuron in AssemblyScript, for WebAssembly with SIMD; `npm run kernels` builds them. What each has
 * to do, in which order, stands in ../kernels.ts; ../js-kernels.ts does the same without SIMD, bit for bit.
 *
 * Real is f64 or f32, one module each. A vector register holds 16 bytes: the numbers of two samples or of four. Sums of different samples (or,
 * in `correlate`, of different lanes) never meet, so each number comes out as if it had been computed alone. All places
 * are addresses, all steps and lengths of vectors count bytes. Loads may reach up to 15 bytes beyond a vector's end and
 * meet whatever stands there; stores never do.
 */

import { firstBytes, register, storePart } from "./register";

/** How many registers of sums a pass keeps, for the compiler to count: a class of so many bytes. */
class One {
  a: u8;
}
class Two extends One {
  b: u8;
}
class Three extends Two {
  c: u8;
}
class Four extends Three {
  d: u8;
}
class Five extends Four {
  e: u8;
}
class Six extends Five {
  f: u8;
}

/** The sum starts from the number at `start`; at address 0, where nothing stands, from +0. */
export function weightedSum(
  out: usize,
  start: usize,
  weights: usize,
  weightStep: i32,
  block: usize,
  stride: i32,
  terms: i32,
  bytes: i32,
): i32 {
  const starts = start == 0 ? i32x4.splat(0) : v128.splat<Real>(load<Real>(start));
  for (let s = 0; s < bytes; s += register) storePart(out + s, starts, bytes - s);
  return accumulate(out, weights, weightStep, block, stride, terms, bytes);
}

/**
 * Forward with a weight step of one number, backward with one of a row. As the next sum needs the last one, one register
 * alone waits most of the time; four keep the adder busy, and more would do no better but spare a short pass at the end.
 */
export function accumulate(
  out: usize,
  weights: usize,
  weightStep: i32,
  block: usize,
  stride: i32,
  terms: i32,
  bytes: i32,
): i32 {
  let at = out;
  let left = bytes;
  for (; left > 6 * register; left -= 4 * register) {
    pass<Four>(at, weights, weightStep, block, stride, terms, left);
    at += 4 * register;
    block += 4 * register;
  }
  if (left > 5 * register) pass<Six>(at, weights, weightStep, block, stride, terms, left);
  else if (left > 4 * register) pass<Five>(at, weights, weightStep, block, stride, terms, left);
  else if (left > 3 * register) pass<Four>(at, weights, weightStep, block, stride, terms, left);
  else if (left > 2 * register) pass<Three>(at, weights, weightStep, block, stride, terms, left);
  else if (left > register) pass<Two>(at, weights, weightStep, block, stride, terms, left);
  else pass<One>(at, weights, weightStep, block, stride, terms, left);
  return firstNotFinite(out, bytes);
}

/** All terms for as many samples as N registers hold, or for `bytes` if that is less. */
function pass<N>(
  out: usize,
  weights: usize,
  weightStep: i32,
  block: usize,
  stride: i32,
  terms: i32,
  bytes: i32,
): void {
  let sum0 = v128.load(out);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  let sum4 = sum0;
  let sum5 = sum0;
  if (offsetof<N>() > 1) sum1 = v128.load(out, 16);
  if (offsetof<N>() > 2) sum2 = v128.load(out, 32);
  if (offsetof<N>() > 3) sum3 = v128.load(out, 48);
  if (offsetof<N>() > 4) sum4 = v128.load(out, 64);
  if (offsetof<N>() > 5) sum5 = v128.load(out, 80);
  for (; terms > 0; terms--) {
    const weight = v128.splat<Real>(load<Real>(weights));
    sum0 = v128.add<Real>(sum0, v128.mul<Real>(weight, v128.load(block)));
    if (offsetof<N>() > 1) sum1 = v128.add<Real>(sum1, v128.mul<Real>(weight, v128.load(block, 16)));
    if (offsetof<N>() > 2) sum2 = v128.add<Real>(sum2, v128.mul<Real>(weight, v128.load(block, 32)));
    if (offsetof<N>() > 3) sum3 = v128.add<Real>(sum3, v128.mul<Real>(weight, v128.load(block, 48)));
    if (offsetof<N>() > 4) sum4 = v128.add<Real>(sum4, v128.mul<Real>(weight, v128.load(block, 64)));
    if (offsetof<N>() > 5) sum5 = v128.add<Real>(sum5, v128.mul<Real>(weight, v128.load(block, 80)));
    weights += weightStep;
    block += stride;
  }
  let last = sum0;
  if (offsetof<N>() > 1) {
    v128.store(out, sum0);
    last = sum1;
  }
  if (offsetof<N>() > 2) {
    v128.store(out, sum1, 16);
    last = sum2;
  }
  if (offsetof<N>() > 3) {
    v128.store(out, sum2, 32);
    last = sum3;
  }
  if (offsetof<N>() > 4) {
    v128.store(out, sum3, 48);
    last = sum4;
  }
  if (offsetof<N>() > 5) {
    v128.store(out, sum4, 64);
    last = sum5;
  }
  const before = (<i32>offsetof<N>() - 1) * register;
  storePart(out + before, last, bytes - before);
}

/** The place, in bytes, of the first number that is not finite; −1 if there is none. */
function firstNotFinite(block: usize, bytes: i32): i32 {
  for (let s = 0; s < bytes; s += register) {
    if (!areFinite(v128.load(block + s), bytes - s)) return s + findNotFinite(block + s);
  }
  return -1;
}

/** The place, in bytes, of the first product that is not finite; −1 if there is none. */
export function amplify(gain: usize, delta: usize, bytes: i32): i32 {
  for (let s = 0; s < bytes; s += register) {
    const product = v128.mul<Real>(v128.load(gain + s), v128.load(delta + s));
    storePart(delta + s, product, bytes - s);
    if (!areFinite(product, bytes - s)) return s + findNotFinite(delta + s);
  }
  return -1;
}

/** Whether the numbers in the first `bytes` bytes are finite: x − x is 0 for every finite x, and NaN for all else. */
function areFinite(numbers: v128, bytes: i32): bool {
  const strange = v128.ne<Real>(v128.sub<Real>(numbers, numbers), i32x4.splat(0));
  return !v128.any_true(v128.and(strange, firstBytes(bytes)));
}

function findNotFinite(at: usize): i32 {
  let s = 0;
  while (load<Real>(at + s) - load<Real>(at + s) == <Real>0) s += sizeof<Real>();
  return s;
}

export function add(out: usize, addend: usize, bytes: i32): void {
  for (let s = 0; s < bytes; s += register) {
    storePart(out + s, v128.add<Real>(v128.load(out + s), v128.load(addend + s)), bytes - s);
  }
}

/** Four inputs share each load of delta; each has a register of its own, whose lanes are the lanes of the sum. */
export function correlate(
  out: usize,
  mean: usize,
  block: usize,
  stride: i32,
  terms: i32,
  delta: usize,
  samples: i32,
): void {
  const bytes = samples * sizeof<Real>();
  const scale = <Real>1 / <Real>samples;
  for (; terms > 3; terms -= 4) {
    const block1 = block + stride;
    const block2 = block1 + stride;
    const block3 = block2 + stride;
    let sum0 = i32x4.splat(0);
    let sum1 = sum0;
    let sum2 = sum0;
    let sum3 = sum0;
    let s = 0;
    for (; s + register <= bytes; s += register) {
      const d = v128.load(delta + s);
      sum0 = v128.add<Real>(sum0, v128.mul<Real>(v128.load(block + s), d));
      sum1 = v128.add<Real>(sum1, v128.mul<Real>(v128.load(block1 + s), d));
      sum2 = v128.add<Real>(sum2, v128.mul<Real>(v128.load(block2 + s), d));
      sum3 = v128.add<Real>(sum3, v128.mul<Real>(v128.load(block3 + s), d));
    }
    if (s < bytes) {
      // Products of what lies beyond the batch become +0, which changes no sum that began at +0.
      const d = v128.load(delta + s);
      const mask = firstBytes(bytes - s);
      sum0 = v128.add<Real>(sum0, v128.and(v128.mul<Real>(v128.load(block + s), d), mask));
      sum1 = v128.add<Real>(sum1, v128.and(v128.mul<Real>(v128.load(block1 + s), d), mask));
      sum2 = v128.add<Real>(sum2, v128.and(v128.mul<Real>(v128.load(block2 + s), d), mask));
      sum3 = v128.add<Real>(sum3, v128.and(v128.mul<Real>(v128.load(block3 + s), d), mask));
    }
    storeSums(out, sum0, sum1, sum2, sum3, scale);
    out += 4 * sizeof<Real>();
    block = block3 + stride;
  }
  for (; terms > 0; terms--) {
    let sum = i32x4.splat(0);
    let s = 0;
    for (; s + register <= bytes; s += register) {
      sum = v128.add<Real>(sum, v128.mul<Real>(v128.load(block + s), v128.load(delta + s)));
    }
    if (s < bytes) {
      const product = v128.mul<Real>(v128.load(block + s), v128.load(delta + s));
      sum = v128.add<Real>(sum, v128.and(product, firstBytes(bytes - s)));
    }
    store<Real>(out, <Real>(sumOfLanes(sum) * scale));
    out += sizeof<Real>();
    block += stride;
  }
  store<Real>(mean, total(delta, bytes, scale));
}

/** Four sums of lanes at once: the registers are turned, so that each lane of a register belongs to another sum. */
function storeSums(out: usize, sum0: v128, sum1: v128, sum2: v128, sum3: v128, scale: Real): void {
  const factor = v128.splat<Real>(scale);
  if (sizeof<Real>() == 8) {
    v128.store(out, v128.mul<Real>(pairSums(sum0, sum1), factor));
    v128.store(out, v128.mul<Real>(pairSums(sum2, sum3), factor), 16);
  } else {
    const sums = pairSums(pairSums(sum0, sum1), pairSums(sum2, sum3));
    v128.store(out, v128.mul<Real>(sums, factor));
  }
}

/** Neighbouring lanes of x, then of y, added: [x0 + x1, (x2 + x3,) y0 + y1, (y2 + y3)]. */
function pairSums(x: v128, y: v128): v128 {
  if (sizeof<Real>() == 8) return f64x2.add(v128.shuffle<f64>(x, y, 0, 2), v128.shuffle<f64>(x, y, 1, 3));
  return f32x4.add(v128.shuffle<f32>(x, y, 0, 2, 4, 6), v128.shuffle<f32>(x, y, 1, 3, 5, 7));
}

function total(delta: usize, bytes: i32, scale: Real): Real {
  let sum = i32x4.splat(0);
  let s = 0;
  for (; s + register <= bytes; s += register) sum = v128.add<Real>(sum, v128.load(delta + s));
  if (s < bytes) sum = v128.add<Real>(sum, v128.and(v128.load(delta + s), firstBytes(bytes - s)));
  return <Real>(sumOfLanes(sum) * scale);
}

/** lane₀ + lane₁, or (lane₀ + lane₁) + (lane₂ + lane₃). */
function sumOfLanes(sum: v128): Real {
  if (sizeof<Real>() == 8) return <Real>(v128.extract_lane<f64>(sum, 0) + v128.extract_lane<f64>(sum, 1));
  return <Real>(
    (v128.extract_lane<f32>(sum, 0) +
      v128.extract_lane<f32>(sum, 1) +
      (v128.extract_lane<f32>(sum, 2) + v128.extract_lane<f32>(sum, 3)))
  );
}
