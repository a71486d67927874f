import type { Direction } from "../message/message.ts";
import type { Block } from "../math/kernels/block.ts";
import type { MicroBatch } from "./frame.ts";
import type { Memory } from "./memory.ts";
import type { Wiring } from "./wiring.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- wiring has an entry in every column for every arc */

/** The messages of one direction that reach the neurons of one population, with the weights they meet there. */
export class Inflow {
  readonly #memory: Memory;
  readonly #direction: Direction;
  readonly #wiring: Wiring;
  readonly #from: number;
  readonly #to: number;

  constructor(memory: Memory, direction: Direction, wiring: Wiring, node: number) {
    this.#memory = memory;
    this.#direction = direction;
    this.#wiring = wiring;
    this.#from = wiring.arcsOf[node]!;
    this.#to = wiring.arcsOf[node + 1]!;
  }

  /**
   * into[at + s] = start + Σ weight · message at neuron `member`, in synapse order; −1, or the first place of `into` where
   * the sum is not finite.
   */
  sum(member: number, part: MicroBatch, start: number, into: Block, at: number): number {
    const { backend, frame, parameters, errorWeights } = this.#memory;
    const { kernels } = backend;
    const forward = this.#direction === "forward";
    const weights = forward ? parameters : errorWeights;
    const messages = forward ? frame.a : frame.delta;
    const { stride } = frame;
    const { slot, count, weightAt, weightStep, memberStep } = this.#wiring;
    let r = this.#from;
    let stopped = kernels.weightedSum(
      into,
      at,
      start,
      weights,
      weightAt[r]! + member * memberStep[r]!,
      weightStep[r]!,
      messages,
      slot[r]! * stride + part.first,
      stride,
      count[r]!,
      part.samples,
    );
    for (r++; r < this.#to; r++) {
      stopped = kernels.accumulate(
        into,
        at,
        weights,
        weightAt[r]! + member * memberStep[r]!,
        weightStep[r]!,
        messages,
        slot[r]! * stride + part.first,
        stride,
        count[r]!,
        part.samples,
      );
    }
    return stopped;
  }

  /**
   * The gradient of each weight, in the weight's own place: the mean over the batch of message · delta. Returns the mean of
   * delta.
   */
  correlate(member: number, deltaAt: number): number {
    const { backend, frame, gradients } = this.#memory;
    const { kernels } = backend;
    const { stride, samples } = frame;
    const { slot, count, weightAt, memberStep } = this.#wiring;
    let mean = 0;
    for (let r = this.#from; r < this.#to; r++) {
      mean = kernels.correlate(
        gradients,
        weightAt[r]! + member * memberStep[r]!,
        frame.a,
        slot[r]! * stride,
        stride,
        count[r]!,
        frame.delta,
        deltaAt,
        samples,
        1 / samples,
      );
    }
    return mean;
  }
}
