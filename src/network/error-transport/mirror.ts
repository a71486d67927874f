import type { Model } from "../../model/model.ts";
import type { Memory } from "../../neuron/memory.ts";
import type { ErrorWeights } from "./rule.ts";

/** The weights themselves, but for those synapses that have a feedback weight, which stays. */
export function mirror({ parameterCount }: Model): ErrorWeights {
  return {
    count: parameterCount,
    start: (memory) => {
      copyWeights(memory, 0, parameterCount);
      keepFeedback(memory, 0, parameterCount);
    },
    commit: copyWeights,
    follow: copyWeights,
  };
}

function copyWeights({ parameters, errorWeights, feedback }: Memory, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    if (feedback === undefined || Number.isNaN(feedback[i])) {
      errorWeights.numbers[i] = parameters.numbers[i] ?? NaN;
    }
  }
}

/** Feedback weights that the file gives hold under every rule. */
export function keepFeedback({ errorWeights, feedback }: Memory, from: number, to: number): void {
  if (feedback === undefined) return;
  for (let i = from; i < to; i++) {
    const weight = feedback[i] ?? NaN;
    if (!Number.isNaN(weight)) errorWeights.numbers[i] = weight;
  }
}
