/** The gradients of a neuron's row: ../kernels.ts has the order of their sums, ../js-lanes.ts the same without SIMD. */
import {
  arcBytes,
  deltaOf,
  endOfArcs,
  firstArc,
  gradientsFromWeights,
  messagesOf,
  startOf,
  strideOf,
  termsOf,
  weightsOf,
} from "./plan";
import { firstBytes, register } from "./register";

/** The rows of the neurons from … to − 1. */
export function correlate(plan: usize, from: i32, to: i32, samples: i32): void {
  const bytes = samples * sizeof<Real>();
  const scale = <Real>1 / <Real>samples;
  for (let member = from; member < to; member++) correlateRow(plan, member, bytes, scale);
}

/** The gradients of a neuron's row, arc by arc, then that of its bias. */
function correlateRow(plan: usize, member: i32, bytes: i32, scale: Real): void {
  const stride = strideOf(plan);
  const delta = deltaOf(plan, member);
  const gradients = gradientsFromWeights(plan);
  const end = endOfArcs(plan);
  for (let arc = firstArc(plan); arc < end; arc += arcBytes) {
    const out = weightsOf(arc, member) + gradients;
    correlateArc(out, messagesOf(arc), stride, termsOf(arc), delta, bytes, scale);
  }
  store<Real>(startOf(plan, member) + gradients, total(delta, bytes, scale));
}

/** Four inputs share each load of delta; each has a register of its own, whose lanes are the lanes of the sum. */
function correlateArc(
  out: usize,
  block: usize,
  stride: i32,
  terms: i32,
  delta: usize,
  bytes: i32,
  scale: Real,
): void {
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
