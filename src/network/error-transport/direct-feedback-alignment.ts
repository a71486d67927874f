import { random } from "../../math/random.ts";
import type { Model } from "../../model/model.ts";
import type { Numbers } from "../../math/precision.ts";
import { type Broadcast, broadcastGraph, broadcastsOf } from "./broadcast-graph.ts";
import { mirror } from "./mirror.ts";
import { glorotBound, type RandomWeightSettings } from "./random-weights.ts";
import type { ErrorTransportRule } from "./rule.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- as many numbers are asked for as there are places */

/**
 * The outputs' δ goes straight to every hidden neuron, over fixed random weights of its own: δ = σ'(z) · Σ B·δ_output
 * (Nøkland 2016). These weights belong to no synapse and stand behind all others.
 */
export function directFeedbackAlignment(settings: RandomWeightSettings): ErrorTransportRule {
  return {
    name: "direct-feedback-alignment",
    reroute: broadcastGraph,
    errorWeights: (model) => {
      const { count, start, ...weights } = mirror(model);
      const broadcasts = broadcastsOf(model);
      return {
        count: broadcasts.reduce((sum, { size }) => sum + size * model.outputs.length, count),
        start: (memory) => {
          start(memory);
          drawBroadcasts(model, broadcasts, settings, memory.errorWeights.numbers);
        },
        ...weights,
      };
    },
  };
}

function drawBroadcasts(
  { outputs }: Model,
  broadcasts: readonly Broadcast[],
  { seed, scale }: RandomWeightSettings,
  into: Numbers,
): void {
  for (const { id, size, weightsAt } of broadcasts) {
    const bound = scale * glorotBound(size, outputs.length);
    const count = size * outputs.length;
    const uniforms = random(seed, `error-transport/${id}`).uniforms(count);
    for (let i = 0; i < count; i++) into[weightsAt + i] = bound * (2 * uniforms[i]! - 1);
  }
}
