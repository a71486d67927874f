import type { GradientEvent } from "../../event.ts";
import type { Audit } from "../audit.ts";
import type { Batch } from "../batch.ts";
import { unlike, unlikeList, unusable } from "../difference.ts";
import { batchOf } from "../micro-batch.ts";
import { checkParents } from "../parents.ts";
import { rowOf } from "../rows.ts";
import { neuronOf, sourcesOf } from "../speaker.ts";
import { batchMean } from "../sums.ts";
import { checkTime, ticksToGradient } from "../time.ts";
import { nameText } from "../violation.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every slot has its place */

/** All of a neuron's deltas are in, of the whole batch, and only now: ∂C/∂w = a·δ and ∂C/∂b = δ, averaged; once. */
export function checkGradient(audit: Audit, event: GradientEvent): void {
  const batch = batchOf(audit, event);
  const slot = neuronOf(audit, event, "computing");
  if (slot === undefined) return;
  const { report, rows, wiring } = audit;
  const before = batch.gradients.get(slot);
  if (before !== undefined) {
    report(event, `expected it once in a batch; got a second time, after event ${before}`);
    return;
  }
  if (batch.purpose === "evaluate")
    report(event, "expected no gradient in a batch that is only evaluated; got one");
  const { from, bias } = rowOf(wiring, slot);
  report(event, unlikeList("from", sourcesOf(audit, slot), event.from));
  checkTime(audit, event, ticksToGradient(audit, batch, slot));
  const problem = unusable("weights", bias - from, event.weights) ?? unusable("bias", 1, [event.bias]);
  report(event, problem);
  checkComplete(audit, batch, slot, event);
  const deltas = wholeOf(batch, "backward", slot);
  if (deltas === undefined) {
    audit.unchecked.leave("gradient.weights");
    audit.unchecked.leave("gradient.bias");
  } else if (problem === undefined) checkMeans(audit, batch, slot, event, deltas);
  checkParents(
    audit,
    event,
    partsOf(batch).map((part) => part.backward.said[slot]?.n),
  );
  batch.gradients.set(slot, event.n);
  batch.hasGradient = true;
  if (problem !== undefined) return;
  rows.gradients.set(event.weights, from);
  rows.gradients[bias] = event.bias;
}

/** Of a batch whose beginning is not recorded nobody knows whether it is complete. */
function checkComplete(
  { scope, report, wiring }: Audit,
  batch: Batch,
  slot: number,
  event: GradientEvent,
): void {
  if (batch.purpose === undefined) return;
  const hasDeltas = scope.hasNeurons && scope.phase("backward") && scope.neuron(wiring.idOf[slot]!);
  for (const { index, samples, backward, loss } of partsOf(batch)) {
    if (samples.length === 0) continue;
    const missing = hasDeltas && backward.said[slot] === undefined ? "its delta" : "the loss";
    if (missing === "its delta" || (scope.phase("loss") && loss === undefined)) {
      report(event, `expected a complete batch; got one without ${missing} of micro-batch ${index}`);
      return;
    }
  }
}

function checkMeans(
  { wiring, precision, report, unchecked }: Audit,
  batch: Batch,
  slot: number,
  event: GradientEvent,
  deltas: readonly (readonly number[])[],
): void {
  const { start, sender } = wiring.forward;
  const sources = sender.subarray(start[slot], start[slot + 1]);
  let isChecked = true;
  for (let i = 0; i < sources.length; i++) {
    const values = wholeOf(batch, "forward", sources[i]!);
    if (values === undefined) isChecked = false;
    else {
      const mean = batchMean(precision, deltas, values);
      if (Object.is(mean, event.weights[i])) continue;
      const source = nameText(wiring.idOf[sources[i]!]!);
      report(
        event,
        unlike(`weights[${i}]`, mean, event.weights[i]!, () => `mean of a·δ, a of ${source}`),
      );
    }
  }
  if (!isChecked) unchecked.leave("gradient.weights");
  report(
    event,
    unlike("bias", batchMean(precision, deltas, undefined), event.bias, () => "mean of δ"),
  );
}

/** What a neuron has said in a direction, micro-batch by micro-batch; undefined where some of it is not recorded. */
function wholeOf(
  batch: Batch,
  direction: "forward" | "backward",
  slot: number,
): (readonly number[])[] | undefined {
  const whole: (readonly number[])[] = [];
  if (batch.samples === undefined) return undefined;
  for (const part of batch.parts.values()) {
    const said = part[direction].said[slot];
    if (part.samples.length !== part.all?.length || said === undefined) return undefined;
    whole.push(said.values);
  }
  return whole;
}

/** In the order of the batch, in whatever order they were met. */
function partsOf(batch: Batch) {
  return [...batch.parts.values()].sort((one, other) => one.index - other.index);
}
