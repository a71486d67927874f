import type { Block } from "../../math/kernels/block.ts";
import type { Learning, Memory } from "../../neuron/memory.ts";
import { keepFeedback } from "./mirror.ts";
import { drawErrorWeights, type RandomWeightSettings } from "./random-weights.ts";
import type { ErrorTransportRule } from "./rule.ts";

/**
 * Both ends of a synapse learn a weight of their own by the same update and the same weight decay: each knows a and δ. With
 * plain gradient descent at rate η and weight decay λ, their difference is multiplied by 1 − η·λ at every commit, so that
 * they converge (Kolen and Pollack 1994; Akrout et al. 2019). Without decay they keep their distance.
 */
export function kolenPollack(settings: RandomWeightSettings): ErrorTransportRule {
  return {
    name: "kolen-pollack",
    errorWeights: (model) => {
      const commit = otherEnd();
      return {
        count: model.parameterCount,
        start: (memory) => {
          drawErrorWeights(model, settings, memory.errorWeights.numbers);
          keepFeedback(memory, 0, model.parameterCount);
        },
        commit: (memory, from, to) => {
          commit(memory, from, to);
          keepFeedback(memory, from, to);
        },
        follow: undefined,
      };
    },
  };
}

/** The optimizer once more, with numbers of its own. Frozen weights stay at both ends. */
function otherEnd(): (memory: Memory, from: number, to: number) => void {
  let run: Learning | undefined;
  let state: readonly Block[] = [];
  return ({ backend, learning, errorWeights, parameters, gradients, scalars, frozen }, from, to) => {
    if (run !== learning) {
      for (const block of state) backend.release(block);
      state = learning.state.map(() => backend.allocate(parameters.numbers.length));
      run = learning;
    }
    const update = (first: number, end: number): void =>
      backend.kernels[learning.optimizer.kernel](errorWeights, gradients, state, scalars, first, end);
    if (frozen === undefined) update(from, to);
    else for (let i = from; i < to; i++) if (frozen[i] !== 1) update(i, i + 1);
  };
}
