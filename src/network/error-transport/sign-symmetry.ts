import { newNumbers, type Numbers } from "../../math/precision.ts";
import { random, uniformAt } from "../../math/random.ts";
import type { Model } from "../../model/model.ts";
import type { Memory } from "../../neuron/memory.ts";
import { keepFeedback } from "./mirror.ts";
import { drawErrorWeights, glorotBound, type RandomWeightSettings, rowsOf } from "./random-weights.ts";
import type { ErrorTransportName, ErrorTransportRule, ErrorWeights } from "./rule.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- there is a magnitude for every parameter */

/**
 * Error signals meet the signs of the weights, with magnitudes of another origin (Liao, Leibo and Poggio 2016).
 *
 * Uniform: δ = σ'(z) · Σ s·sign(w)·δ, where s is the standard deviation of weights that Glorot's rule draws, so that error
 * signals stay about as large as they are.
 */
export function uniformSigns({ scale }: Pick<RandomWeightSettings, "scale">): ErrorTransportRule {
  return rule("uniform-sign-symmetry", (model) => {
    const magnitudes = boundsOf(model, scale).map((bound) => bound / Math.sqrt(3));
    return { magnitudes, redraw: undefined };
  });
}

/** Magnitudes are drawn once: those of random weights. */
export function fixedRandomSigns(settings: RandomWeightSettings): ErrorTransportRule {
  return rule("fixed-random-sign-symmetry", (model) => {
    const magnitudes = newNumbers("f64", model.parameterCount);
    drawErrorWeights(model, settings, magnitudes);
    return { magnitudes: magnitudes.map(Math.abs), redraw: undefined };
  });
}

/** Magnitudes are drawn anew after each commit: each follows from its place and from how many commits it has seen. */
export function batchwiseRandomSigns({ seed, scale }: RandomWeightSettings): ErrorTransportRule {
  return rule("batchwise-random-sign-symmetry", (model) => {
    const bounds = boundsOf(model, scale);
    const magnitudes = bounds.slice();
    let [known, key] = [-1, 0];
    const redraw = (from: number, to: number, version: number): void => {
      if (version !== known) key = random(seed, `error-transport/${String(version)}`).integer(4294967296);
      known = version;
      for (let i = from; i < to; i++) magnitudes[i] = bounds[i]! * uniformAt(key, i);
    };
    return { magnitudes, redraw };
  });
}

/** What weights are multiplied by after their sign is taken, in the parameters' places. */
interface Magnitudes {
  readonly magnitudes: Numbers;
  /** Draws those of a range that has seen `version` commits. */
  readonly redraw: ((from: number, to: number, version: number) => void) | undefined;
}

function rule(name: ErrorTransportName, magnitudesOf: (model: Model) => Magnitudes): ErrorTransportRule {
  return { name, errorWeights: (model) => signed(model, magnitudesOf(model)) };
}

function signed(model: Model, { magnitudes, redraw }: Magnitudes): ErrorWeights {
  const follow = (memory: Memory, from: number, to: number, version: number): void => {
    redraw?.(from, to, version);
    const { parameters, errorWeights } = memory;
    for (let i = from; i < to; i++)
      errorWeights.numbers[i] = Math.sign(parameters.numbers[i]!) * magnitudes[i]!;
    keepFeedback(memory, from, to);
  };
  return {
    count: model.parameterCount,
    start: (memory) => {
      for (const population of model.populations) {
        for (const { from, to } of rowsOf(population)) follow(memory, from, to, 0);
      }
    },
    commit: follow,
    follow,
  };
}

/** Glorot's bound of every weight, times `scale`, in the parameters' places. */
function boundsOf({ populations, parameterCount }: Model, scale: number): Numbers {
  const bounds = newNumbers("f64", parameterCount);
  for (const { activation, size, fanIn, rows } of populations) {
    if (activation === "input") continue;
    bounds.fill(scale * glorotBound(fanIn, size), rows, rows + size * (fanIn + 1));
  }
  return bounds;
}
