import type { Model, PopulationModel } from "./model.ts";
import { populationAt, populationIndex } from "./populations.ts";

/** The names of neurons: `o1` for a listed one, `h.3` for number 3 of layer h. */
export interface NeuronIds {
  /** @throws RangeError where there is no such slot */
  readonly idOf: (slot: number) => string;
  /** undefined where no neuron has that id */
  readonly slotOf: (id: string) => number | undefined;
}

/** Looks ids and slots up. Made in linear time of the populations; names of a layer's neurons are not stored. */
export function neuronIds(model: Model): NeuronIds {
  const singles = new Map<string, PopulationModel>();
  const numbered = new Map<string, PopulationModel>();
  for (const population of model.populations) {
    (population.naming === "single" ? singles : numbered).set(population.id, population);
  }
  const idOf = (slot: number): string => {
    const { id, naming, first } = populationAt(model, populationIndex(model, slot));
    return naming === "single" ? id : `${id}.${slot - first}`;
  };
  const slotOf = (id: string): number | undefined => {
    const single = singles.get(id);
    if (single !== undefined) return single.first;
    const dot = id.lastIndexOf(".");
    const population = numbered.get(id.slice(0, dot));
    const digits = id.slice(dot + 1);
    // A neuron has one name: not h.03, nor h.3e0.
    if (population === undefined || !/^(?:0|[1-9]\d*)$/.test(digits)) return undefined;
    const number = Number(digits);
    return number < population.size ? population.first + number : undefined;
  };
  return { idOf, slotOf };
}
