/**
 * Neurons' sums over those they hear, for some of their samples. Sums of different samples never meet, so each number comes out
 * as if it had been computed alone. Loads may reach up to 15 bytes beyond a vector's end and meet whatever stands there; stores
 * never do.
 */
import { Five, Four, One, Six, Three, Two } from "./counts";
import { noneIsStrange, strangeness } from "./finite";
import {
  arcBytes,
  endOfArcs,
  firstArc,
  memberStepOf,
  messagesOf,
  outOf,
  startOf,
  startStepOf,
  strideOf,
  termsOf,
  weightStepOf,
  weightsOf,
} from "./plan";
import { register, storePart } from "./register";

/**
 * The sums of the neurons from … to − 1, arc by arc, where their plan says (see plan.ts), of the samples that stand `before`
 * bytes on in each vector and take up `bytes`. Whether all are finite; what stands beyond a vector's end may belie it.
 */
export function weightedSums(plan: usize, from: i32, to: i32, before: i32, bytes: i32): bool {
  const end = endOfArcs(plan);
  // Once a sum is not finite, no further term makes it so: what the last arc says holds for all.
  let finite = true;
  for (let arc = firstArc(plan); arc < end; arc += arcBytes) {
    finite = arcSums(plan, arc, from, to, before, bytes);
  }
  return finite;
}

/** As many registers side by side as there are samples for. */
function arcSums(plan: usize, arc: usize, from: i32, to: i32, before: i32, bytes: i32): bool {
  if (bytes > 6 * register) return longSums(plan, arc, from, to, before, bytes);
  if (bytes > 5 * register) return pass<Six>(plan, arc, from, to, before, bytes);
  if (bytes > 4 * register) return pass<Five>(plan, arc, from, to, before, bytes);
  if (bytes > 3 * register) return pass<Four>(plan, arc, from, to, before, bytes);
  if (bytes > 2 * register) return pass<Three>(plan, arc, from, to, before, bytes);
  if (bytes > register) return pass<Two>(plan, arc, from, to, before, bytes);
  return pass<One>(plan, arc, from, to, before, bytes);
}

/**
 * Neuron by neuron, so that the weights of one stay at hand, and in each four registers at a time. As the next sum needs the last
 * one, one register alone waits most of the time; four keep the adder busy, and more would do no better but spare a short pass at
 * the end.
 */
function longSums(plan: usize, arc: usize, from: i32, to: i32, before: i32, bytes: i32): bool {
  let finite = true;
  for (; from < to; from++) {
    let at = before;
    let left = bytes;
    for (; left > 6 * register; left -= 4 * register) {
      finite = pass<Four>(plan, arc, from, from + 1, at, left) && finite;
      at += 4 * register;
    }
    finite = arcSums(plan, arc, from, from + 1, at, left) && finite;
  }
  return finite;
}

/** All terms of an arc for as many samples as N registers hold, or for `bytes` if that is less; whether all sums are finite. */
function pass<N>(plan: usize, arc: usize, from: i32, to: i32, before: i32, bytes: i32): bool {
  const isFresh = arc == firstArc(plan);
  const stride = strideOf(plan);
  const startStep = startStepOf(plan);
  const memberStep = memberStepOf(arc);
  const messages = messagesOf(arc) + before;
  const weightStep = weightStepOf(arc);
  const terms = termsOf(arc);
  const left = bytes - (<i32>offsetof<N>() - 1) * register;
  const end = outOf(plan, to) + before;
  let start = startOf(plan, from);
  let weights = weightsOf(arc, from);
  let strange = i32x4.splat(0);
  for (let out = outOf(plan, from) + before; out < end; out += stride) {
    strange = addTerms<N>(out, start, isFresh, weights, weightStep, messages, stride, terms, left, strange);
    start += startStep;
    weights += memberStep;
  }
  return noneIsStrange(strange);
}

/**
 * The terms of one neuron, on top of the number at `start` or, unless they are the first, of what stands at `out`. `left`: bytes of
 * the last register. Returns `strange` with the strangeness of the sums.
 */
function addTerms<N>(
  out: usize,
  start: usize,
  isFresh: bool,
  weights: usize,
  weightStep: i32,
  messages: usize,
  stride: i32,
  terms: i32,
  left: i32,
  strange: v128,
): v128 {
  let sum0 = v128.load_splat<Real>(start);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  let sum4 = sum0;
  let sum5 = sum0;
  if (!isFresh) {
    sum0 = v128.load(out);
    if (offsetof<N>() > 1) sum1 = v128.load(out, 16);
    if (offsetof<N>() > 2) sum2 = v128.load(out, 32);
    if (offsetof<N>() > 3) sum3 = v128.load(out, 48);
    if (offsetof<N>() > 4) sum4 = v128.load(out, 64);
    if (offsetof<N>() > 5) sum5 = v128.load(out, 80);
  }
  for (; terms > 0; terms--) {
    const weight = v128.load_splat<Real>(weights);
    sum0 = v128.add<Real>(sum0, v128.mul<Real>(weight, v128.load(messages)));
    if (offsetof<N>() > 1) sum1 = v128.add<Real>(sum1, v128.mul<Real>(weight, v128.load(messages, 16)));
    if (offsetof<N>() > 2) sum2 = v128.add<Real>(sum2, v128.mul<Real>(weight, v128.load(messages, 32)));
    if (offsetof<N>() > 3) sum3 = v128.add<Real>(sum3, v128.mul<Real>(weight, v128.load(messages, 48)));
    if (offsetof<N>() > 4) sum4 = v128.add<Real>(sum4, v128.mul<Real>(weight, v128.load(messages, 64)));
    if (offsetof<N>() > 5) sum5 = v128.add<Real>(sum5, v128.mul<Real>(weight, v128.load(messages, 80)));
    weights += weightStep;
    messages += stride;
  }
  storeSums<N>(out, sum0, sum1, sum2, sum3, sum4, sum5, left);
  if (offsetof<N>() > 5) strange = v128.add<Real>(strange, strangeness(sum5));
  if (offsetof<N>() > 4) strange = v128.add<Real>(strange, strangeness(sum4));
  if (offsetof<N>() > 3) strange = v128.add<Real>(strange, strangeness(sum3));
  if (offsetof<N>() > 2) strange = v128.add<Real>(strange, strangeness(sum2));
  if (offsetof<N>() > 1) strange = v128.add<Real>(strange, strangeness(sum1));
  return v128.add<Real>(strange, strangeness(sum0));
}

/** The last of N registers goes where it belongs as far as its first `left` bytes. */
function storeSums<N>(
  out: usize,
  sum0: v128,
  sum1: v128,
  sum2: v128,
  sum3: v128,
  sum4: v128,
  sum5: v128,
  left: i32,
): void {
  if (offsetof<N>() > 1) v128.store(out, sum0);
  if (offsetof<N>() > 2) v128.store(out, sum1, 16);
  if (offsetof<N>() > 3) v128.store(out, sum2, 32);
  if (offsetof<N>() > 4) v128.store(out, sum3, 48);
  if (offsetof<N>() > 5) v128.store(out, sum4, 64);
  if (offsetof<N>() == 1) storePart(out, sum0, left);
  if (offsetof<N>() == 2) storePart(out + 16, sum1, left);
  if (offsetof<N>() == 3) storePart(out + 32, sum2, left);
  if (offsetof<N>() == 4) storePart(out + 48, sum3, left);
  if (offsetof<N>() == 5) storePart(out + 64, sum4, left);
  if (offsetof<N>() == 6) storePart(out + 80, sum5, left);
}
