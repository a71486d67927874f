import type { Numbers } from "../../math/precision.ts";
import { random } from "../../math/random.ts";
import type { Model, PopulationModel } from "../../model/model.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- as many numbers are asked for as there are places */

export interface RandomWeightSettings {
  readonly seed: number;
  /** Times Glorot's bound. */
  readonly scale: number;
}

/** Glorot and Bengio 2010, equation 16: weights between so many neurons are drawn from ±√(6 / (fanIn + fanOut)). */
export function glorotBound(fanIn: number, fanOut: number): number {
  return Math.sqrt(6 / (fanIn + fanOut));
}

/** Draws what could be first weights of all synapses, in their places and population by population; biases' places stay. */
export function drawErrorWeights(
  { populations }: Model,
  { seed, scale }: RandomWeightSettings,
  into: Numbers,
): void {
  for (const population of populations) {
    if (population.activation === "input") continue;
    const { size, fanIn } = population;
    const bound = scale * glorotBound(fanIn, size);
    const uniforms = random(seed, `error-transport/${population.id}`).uniforms(size * fanIn);
    let next = 0;
    for (const { from, to } of rowsOf(population)) {
      for (let i = from; i < to - 1; i++) into[i] = bound * (2 * uniforms[next++]! - 1);
    }
  }
}

/** Rows of a population: parameters from … to − 1, the bias last. */
export function* rowsOf({ activation, size, fanIn, rows }: PopulationModel) {
  if (activation === "input") return;
  for (let member = 0; member < size; member++) {
    const from = rows + member * (fanIn + 1);
    yield { from, to: from + fanIn + 1 };
  }
}
