import type { Kernels } from "./kernels.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion --
   Every index below stays inside its block by the contract of Kernels; a check per number would cost half the speed. */

/** The kernels in plain JavaScript: four inputs share each pass over the samples, which keeps sums in registers. */
export const jsKernels: Kernels = { name: "js", fill, accumulate, activate, amplify, add, correlate, total };

function fill(out: Float64Array, outAt: number, samples: number, value: number): void {
  for (let s = 0; s < samples; s++) out[outAt + s] = value;
}

function accumulate(
  out: Float64Array,
  outAt: number,
  weights: Float64Array,
  weightAt: number,
  weightStep: number,
  block: Float64Array,
  blockAt: number,
  stride: number,
  terms: number,
  samples: number,
): void {
  let k = 0;
  let w = weightAt;
  let x0 = blockAt;
  for (; k + 3 < terms; k += 4) {
    const w0 = weights[w]!;
    const w1 = weights[w + weightStep]!;
    const w2 = weights[w + 2 * weightStep]!;
    const w3 = weights[w + 3 * weightStep]!;
    const x1 = x0 + stride;
    const x2 = x1 + stride;
    const x3 = x2 + stride;
    for (let s = 0; s < samples; s++) {
      out[outAt + s] =
        out[outAt + s]! +
        w0 * block[x0 + s]! +
        w1 * block[x1 + s]! +
        w2 * block[x2 + s]! +
        w3 * block[x3 + s]!;
    }
    w += 4 * weightStep;
    x0 = x3 + stride;
  }
  for (; k < terms; k++) {
    const w0 = weights[w]!;
    for (let s = 0; s < samples; s++) out[outAt + s] = out[outAt + s]! + w0 * block[x0 + s]!;
    w += weightStep;
    x0 += stride;
  }
}

function activate(
  fn: Parameters<Kernels["activate"]>[0],
  z: Float64Array,
  a: Float64Array,
  gain: Float64Array,
  at: number,
  samples: number,
): number {
  for (let i = at; i < at + samples; i++) {
    const zi = z[i]!;
    if (zi - zi !== 0) return i;
    const ai = fn.value(zi);
    a[i] = ai;
    gain[i] = fn.derivative(zi, ai);
  }
  return -1;
}

function amplify(gain: Float64Array, delta: Float64Array, at: number, samples: number): number {
  for (let i = at; i < at + samples; i++) {
    const d = gain[i]! * delta[i]!;
    delta[i] = d;
    if (d - d !== 0) return i;
  }
  return -1;
}

function add(
  out: Float64Array,
  outAt: number,
  addend: Float64Array,
  addendAt: number,
  samples: number,
): void {
  for (let s = 0; s < samples; s++) out[outAt + s] = out[outAt + s]! + addend[addendAt + s]!;
}

function correlate(
  out: Float64Array,
  outAt: number,
  block: Float64Array,
  blockAt: number,
  stride: number,
  terms: number,
  delta: Float64Array,
  deltaAt: number,
  samples: number,
  scale: number,
): void {
  const paired = samples - (samples % 2);
  let k = 0;
  let p = blockAt;
  // Two neighbouring inputs share each load of delta; p and q are their lanes.
  for (; k + 1 < terms; k += 2) {
    const q = p + stride;
    let p0 = 0;
    let p1 = 0;
    let q0 = 0;
    let q1 = 0;
    for (let s = 0; s < paired; s += 2) {
      const d0 = delta[deltaAt + s]!;
      const d1 = delta[deltaAt + s + 1]!;
      p0 += block[p + s]! * d0;
      p1 += block[p + s + 1]! * d1;
      q0 += block[q + s]! * d0;
      q1 += block[q + s + 1]! * d1;
    }
    if (paired < samples) {
      const d0 = delta[deltaAt + paired]!;
      p0 += block[p + paired]! * d0;
      q0 += block[q + paired]! * d0;
    }
    out[outAt + k] = (p0 + p1) * scale;
    out[outAt + k + 1] = (q0 + q1) * scale;
    p = q + stride;
  }
  if (k < terms) {
    let p0 = 0;
    let p1 = 0;
    for (let s = 0; s < paired; s += 2) {
      p0 += block[p + s]! * delta[deltaAt + s]!;
      p1 += block[p + s + 1]! * delta[deltaAt + s + 1]!;
    }
    if (paired < samples) p0 += block[p + paired]! * delta[deltaAt + paired]!;
    out[outAt + k] = (p0 + p1) * scale;
  }
}

function total(delta: Float64Array, deltaAt: number, samples: number, scale: number): number {
  let even = 0;
  let odd = 0;
  for (let s = 0; s < samples; s += 2) even += delta[deltaAt + s]!;
  for (let s = 1; s < samples; s += 2) odd += delta[deltaAt + s]!;
  return (even + odd) * scale;
}
