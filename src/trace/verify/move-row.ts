import { clipByValue, normClippingFactor } from "../../math/gradient-clipping.ts";
import { blockOf } from "../../math/kernels/block.ts";
import { jsKernels } from "../../math/kernels/js-kernels.ts";
import type { Audit } from "./audit.ts";
import type { Batch } from "./batch.ts";
import { beginCommit, type CommitStep, type Learning } from "./learning.ts";
import { forgetRow, rowOf } from "./rows.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- indices run over rows, which have their places */

/**
 * Moves a neuron's row as its run must have moved it: the gradients clipped, then the optimizer, whose memory is this
 * reader's own. False, and nothing is moved, where something that it takes is not recorded.
 */
export function moveRow(audit: Audit, batch: Batch, slot: number): boolean {
  const { learning, rows, wiring, scope, stages } = audit;
  const stage = stages?.stageOf[slot] ?? 0;
  if (learning === undefined || batch.purpose !== "train" || !scope.fromFirstBatch) return false;
  if (!batch.begunCommits.has(stage)) {
    batch.begunCommits.add(stage);
    beginCommit(learning, stage);
    batch.clippingFactor = clippingFactor(audit, learning, batch);
  }
  const factor = batch.clippingFactor;
  const { from, end } = rowOf(wiring, slot);
  const isKnown =
    (stages?.outline.correctors ?? []).every((name) => leaveGradients.includes(name)) &&
    factor !== undefined &&
    batch.gradients.has(slot) &&
    !rows.parameters.subarray(from, end).some((each) => Number.isNaN(each));
  if (!isKnown && learning.optimizer.slots > 0) learning.remembers[slot] = 0;
  if (!isKnown || learning.remembers[slot] === 0) return false;
  const { clipping } = learning.settings;
  if (clipping?.kind === "value") clipByValue(rows.gradients, clipping.limit, from, end);
  if (factor < 1) for (let i = from; i < end; i++) rows.gradients[i]! *= factor;
  moveFree(audit, learning, learning.steps[stage]!, { from, end });
  return true;
}

/** Correctors that change what is read, and neither a gradient nor its rate. */
const leaveGradients: readonly string[] = ["weight-prediction", "pipemare-transport"];

/** A commit that is not recorded: the run goes on, and what the optimizer remembers of the row is lost. */
export function missCommit({ rows, wiring, learning }: Audit, slot: number): void {
  forgetRow(rows, wiring, slot);
  if (learning !== undefined && learning.optimizer.slots > 0) learning.remembers[slot] = 0;
}

/** Neighbouring parameters that may be trained are moved in one call. */
function moveFree(
  { wiring, precision, rows }: Audit,
  learning: Learning,
  own: CommitStep,
  { from, end }: { readonly from: number; readonly end: number },
): void {
  const { frozen } = wiring.model;
  const { optimizer, state } = learning;
  const kernels = jsKernels(precision);
  const [parameters, gradients] = [blockOf(rows.parameters), blockOf(rows.gradients)];
  const memory = state.map(blockOf);
  const scalars = blockOf(own.scalars);
  for (let i = from; i < end; i++) {
    if (frozen?.[i] === 1) continue;
    let to = i + 1;
    while (to < end && frozen?.[to] !== 1) to++;
    kernels[optimizer.kernel](parameters, gradients, memory, scalars, i, to);
    i = to;
  }
}

/**
 * By the common norm of all gradients of the batch, in the order of the parameters, but for those of frozen ones; 1 where
 * the run clips otherwise, undefined where not all gradients are recorded.
 */
function clippingFactor({ wiring, rows }: Audit, { settings }: Learning, batch: Batch): number | undefined {
  if (settings.clipping?.kind !== "norm") return 1;
  if (wiring.rowAt.some((at, slot) => at >= 0 && !batch.gradients.has(slot))) return undefined;
  const { frozen } = wiring.model;
  let squares = 0;
  rows.gradients.forEach((gradient, i) => {
    if (frozen?.[i] !== 1) squares += gradient * gradient;
  });
  return normClippingFactor(Math.sqrt(squares), settings.clipping.limit);
}
