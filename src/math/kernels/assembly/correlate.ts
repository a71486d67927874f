/** The gradients of neurons' rows: ../kernels.ts has the order of their sums, ../js-lanes.ts the same without SIMD. */
import { Four, None, One, Three, Two } from "./counts";
import {
  arcBytes,
  deltaOf,
  endOfArcs,
  firstArc,
  gradientsFromWeights,
  memberStepOf,
  messagesOf,
  startOf,
  startStepOf,
  strideOf,
  termsOf,
  weightsOf,
} from "./plan";
import { firstBytes, register, storePart } from "./register";

/** The rows of the neurons from … to − 1, arc by arc. Biases come along with each arc, always the same. */
export function correlate(plan: usize, from: i32, to: i32, samples: i32): void {
  const scale = v128.splat<Real>(<Real>1 / <Real>samples);
  const end = endOfArcs(plan);
  for (let arc = firstArc(plan); arc < end; arc += arcBytes) {
    correlateArc(plan, arc, from, to, samples * sizeof<Real>(), scale);
  }
}

function correlateArc(plan: usize, arc: usize, from: i32, to: i32, bytes: i32, scale: v128): void {
  const stride = strideOf(plan);
  const messages = messagesOf(arc);
  const terms = termsOf(arc);
  const memberStep = memberStepOf(arc);
  const startStep = startStepOf(plan);
  const end = deltaOf(plan, to);
  let row = weightsOf(arc, from) + gradientsFromWeights(plan);
  let bias = startOf(plan, from) + gradientsFromWeights(plan);
  for (let delta = deltaOf(plan, from); delta < end; delta += stride) {
    correlateRow(row, bias, messages, stride, terms, delta, bytes, scale);
    row += memberStep;
    bias += startStep;
  }
}

/** Four inputs at a time; those that are left, up to three, share their loads of delta with the bias. */
function correlateRow(
  row: usize,
  bias: usize,
  messages: usize,
  stride: i32,
  terms: i32,
  delta: usize,
  bytes: i32,
  scale: v128,
): void {
  for (; terms > 3; terms -= 4) {
    means<Four>(row, bias, messages, stride, delta, bytes, scale);
    row += 4 * sizeof<Real>();
    messages += 4 * stride;
  }
  if (terms == 0) means<None>(row, bias, messages, stride, delta, bytes, scale);
  else if (terms == 1) means<One>(row, bias, messages, stride, delta, bytes, scale);
  else if (terms == 2) means<Two>(row, bias, messages, stride, delta, bytes, scale);
  else means<Three>(row, bias, messages, stride, delta, bytes, scale);
}

/**
 * N inputs share each load of delta; each has a register of its own, whose lanes are the lanes of the sum. Of less than four, the
 * fourth register is the bias's, which sums delta alone.
 */
function means<N>(
  row: usize,
  bias: usize,
  messages: usize,
  stride: i32,
  delta: usize,
  bytes: i32,
  scale: v128,
): void {
  let sum0 = i32x4.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  let s = 0;
  for (; s + register <= bytes; s += register) {
    const d = v128.load(delta + s);
    const at = messages + s;
    if (offsetof<N>() > 0) sum0 = v128.add<Real>(sum0, v128.mul<Real>(v128.load(at), d));
    if (offsetof<N>() > 1) sum1 = v128.add<Real>(sum1, v128.mul<Real>(v128.load(at + stride), d));
    if (offsetof<N>() > 2) sum2 = v128.add<Real>(sum2, v128.mul<Real>(v128.load(at + 2 * stride), d));
    sum3 = v128.add<Real>(sum3, offsetof<N>() > 3 ? v128.mul<Real>(v128.load(at + 3 * stride), d) : d);
  }
  if (s < bytes) {
    // What lies beyond the batch becomes +0, which changes no sum that began at +0.
    const mask = firstBytes(bytes - s);
    const d = v128.load(delta + s);
    const at = messages + s;
    if (offsetof<N>() > 0) sum0 = v128.add<Real>(sum0, v128.and(v128.mul<Real>(v128.load(at), d), mask));
    if (offsetof<N>() > 1)
      sum1 = v128.add<Real>(sum1, v128.and(v128.mul<Real>(v128.load(at + stride), d), mask));
    if (offsetof<N>() > 2)
      sum2 = v128.add<Real>(sum2, v128.and(v128.mul<Real>(v128.load(at + 2 * stride), d), mask));
    sum3 = v128.add<Real>(
      sum3,
      v128.and(offsetof<N>() > 3 ? v128.mul<Real>(v128.load(at + 3 * stride), d) : d, mask),
    );
  }
  storeMeans<N>(row, bias, sum0, sum1, sum2, sum3, scale);
}

/** The sums' lanes are added up all at once: registers are turned, so that each lane belongs to another sum. */
function storeMeans<N>(
  row: usize,
  bias: usize,
  sum0: v128,
  sum1: v128,
  sum2: v128,
  sum3: v128,
  scale: v128,
): void {
  const bytes = <i32>offsetof<N>() * sizeof<Real>();
  if (sizeof<Real>() == 8) {
    const low = v128.mul<Real>(pairSums(sum0, sum1), scale);
    const high = v128.mul<Real>(pairSums(sum2, sum3), scale);
    if (offsetof<N>() > 0) storePart(row, low, bytes);
    if (offsetof<N>() > 2) storePart(row + register, high, bytes - register);
    if (offsetof<N>() < 4) v128.store_lane<f64>(bias, high, 1);
  } else {
    const all = v128.mul<Real>(pairSums(pairSums(sum0, sum1), pairSums(sum2, sum3)), scale);
    if (offsetof<N>() > 0) storePart(row, all, bytes);
    if (offsetof<N>() < 4) v128.store_lane<f32>(bias, all, 3);
  }
}

/** Neighbouring lanes of x, then of y, added: [x0 + x1, (x2 + x3,) y0 + y1, (y2 + y3)]. */
function pairSums(x: v128, y: v128): v128 {
  if (sizeof<Real>() == 8) return f64x2.add(v128.shuffle<f64>(x, y, 0, 2), v128.shuffle<f64>(x, y, 1, 3));
  return f32x4.add(v128.shuffle<f32>(x, y, 0, 2, 4, 6), v128.shuffle<f32>(x, y, 1, 3, 5, 7));
}
