import type { Model, PopulationModel } from "./model.ts";

/**
 * The index of the population that a slot belongs to, found by bisection.
 * @throws RangeError where there is no such slot
 */
export function populationIndex(model: Model, slot: number): number {
  if (!Number.isInteger(slot) || slot < 0 || slot >= model.neuronCount) {
    throw new RangeError(`slot: expected an integer from 0 to ${model.neuronCount - 1}; got ${slot}`);
  }
  let low = 0;
  let high = model.populations.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (populationAt(model, middle).first <= slot) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The population of that index.
 * @throws RangeError where there is none
 */
export function populationAt({ populations }: Model, index: number): PopulationModel {
  const population = populations[index];
  if (population === undefined) {
    throw new RangeError(`population: expected 0 to ${populations.length - 1}; got ${index}`);
  }
  return population;
}

/** The neurons of a population, each as a population of its own. */
export function* singles(population: PopulationModel): Generator<PopulationModel, void, undefined> {
  for (let member = 0; member < population.size; member++) {
    const { first, rows, fanIn } = population;
    yield { ...population, first: first + member, rows: rows + member * (fanIn + 1), size: 1 };
  }
}
