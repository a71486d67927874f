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
  /** The first arc, at hand: most populations hear no other. Then the others. */
  readonly #slot: number;
  readonly #count: number;
  readonly #weightAt: number;
  readonly #weightStep: number;
  readonly #memberStep: number;
  readonly #second: number;
  readonly #end: number;

  constructor(memory: Memory, direction: Direction, wiring: Wiring, node: number) {
    this.#memory = memory;
    this.#direction = direction;
    this.#wiring = wiring;
    const first = wiring.arcsOf[node]!;
    this.#slot = wiring.slot[first]!;
    this.#count = wiring.count[first]!;
    this.#weightAt = wiring.weightAt[first]!;
    this.#weightStep = wiring.weightStep[first]!;
    this.#memberStep = wiring.memberStep[first]!;
    this.#second = first + 1;
    this.#end = wiring.arcsOf[node + 1]!;
  }

  /**
   * into[at + s] = the weight at `startAt` (−1: nothing) + Σ weight · message at neuron `member`, in synapse order; −1, or the
   * first place of `into` where the sum is not finite.
   */
  sum(member: number, part: MicroBatch, startAt: number, into: Block, at: number): number {
    const { backend, frame, parameters, errorWeights } = this.#memory;
    const forward = this.#direction === "forward";
    const stopped = backend.kernels.weightedSum(
      into,
      at,
      forward ? parameters : errorWeights,
      startAt,
      this.#weightAt + member * this.#memberStep,
      this.#weightStep,
      forward ? frame.a : frame.delta,
      this.#slot * frame.stride + part.first,
      frame.stride,
      this.#count,
      part.samples,
    );
    return this.#second < this.#end ? this.#addOthers(member, part, into, at) : stopped;
  }

  #addOthers(member: number, part: MicroBatch, into: Block, at: number): number {
    const { backend, frame, parameters, errorWeights } = this.#memory;
    const forward = this.#direction === "forward";
    const weights = forward ? parameters : errorWeights;
    const messages = forward ? frame.a : frame.delta;
    const { slot, count, weightAt, weightStep, memberStep } = this.#wiring;
    let stopped = -1;
    for (let r = this.#second; r < this.#end; r++) {
      stopped = backend.kernels.accumulate(
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
    return stopped;
  }

  /**
   * The gradient of each weight of neuron `member`, in the weight's own place: the mean over the batch of message · delta;
   * and that of its bias at `biasAt`: the mean of delta.
   */
  correlate(member: number, biasAt: number, deltaAt: number): void {
    const { backend, frame, gradients } = this.#memory;
    backend.kernels.correlate(
      gradients,
      this.#weightAt + member * this.#memberStep,
      biasAt,
      frame.a,
      this.#slot * frame.stride,
      frame.stride,
      this.#count,
      frame.delta,
      deltaAt,
      frame.samples,
    );
    if (this.#second < this.#end) this.#correlateOthers(member, biasAt, deltaAt);
  }

  #correlateOthers(member: number, biasAt: number, deltaAt: number): void {
    const { backend, frame, gradients } = this.#memory;
    const { slot, count, weightAt, memberStep } = this.#wiring;
    for (let r = this.#second; r < this.#end; r++) {
      backend.kernels.correlate(
        gradients,
        weightAt[r]! + member * memberStep[r]!,
        biasAt,
        frame.a,
        slot[r]! * frame.stride,
        frame.stride,
        count[r]!,
        frame.delta,
        deltaAt,
        frame.samples,
      );
    }
  }
}
