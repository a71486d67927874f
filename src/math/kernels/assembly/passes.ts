/**
 * The two passes of a population in AssemblyScript, for WebAssembly with SIMD; `npm run kernels` builds them. What they have
 * to do, in which order, stands in ../kernels.ts; ../js-kernels.ts does the same without SIMD, bit for bit.
 *
 * Real is f64 or f32, one module each. A vector register holds 16 bytes: the numbers of two samples or of four. All places
 * are addresses, all steps count bytes.
 */
import { firstNotFinite, noneIsStrange, strangeness } from "./finite";
import { activationFromSum, entersLast, errorFromSum, gainFromSum, hasErrors, outOf, strideOf } from "./plan";
import { register, storePart } from "./register";
import { sigmoid } from "./sigmoid";
import { weightedSums } from "./sums";

/** z = b + Σ w·a, and a = σ(z) with its slope where the plan says so; −1, or the first sample of a neuron whose z is not finite. */
export function forward(plan: usize, from: i32, to: i32, first: i32, samples: i32): i32 {
  const before = first * sizeof<Real>();
  const bytes = samples * sizeof<Real>();
  const areFinite = weightedSums(plan, from, to, before, bytes);
  const toActivation = activationFromSum(plan);
  const toGain = gainFromSum(plan);
  const length = stretch(plan, from, to, bytes);
  const step = max(length, strideOf(plan));
  const end = outOf(plan, to) + before;
  for (let z = outOf(plan, from) + before; z < end; z += step) {
    const stopped = areFinite ? -1 : firstNotFinite(z, length);
    const good = stopped < 0 ? length : bytesBefore(stopped, samples);
    if (toActivation != 0) sigmoid(z, z + toActivation, z + toGain, good);
    if (stopped >= 0) return stopped % samples;
  }
  return -1;
}

/** δ = gain · Σ w·δ, with the loss's error where there is one; −1, or the first sample of a neuron whose product is not finite. */
export function backward(plan: usize, from: i32, to: i32, first: i32, samples: i32): i32 {
  const before = first * sizeof<Real>();
  const bytes = samples * sizeof<Real>();
  weightedSums(plan, from, to, before, bytes);
  const toGain = gainFromSum(plan);
  const toError = errorFromSum(plan);
  const isLast = entersLast(plan);
  const isFirst = hasErrors(plan) && !isLast;
  const length = stretch(plan, from, to, bytes);
  const step = max(length, strideOf(plan));
  const end = outOf(plan, to) + before;
  for (let delta = outOf(plan, from) + before; delta < end; delta += step) {
    const areFinite = amplify(delta, isFirst ? delta + toError : 0, delta + toGain, length);
    const stopped = areFinite ? -1 : firstNotFinite(delta, length);
    const good = stopped < 0 ? length : bytesBefore(stopped, samples);
    if (isLast) add(delta, delta + toError, good);
    if (stopped >= 0) return stopped % samples;
  }
  return -1;
}

/** Neighbours' vectors follow one another: where a micro-batch is the whole batch, all of theirs are one stretch of numbers. */
function stretch(plan: usize, from: i32, to: i32, bytes: i32): i32 {
  return bytes == strideOf(plan) ? (to - from) * bytes : bytes;
}

/** What the neurons take up, in a stretch, that stand before the one of this number. */
function bytesBefore(number: i32, samples: i32): i32 {
  return (number - (number % samples)) * sizeof<Real>();
}

/** δ ← gain · (δ + error), or gain · δ if no error is there; whether all products are finite, those beyond the end included. */
function amplify(delta: usize, error: usize, gain: usize, bytes: i32): bool {
  let strange = i32x4.splat(0);
  for (let s = 0; s < bytes; s += register) {
    let sum = v128.load(delta + s);
    if (error != 0) sum = v128.add<Real>(sum, v128.load(error + s));
    const product = v128.mul<Real>(v128.load(gain + s), sum);
    storePart(delta + s, product, bytes - s);
    strange = v128.add<Real>(strange, strangeness(product));
  }
  return noneIsStrange(strange);
}

function add(out: usize, addends: usize, bytes: i32): void {
  for (let s = 0; s < bytes; s += register) {
    storePart(out + s, v128.add<Real>(v128.load(out + s), v128.load(addends + s)), bytes - s);
  }
}
