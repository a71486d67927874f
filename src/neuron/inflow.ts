import type { PlannedArc, Prepared } from "../math/kernels/kernels.ts";
import { type Frame, noFrame } from "./frame.ts";
import type { Wiring } from "./wiring.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- wiring has an entry in every column for every arc */

/** Has the kernels take note of where the numbers of a population stand in a frame, in one direction. */
export type Prepare = (frame: Frame, arcs: readonly PlannedArc[], earlier: Prepared | undefined) => Prepared;

/** The messages of one direction that reach the neurons of one population, as the kernels of that direction take them. */
export class Inflow {
  readonly #wiring: Wiring;
  readonly #node: number;
  readonly #prepare: Prepare;
  /** Where all numbers stand, which is so for as long as the frame is the same. */
  #frame = noFrame;
  #prepared: Prepared | undefined;

  constructor(wiring: Wiring, node: number, prepare: Prepare) {
    this.#wiring = wiring;
    this.#node = node;
    this.#prepare = prepare;
  }

  preparedFor(frame: Frame): Prepared {
    if (this.#prepared !== undefined && frame === this.#frame) return this.#prepared;
    this.#frame = frame;
    return (this.#prepared = this.#prepare(frame, this.#arcs(frame), this.#prepared));
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
