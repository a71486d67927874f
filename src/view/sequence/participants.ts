import type { Model } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import { groupNeurons, slotsOf, type Together } from "../groups/neuron-groups.ts";

/** Who sends and receives in a diagram. */
export type Participant = "coordinator" | "loss" | { readonly name: string; readonly neurons: number };

/** All who could take part, in the order in which they stand: the coordinator is first, the loss last. */
export interface Cast {
  readonly all: readonly Participant[];
  readonly coordinator: number;
  readonly loss: number;
  readonly together: Together;
  /** How many neurons were chosen, and stand by themselves. */
  readonly chosen: number;
  /** undefined where the network has no such neuron, or population */
  readonly ofNeuron: (id: string) => number | undefined;
  readonly ofPopulation: (id: string) => number | undefined;
}

/** At most `most` participants: beyond that neurons are put together, those last that are chosen. */
export function castOf(model: Model, chosen: readonly string[] | undefined, most: number): Cast {
  const singles = chosen === undefined ? [] : slotsOf(model, chosen);
  const { groups, groupOf, together } = groupNeurons(model, { most: Math.max(2, most - 2), singles });
  const { slotOf } = neuronIds(model);
  const firsts = new Map(model.populations.map(({ id, first }) => [id, first]));
  const known = new Map<string, number | undefined>();
  const ofSlot = (slot: number | undefined): number | undefined =>
    slot === undefined ? undefined : 1 + groupOf(slot);
  return {
    all: ["coordinator", ...groups.map(({ name, neurons }) => ({ name, neurons })), "loss"],
    coordinator: 0,
    loss: groups.length + 1,
    together,
    chosen: groups.filter(({ slot }) => slot !== undefined && singles.includes(slot)).length,
    ofNeuron(id) {
      let found = known.get(id);
      if (found === undefined && !known.has(id)) known.set(id, (found = ofSlot(slotOf(id))));
      return found;
    },
    ofPopulation: (id) => ofSlot(firsts.get(id)),
  };
}
