import type { Block } from "./block.ts";
import type { Plan } from "./kernels.ts";
import type { WasmMemory } from "./wasm-memory.ts";

const planWords = 7;
const arcWords = 5;
const chunkBytes = 4096;

/** How many words of 32 bits a plan takes. */
export function wordsOf({ arcs }: Plan): number {
  return planWords + arcWords * arcs.length;
}

/** Writes a plan for numbers of `size` bytes each, as assembly/plan.ts reads it. */
export function writePlan(plan: Plan, size: number, words: Int32Array): void {
  const { out, outAt, stride, weights, startAt, startStep, messages, delta, gradients, arcs } = plan;
  const place = (block: Block, at: number): number => block.address + at * size;
  words[0] = place(out, outAt);
  words[1] = stride * size;
  words[2] = startAt < 0 ? 0 : place(weights, startAt);
  words[3] = startAt < 0 ? 0 : startStep * size;
  words[4] = place(delta, outAt);
  words[5] = gradients.address - weights.address;
  words[6] = arcs.length;
  arcs.forEach(({ messagesAt, terms, weightAt, weightStep, memberStep }, arc) => {
    const first = planWords + arc * arcWords;
    words[first] = place(messages, messagesAt);
    words[first + 1] = terms;
    words[first + 2] = place(weights, weightAt);
    words[first + 3] = weightStep * size;
    words[first + 4] = memberStep * size;
  });
}

/** Room for plans, side by side, as there may be one for each neuron. They stay for as long as their network does. */
export class PlanMemory {
  readonly #memory: WasmMemory;
  #next = 0;
  #end = 0;

  constructor(memory: WasmMemory) {
    this.#memory = memory;
  }

  /** The address of `bytes` bytes. */
  allocate(bytes: number): number {
    if (this.#next + bytes > this.#end) {
      const room = Math.max(bytes, chunkBytes);
      this.#next = this.#memory.allocate(room);
      this.#end = this.#next + room;
    }
    this.#next += bytes;
    return this.#next - bytes;
  }
}
