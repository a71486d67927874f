import type { Block } from "./block.ts";
import type { BackwardPlan, ForwardPlan, Plan } from "./kernels.ts";
import type { WasmMemory } from "./wasm-memory.ts";

const planWords = 9;
const arcWords = 5;
const chunkBytes = 4096;

// Assembly/plan.ts reads what is written here. Numbers have `size` bytes each; at address 0 nothing stands, so that it says "none".

/** How many words of 32 bits a plan takes. */
export function wordsOf(arcs: number): number {
  return planWords + arcWords * arcs;
}

export function writeForward(plan: ForwardPlan, size: number, words: Int32Array): Int32Array {
  const { out, outAt, weights, startAt, startStep, delta, gradients, activation } = plan;
  writeSums(plan, size, words);
  words[2] = weights.address + startAt * size;
  words[3] = startStep * size;
  words[4] = delta.address + outAt * size;
  words[5] = gradients.address - weights.address;
  words[6] = activation === undefined ? 0 : activation.a.address - out.address;
  words[7] = activation === undefined ? 0 : activation.gain.address - out.address;
  return words;
}

export function writeBackward(plan: BackwardPlan, size: number, words: Int32Array): Int32Array {
  const { out, gain, loss } = plan;
  writeSums(plan, size, words);
  words[2] = 0;
  words[3] = 0;
  words[4] = loss === undefined ? 0 : loss.error.address + loss.errorAt * size;
  words[5] = loss?.enters === "pre-activation" ? 1 : 0;
  words[6] = 0;
  words[7] = gain.address - out.address;
  return words;
}

/** What both directions have: where the sums go, and what is summed up. */
function writeSums(plan: Plan, size: number, words: Int32Array): void {
  const { out, outAt, stride, weights, messages, arcs } = plan;
  const place = (block: Block, at: number): number => block.address + at * size;
  words[0] = place(out, outAt);
  words[1] = stride * size;
  words[8] = arcs.length;
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
