/**
 * How a plan (see ../kernels.ts) stands in memory: words of 32 bits, written by ../wasm-plan.ts. Places are addresses, those of a
 * neuron's numbers are found from those of the population's first neuron; steps and the stride count bytes. At address 0 nothing
 * stands, so that +0 is read there.
 */

/** After nine words for the plan come five for each arc. */
const planBytes: usize = 36;
export const arcBytes: usize = 20;

export function outOf(plan: usize, member: i32): usize {
  return load<usize>(plan) + member * strideOf(plan);
}

export function strideOf(plan: usize): i32 {
  return load<i32>(plan, 4);
}

/** Where a sum starts from; at address 0, from +0. */
export function startOf(plan: usize, member: i32): usize {
  return load<usize>(plan, 8) + member * startStepOf(plan);
}

export function startStepOf(plan: usize): i32 {
  return load<i32>(plan, 12);
}

/** Of a forward plan. */
export function deltaOf(plan: usize, member: i32): usize {
  return load<usize>(plan, 16) + member * strideOf(plan);
}

/** Of a forward plan: how far the gradient of a weight stands from that weight. */
export function gradientsFromWeights(plan: usize): usize {
  return load<usize>(plan, 20);
}

/** Of a forward plan: how far an activation stands from its sum; 0 where none is wanted. */
export function activationFromSum(plan: usize): usize {
  return load<usize>(plan, 24);
}

/** How far a gain stands from its sum. */
export function gainFromSum(plan: usize): usize {
  return load<usize>(plan, 28);
}

/** Of a backward plan: whether the loss sends errors. */
export function hasErrors(plan: usize): bool {
  return load<usize>(plan, 16) != 0;
}

/** Of a backward plan with errors: how far an error stands from its sum. */
export function errorFromSum(plan: usize): usize {
  return load<usize>(plan, 16) - load<usize>(plan);
}

/** Of a backward plan: whether an error enters after the gain. */
export function entersLast(plan: usize): bool {
  return load<i32>(plan, 20) != 0;
}

export function firstArc(plan: usize): usize {
  return plan + planBytes;
}

export function endOfArcs(plan: usize): usize {
  return plan + planBytes + load<usize>(plan, 32) * arcBytes;
}

export function messagesOf(arc: usize): usize {
  return load<usize>(arc);
}

export function termsOf(arc: usize): i32 {
  return load<i32>(arc, 4);
}

export function weightsOf(arc: usize, member: i32): usize {
  return load<usize>(arc, 8) + member * memberStepOf(arc);
}

export function weightStepOf(arc: usize): i32 {
  return load<i32>(arc, 12);
}

export function memberStepOf(arc: usize): i32 {
  return load<i32>(arc, 16);
}
