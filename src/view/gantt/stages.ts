import type { Model } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import { groupPopulations, type Together } from "../groups/neuron-groups.ts";

/** The neurons that share a row of the chart. */
export interface Stage {
  readonly name: string;
  readonly neurons: number;
  /** Inputs are given their numbers: they do no work that could be waited for. */
  readonly computes: boolean;
}

export interface Stages {
  readonly stages: readonly Stage[];
  /** What a stage is made of. */
  readonly together: Together;
  /** undefined where the network has no such neuron, or population */
  readonly ofNeuron: (id: string) => number | undefined;
  readonly ofPopulation: (id: string) => number | undefined;
}

/** More rows than this are never drawn. */
const mostStages = 24;

/**
 * Who is a stage: a population, the first at the top; in a network of many populations, all that stand at one depth, or
 * at several. Everything else of the chart takes stages as they come from here.
 */
export function stagesOf(model: Model): Stages {
  const { groups, groupOf, together } = groupPopulations(model, { most: mostStages, singles: [] });
  const { slotOf } = neuronIds(model);
  const known = new Map<string, number | undefined>();
  const firsts = new Map(model.populations.map(({ id, first }) => [id, first]));
  const ofSlot = (slot: number | undefined): number | undefined =>
    slot === undefined ? undefined : groupOf(slot);
  return {
    stages: groups.map(({ name, neurons, isInput }) => ({ name, neurons, computes: !isInput })),
    together,
    ofNeuron(id) {
      if (!known.has(id)) known.set(id, ofSlot(slotOf(id)));
      return known.get(id);
    },
    ofPopulation: (id) => ofSlot(firsts.get(id)),
  };
}
