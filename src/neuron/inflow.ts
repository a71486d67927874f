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

  /** into[at + s] += Σ weight · message at neuron `member`, in synapse order. */
  addWeighted(member: number, part: MicroBatch, into: Block, at: number): void {
    const { backend, frame, parameters, errorWeights } = this.#memory;
    const { kernels } = backend;
    const forward = this.#direction === "forward";
    const weights = forward ? parameters : errorWeights;
    const messages = forward ? frame.a : frame.delta;
    const { slot, count, weightAt, weightStep, memberStep } = this.#wiring;
    for (let r = this.#from; r < this.#to; r++) {
      kernels.accumulate(
        into,
        at,
        weights,
        weightAt[r]! + member * memberStep[r]!,
        weightStep[r]!,
        messages,
        slot[r]! * frame.stride + part.first,
        frame.stride,
        count[r]!,
        part.samples,
      );
    }
  }

  /** The gradient of each weight, in the weight's own place: the mean over the batch of message · delta. */
  correlate(member: number, deltaAt: number): void {
    const { backend, frame, gradients } = this.#memory;
    const { kernels } = backend;
    const { slot, count, weightAt, memberStep } = this.#wiring;
    for (let r = this.#from; r < this.#to; r++) {
      kernels.correlate(
        gradients,
        weightAt[r]! + member * memberStep[r]!,
        frame.a,
        slot[r]! * frame.stride,
        frame.stride,
        count[r]!,
        frame.delta,
        deltaAt,
        frame.samples,
        1 / frame.samples,
      );
    }
  }
}
