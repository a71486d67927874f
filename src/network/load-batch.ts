import type { Selection } from "../coordinator/coordinated.ts";
import type { Purpose } from "../message/message.ts";
import type { Model } from "../model/model.ts";
import { createFrame, cutMicroBatches, type Frame, releaseFrame } from "../neuron/frame.ts";
import type { Assembly } from "./assemble.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- samples were checked against the model's widths */

/** Makes room for batches of up to `samples`: vectors exactly so long lie close together. */
export function makeRoom(
  { neuronCount, inputs, outputs }: Model,
  { memory, loss }: Assembly,
  samples: number,
  inputErrors: "end" | "receive",
): void {
  releaseFrame(memory.backend, memory.frame);
  memory.frame = createFrame(memory.backend, neuronCount, outputs.length, samples);
  loss.reserve(samples);
  // The gain of an input is 1: what reaches it is ∂L/∂input itself.
  if (inputErrors === "receive") {
    for (const slot of inputs) memory.frame.gain.numbers.fill(1, slot * samples, (slot + 1) * samples);
  }
}

/**
 * Puts a batch where the actors find it: each input neuron's numbers in its vector of the frame, the targets with the
 * loss. Returns the number of samples of each micro-batch.
 */
export function loadBatch(
  model: Model,
  { memory: { frame }, loss }: Assembly,
  batch: number,
  { samples, rows, from, to }: Selection,
  microBatch: number,
  purpose: Purpose,
): readonly number[] {
  const count = to - from;
  frame.batch = batch;
  if (frame.samples !== count || frame.microBatches[0]?.samples !== Math.min(microBatch, count))
    cut(frame, count, microBatch);
  const { inputs, inputWidth, targets, targetWidth } = samples;
  const { numbers } = frame.a;
  for (let i = 0; i < inputWidth; i++) {
    let at = model.inputs[i]! * frame.stride;
    for (let s = from; s < to; s++) numbers[at++] = inputs[rows[s]! * inputWidth + i]!;
  }
  const wanted = loss.targets;
  if (targetWidth === 0) wanted.fill(0);
  let at = 0;
  for (let s = from; s < to; s++) {
    const row = rows[s]! * targetWidth;
    for (let k = 0; k < targetWidth; k++) wanted[at++] = targets[row + k]!;
  }
  loss.next = purpose === "evaluate" ? "stop" : "back";
  return frame.sizes;
}

function cut(frame: Frame, samples: number, microBatch: number): void {
  frame.samples = samples;
  frame.microBatches = cutMicroBatches(samples, microBatch);
  frame.sizes = frame.microBatches.map((part) => part.samples);
}
