import type { Direction } from "../message/message.ts";
import type { Plan, PlannedArc, Prepared } from "../math/kernels/kernels.ts";
import type { Frame, MicroBatch } from "./frame.ts";
import type { Memory } from "./memory.ts";
import type { Wiring } from "./wiring.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- wiring has an entry in every column for every arc */

/** Where the numbers of a population stand. */
export interface Seat {
  readonly firstSlot: number;
  /** Where its rows begin in the parameters, and how long each is: fan-in + 1. Input neurons have no row. */
  readonly rows: number;
  readonly rowLength: number;
}

/** The messages of one direction that reach the neurons of one population, with the weights they meet there. */
export class Inflow {
  readonly #memory: Memory;
  readonly #direction: Direction;
  readonly #wiring: Wiring;
  readonly #node: number;
  readonly #seat: Seat;
  /** Where all numbers stand, which is so for as long as the frame is the same. */
  #frame: Frame | undefined;
  #prepared = nothingYet;

  constructor(memory: Memory, direction: Direction, wiring: Wiring, node: number, seat: Seat) {
    this.#memory = memory;
    this.#direction = direction;
    this.#wiring = wiring;
    this.#node = node;
    this.#seat = seat;
  }

  /**
   * Sums up the messages to neuron `member`, in synapse order: forward z = b + Σ weight · a, backward delta = Σ weight · delta.
   * −1, or the first sample of the micro-batch whose sum is not finite.
   */
  sum(member: number, part: MicroBatch): number {
    const { backend, frame } = this.#memory;
    if (frame !== this.#frame) this.#follow(frame);
    return backend.kernels.weightedSum(this.#prepared, member, part.first, part.samples);
  }

  /**
   * The gradient of each weight of neuron `member`, in the weight's own place: the mean over the batch of message · delta;
   * and that of its bias: the mean of delta.
   */
  correlate(member: number): void {
    const { backend, frame } = this.#memory;
    if (frame !== this.#frame) this.#follow(frame);
    backend.kernels.correlate(this.#prepared, member, frame.samples);
  }

  #follow(frame: Frame): void {
    const earlier = this.#frame === undefined ? undefined : this.#prepared;
    this.#prepared = this.#memory.backend.kernels.prepare(this.#plan(frame), earlier);
    this.#frame = frame;
  }

  #plan(frame: Frame): Plan {
    const { parameters, errorWeights, gradients } = this.#memory;
    const forward = this.#direction === "forward";
    const { firstSlot, rows, rowLength } = this.#seat;
    return {
      out: forward ? frame.z : frame.delta,
      outAt: firstSlot * frame.stride,
      stride: frame.stride,
      weights: forward ? parameters : errorWeights,
      startAt: forward ? rows + rowLength - 1 : -1,
      startStep: rowLength,
      messages: forward ? frame.a : frame.delta,
      arcs: this.#arcs(frame),
      delta: frame.delta,
      gradients,
    };
  }

  #arcs({ stride }: Frame): PlannedArc[] {
    const { arcsOf, slot, count, weightAt, weightStep, memberStep } = this.#wiring;
    const arcs: PlannedArc[] = [];
    for (let r = arcsOf[this.#node]!; r < arcsOf[this.#node + 1]!; r++) {
      arcs.push({
        messagesAt: slot[r]! * stride,
        terms: count[r]!,
        weightAt: weightAt[r]!,
        weightStep: weightStep[r]!,
        memberStep: memberStep[r]!,
      });
    }
    return arcs;
  }
}

const nothingYet: Prepared = { address: 0, plan: undefined };
