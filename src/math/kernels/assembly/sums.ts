/**
 * A neuron's sums over those it hears, for some of its samples. Sums of different samples never meet, so each number comes out as if it had been computed
 * alone. Loads may reach up to 15 bytes beyond a vector's end and meet whatever stands there; stores never do.
 */

import {
  arcBytes,
  endOfArcs,
  firstArc,
  messagesOf,
  outOf,
  startOf,
  strideOf,
  termsOf,
  weightStepOf,
  weightsOf,
} from "./plan";
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

/**
 * The sums of one neuron, arc by arc, where its plan says (see plan.ts), of the samples that stand `before` bytes on in each vector and
 * take up `bytes`. Whether all are finite.
 */
export function weightedSum(plan: usize, member: i32, before: i32, bytes: i32): bool {
  const stride = strideOf(plan);
  const out = outOf(plan, member) + before;
  const start = startOf(plan, member);
  const starts = start == 0 ? i32x4.splat(0) : v128.splat<Real>(load<Real>(start));
  const from = firstArc(plan);
  const end = endOfArcs(plan);
  // Once a sum is not finite, no further term makes it so.
  let finite = true;
  for (let arc = from; arc < end; arc += arcBytes) {
    const messages = messagesOf(arc) + before;
    finite = accumulate(
      out,
      starts,
      arc == from,
      weightsOf(arc, member),
      weightStepOf(arc),
      messages,
      stride,
      termsOf(arc),
      bytes,
    );
  }
  return finite;
}

/**
 * The terms of an arc, on top of `starts` or of what stands at `out`; whether all sums are finite. Forward with a weight step of
 * one number, backward with one of a row. As the next sum needs the last one, one register alone waits most of the time; four
 * keep the adder busy, and more would do no better but spare a short pass at the end.
 */
function accumulate(
  out: usize,
  starts: v128,
  fresh: bool,
  weights: usize,
  weightStep: i32,
  messages: usize,
  stride: i32,
  terms: i32,
  bytes: i32,
): bool {
  let at = out;
  let left = bytes;
  let finite = true;
  for (; left > 6 * register; left -= 4 * register) {
    finite = pass<Four>(at, starts, fresh, weights, weightStep, messages, stride, terms, left) && finite;
    at += 4 * register;
    messages += 4 * register;
  }
  if (left > 5 * register)
    return pass<Six>(at, starts, fresh, weights, weightStep, messages, stride, terms, left) && finite;
  if (left > 4 * register)
    return pass<Five>(at, starts, fresh, weights, weightStep, messages, stride, terms, left) && finite;
  if (left > 3 * register)
    return pass<Four>(at, starts, fresh, weights, weightStep, messages, stride, terms, left) && finite;
  if (left > 2 * register)
    return pass<Three>(at, starts, fresh, weights, weightStep, messages, stride, terms, left) && finite;
  if (left > register)
    return pass<Two>(at, starts, fresh, weights, weightStep, messages, stride, terms, left) && finite;
  return pass<One>(at, starts, fresh, weights, weightStep, messages, stride, terms, left) && finite;
}

/** All terms for as many samples as N registers hold, or for `bytes` if that is less. */
function pass<N>(
  out: usize,
  starts: v128,
  fresh: bool,
  weights: usize,
  weightStep: i32,
  messages: usize,
  stride: i32,
  terms: i32,
  bytes: i32,
): bool {
  let sum0 = starts;
  let sum1 = starts;
  let sum2 = starts;
  let sum3 = starts;
  let sum4 = starts;
  let sum5 = starts;
  if (!fresh) {
    sum0 = v128.load(out);
    if (offsetof<N>() > 1) sum1 = v128.load(out, 16);
    if (offsetof<N>() > 2) sum2 = v128.load(out, 32);
    if (offsetof<N>() > 3) sum3 = v128.load(out, 48);
    if (offsetof<N>() > 4) sum4 = v128.load(out, 64);
    if (offsetof<N>() > 5) sum5 = v128.load(out, 80);
  }
  for (; terms > 0; terms--) {
    const weight = v128.splat<Real>(load<Real>(weights));
    sum0 = v128.add<Real>(sum0, v128.mul<Real>(weight, v128.load(messages)));
    if (offsetof<N>() > 1) sum1 = v128.add<Real>(sum1, v128.mul<Real>(weight, v128.load(messages, 16)));
    if (offsetof<N>() > 2) sum2 = v128.add<Real>(sum2, v128.mul<Real>(weight, v128.load(messages, 32)));
    if (offsetof<N>() > 3) sum3 = v128.add<Real>(sum3, v128.mul<Real>(weight, v128.load(messages, 48)));
    if (offsetof<N>() > 4) sum4 = v128.add<Real>(sum4, v128.mul<Real>(weight, v128.load(messages, 64)));
    if (offsetof<N>() > 5) sum5 = v128.add<Real>(sum5, v128.mul<Real>(weight, v128.load(messages, 80)));
    weights += weightStep;
    messages += stride;
  }
  let last = sum0;
  // x − x is 0 for every finite x, and NaN for all else; a sum with NaN is NaN.
  let strange: v128 = i32x4.splat(0);
  if (offsetof<N>() > 1) {
    v128.store(out, sum0);
    strange = v128.sub<Real>(sum0, sum0);
    last = sum1;
  }
  if (offsetof<N>() > 2) {
    v128.store(out, sum1, 16);
    strange = v128.add<Real>(strange, v128.sub<Real>(sum1, sum1));
    last = sum2;
  }
  if (offsetof<N>() > 3) {
    v128.store(out, sum2, 32);
    strange = v128.add<Real>(strange, v128.sub<Real>(sum2, sum2));
    last = sum3;
  }
  if (offsetof<N>() > 4) {
    v128.store(out, sum3, 48);
    strange = v128.add<Real>(strange, v128.sub<Real>(sum3, sum3));
    last = sum4;
  }
  if (offsetof<N>() > 5) {
    v128.store(out, sum4, 64);
    strange = v128.add<Real>(strange, v128.sub<Real>(sum4, sum4));
    last = sum5;
  }
  const before = (<i32>offsetof<N>() - 1) * register;
  storePart(out + before, last, bytes - before);
  const lastStrange = v128.and(v128.sub<Real>(last, last), firstBytes(bytes - before));
  return !v128.any_true(v128.ne<Real>(v128.add<Real>(strange, lastStrange), i32x4.splat(0)));
}
