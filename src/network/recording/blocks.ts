import type { Numbers } from "../../math/precision.ts";
import type { Block } from "../../math/kernels/block.ts";
import type { MicroBatch } from "../../neuron/frame.ts";
import type { DoneMessage } from "../../neuron/population.ts";
import type { Shared } from "../../neuron/shared.ts";
import type { BlockEntry } from "./entry.ts";
import type { Segment } from "./segment.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- frames, rows and blocks have a place for every member */

/**
 * How the numbers of a task stand in a segment, for m members and s samples:
 *
 *   forward     z (m × s) · a (m × s) · gain (m × s) · biases (m);   of inputs: a (m × s)
 *   backward    delta (m × s) · gain (m × s)
 *   gradient    rows (m × row length): the weights' in synapse order, then the bias's;   commit: the same
 */
type VectorName = "z" | "a" | "gain" | "delta";

function vectorsOf(task: "forward" | "backward", role: Shared["role"]): readonly VectorName[] {
  if (task === "backward") return backwardVectors;
  return role === "input" ? inputVectors : forwardVectors;
}

const inputVectors = ["a"] as const;
const forwardVectors = ["z", "a", "gain"] as const;
const backwardVectors = ["delta", "gain"] as const;

/** Copies what the members of a message have just computed; returns where it stands. */
export function copyBlock(segment: Segment, shared: Shared, { task, part, from, to }: DoneMessage): number {
  const { memory, role, rows, rowLength } = shared;
  if (task === "gradient" || task === "commit") {
    const { numbers } = task === "gradient" ? memory.gradients : memory.parameters;
    const at = segment.reserve((to - from) * rowLength);
    segment.numbers.set(numbers.subarray(rows + from * rowLength, rows + to * rowLength), at);
    return at;
  }
  const names = vectorsOf(task, role);
  const computes = task === "forward" && role === "computing";
  const length = (to - from) * part.samples;
  const at = segment.reserve(names.length * length + (computes ? to - from : 0));
  const first = (shared.firstSlot + from) * memory.frame.stride + part.first;
  names.forEach((name, k) => {
    copyVectors(
      segment.numbers,
      at + k * length,
      memory.frame[name],
      first,
      memory.frame.stride,
      part,
      to - from,
    );
  });
  if (computes) copyBiases(segment.numbers, at + 3 * length, shared, from, to);
  return at;
}

/** `count` vectors, `stride` places apart, from the place `first` on. */
function copyVectors(
  into: Numbers,
  at: number,
  { numbers }: Block,
  first: number,
  stride: number,
  { samples }: MicroBatch,
  count: number,
): void {
  if (samples === stride) {
    into.set(numbers.subarray(first, first + count * stride), at);
    return;
  }
  for (let m = 0; m < count; m++) {
    const source = first + m * stride;
    const target = at + m * samples;
    // Views cost more than the copies that they save where vectors are short.
    if (samples > 32) into.set(numbers.subarray(source, source + samples), target);
    else for (let s = 0; s < samples; s++) into[target + s] = numbers[source + s]!;
  }
}

function copyBiases(into: Numbers, at: number, shared: Shared, from: number, to: number): void {
  const { memory, rows, rowLength } = shared;
  const { numbers } = memory.parameters;
  for (let m = from; m < to; m++) into[at + m - from] = numbers[rows + (m + 1) * rowLength - 1]!;
}

/** A member's vector in a block, as a list. */
export function vectorIn(
  numbers: Numbers,
  { task, part, from, to, at }: BlockEntry,
  role: Shared["role"],
  name: VectorName,
  member: number,
): number[] {
  const k = task === "forward" || task === "backward" ? vectorsOf(task, role).indexOf(name) : -1;
  const place = at + (k * (to - from) + member - from) * part.samples;
  return listOf(numbers, place, k < 0 ? 0 : part.samples);
}

/** A member's bias, in the block of its forward task. */
export function biasIn(numbers: Numbers, { part, from, to, at }: BlockEntry, member: number): number {
  return numbers[at + 3 * (to - from) * part.samples + member - from]!;
}

/** A loop: Array.from takes ten times as long. */
export function listOf(numbers: Numbers, from: number, count: number): number[] {
  const list = new Array<number>(count);
  for (let i = 0; i < count; i++) list[i] = numbers[from + i]!;
  return list;
}
