import type { Numbers } from "../precision.ts";
import type { ForwardPlan } from "./kernels.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- indices stay inside their blocks by the contract of Kernels */

const { fround } = Math;

/**
 * The gradients of a neuron, which are sums over the samples of a batch in two lanes: see Kernels.correlate. What the last round of
 * lanes has no sample for is left out, which changes no sum that began at +0.
 */
export function meansF64(plan: ForwardPlan, member: number, samples: number): void {
  const { messages, stride, gradients } = plan;
  const delta = plan.delta.numbers;
  const deltaAt = plan.outAt + member * stride;
  for (const { messagesAt, terms, weightAt, memberStep } of plan.arcs) {
    const at = weightAt + member * memberStep;
    lanesF64(gradients.numbers, at, messages.numbers, messagesAt, stride, terms, delta, deltaAt, samples);
  }
  gradients.numbers[biasAt(plan, member)] = totalF64(delta, deltaAt, samples) * (1 / samples);
}

/** The same in four lanes, rounded at every step. */
export function meansF32(plan: ForwardPlan, member: number, samples: number): void {
  const { messages, stride, gradients } = plan;
  const delta = plan.delta.numbers;
  const deltaAt = plan.outAt + member * stride;
  for (const { messagesAt, terms, weightAt, memberStep } of plan.arcs) {
    const at = weightAt + member * memberStep;
    lanesF32(gradients.numbers, at, messages.numbers, messagesAt, stride, terms, delta, deltaAt, samples);
  }
  const mean = fround(totalF32(delta, deltaAt, samples) * fround(1 / samples));
  gradients.numbers[biasAt(plan, member)] = mean;
}

function biasAt({ startAt, startStep }: ForwardPlan, member: number): number {
  return startAt + member * startStep;
}

function lanesF64(
  out: Numbers,
  outAt: number,
  block: Numbers,
  blockAt: number,
  stride: number,
  terms: number,
  delta: Numbers,
  deltaAt: number,
  samples: number,
): void {
  const scale = 1 / samples;
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

function lanesF32(
  out: Numbers,
  outAt: number,
  block: Numbers,
  blockAt: number,
  stride: number,
  terms: number,
  delta: Numbers,
  deltaAt: number,
  samples: number,
): void {
  const scale = fround(1 / samples);
  const whole = samples - (samples % 4);
  for (let k = 0, p = blockAt; k < terms; k++, p += stride) {
    let p0 = 0;
    let p1 = 0;
    let p2 = 0;
    let p3 = 0;
    for (let s = 0; s < whole; s += 4) {
      p0 = fround(p0 + fround(block[p + s]! * delta[deltaAt + s]!));
      p1 = fround(p1 + fround(block[p + s + 1]! * delta[deltaAt + s + 1]!));
      p2 = fround(p2 + fround(block[p + s + 2]! * delta[deltaAt + s + 2]!));
      p3 = fround(p3 + fround(block[p + s + 3]! * delta[deltaAt + s + 3]!));
    }
    const rest = samples - whole;
    const [x, d] = [p + whole, deltaAt + whole];
    if (rest > 0) p0 = fround(p0 + fround(block[x]! * delta[d]!));
    if (rest > 1) p1 = fround(p1 + fround(block[x + 1]! * delta[d + 1]!));
    if (rest > 2) p2 = fround(p2 + fround(block[x + 2]! * delta[d + 2]!));
    out[outAt + k] = fround(fround(fround(p0 + p1) + fround(p2 + p3)) * scale);
  }
}

function totalF64(delta: Numbers, deltaAt: number, samples: number): number {
  let even = 0;
  let odd = 0;
  for (let s = 0; s < samples; s += 2) even += delta[deltaAt + s]!;
  for (let s = 1; s < samples; s += 2) odd += delta[deltaAt + s]!;
  return even + odd;
}

function totalF32(delta: Numbers, deltaAt: number, samples: number): number {
  const lane = (r: number): number => {
    let sum = 0;
    for (let s = r; s < samples; s += 4) sum = fround(sum + delta[deltaAt + s]!);
    return sum;
  };
  return fround(fround(lane(0) + lane(1)) + fround(lane(2) + lane(3)));
}
