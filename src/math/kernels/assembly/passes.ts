/**
 * The two passes of a population in AssemblyScript, for WebAssembly with SIMD; `npm run kernels` builds them. What they have
 * to do, in which order, stands in ../kernels.ts; ../js-kernels.ts does the same without SIMD, bit for bit.
 *
 * Real is f64 or f32, one module each. A vector register holds 16 bytes: the numbers of two samples or of four. All places
 * are addresses, all steps count bytes.
 */
import { areFinite, firstNotFinite } from "./finite";
import { activationFromSum, entersLast, errorOf, gainFromSum, hasErrors, outOf } from "./plan";
import { register, storePart } from "./register";
import { sigmoid } from "./sigmoid";
import { weightedSum } from "./sums";

/** z = b + Σ w·a, and a = σ(z) with its slope where the plan says so; −1, or the first sample of a neuron whose z is not finite. */
export function forward(plan: usize, from: i32, to: i32, first: i32, samples: i32): i32 {
  const before = first * sizeof<Real>();
  const bytes = samples * sizeof<Real>();
  const toActivation = activationFromSum(plan);
  const toGain = gainFromSum(plan);
  for (let member = from; member < to; member++) {
    const isFinite = weightedSum(plan, member, before, bytes);
    const z = outOf(plan, member) + before;
    if (!isFinite) return firstNotFinite(z);
    if (toActivation != 0) sigmoid(z, z + toActivation, z + toGain, bytes);
  }
  return -1;
}

/** δ = gain · Σ w·δ, with the loss's error where there is one; −1, or the first sample of a neuron whose product is not finite. */
export function backward(plan: usize, from: i32, to: i32, first: i32, samples: i32): i32 {
  const before = first * sizeof<Real>();
  const bytes = samples * sizeof<Real>();
  const toGain = gainFromSum(plan);
  const isOutput = hasErrors(plan);
  const isLast = entersLast(plan);
  for (let member = from; member < to; member++) {
    weightedSum(plan, member, before, bytes);
    const delta = outOf(plan, member) + before;
    const error = isOutput ? errorOf(plan, member) + before : 0;
    if (isOutput && !isLast) add(delta, error, bytes);
    const stopped = amplify(delta + toGain, delta, bytes);
    if (stopped >= 0) return stopped;
    if (isLast) add(delta, error, bytes);
  }
  return -1;
}

/** −1, or which product is the first that is not finite. */
function amplify(gain: usize, delta: usize, bytes: i32): i32 {
  for (let s = 0; s < bytes; s += register) {
    const product = v128.mul<Real>(v128.load(gain + s), v128.load(delta + s));
    storePart(delta + s, product, bytes - s);
    if (!areFinite(product, bytes - s)) return firstNotFinite(delta);
  }
  return -1;
}

function add(out: usize, addend: usize, bytes: i32): void {
  for (let s = 0; s < bytes; s += register) {
    storePart(out + s, v128.add<Real>(v128.load(out + s), v128.load(addend + s)), bytes - s);
  }
}
