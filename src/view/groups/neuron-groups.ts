import type { Model, PopulationModel } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import { populationAt, populationIndex } from "../../model/populations.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- groups and populations are looked up by indices made here */

/** What stands for one thing in a picture: a neuron, what is left of a population, or several populations. */
export interface NeuronGroup {
  /** As the file has it: it may hold anything. */
  readonly name: string;
  readonly neurons: number;
  /** Empty where its neurons have different ones. */
  readonly activation: PopulationModel["activation"] | "";
  /** Steps from the inputs; of several populations, those of the first. */
  readonly depth: number;
  readonly isInput: boolean;
  readonly isOutput: boolean;
  /** Its slot, where it is one neuron by itself. */
  readonly slot: number | undefined;
}

/** All neurons of a network in few groups, nearest to the inputs first. */
export interface NeuronGroups {
  readonly groups: readonly NeuronGroup[];
  /** What the neurons that are not shown by themselves are put together by. */
  readonly together: Together;
  /** The group of a slot. */
  readonly groupOf: (slot: number) => number;
}

export type Together = "neuron" | "population" | "depth" | "depths";

export interface GroupOptions {
  /** So many groups at most, and at least two. */
  readonly most: number;
  /** Slots that are shown by themselves, as far as there is room: half of `most`. */
  readonly singles: readonly number[];
}

/** Everything by itself where that is not too much; otherwise the chosen ones are, and the others stand in groups. */
export function groupNeurons(model: Model, { most, singles }: GroupOptions): NeuronGroups {
  if (singles.length === 0 && model.neuronCount <= most) {
    return grouped(model, new Set(Array(model.neuronCount).keys()), () => 0, "neuron");
  }
  return groupPopulations(model, { most, singles });
}

/** As groupNeurons, but nobody who is not chosen stands alone: populations, or if they are too many, all of a depth. */
export function groupPopulations(model: Model, { most, singles }: GroupOptions): NeuronGroups {
  const alone = new Set(singles.slice(0, Math.floor(most / 2)));
  const room = Math.max(2, most - alone.size);
  const left = model.populations.map(({ size }) => size);
  for (const slot of alone) left[populationIndex(model, slot)]! -= 1;
  const rest = model.populations.flatMap((population, p) => (left[p]! > 0 ? [{ ...population, p }] : []));
  if (rest.length <= room) return grouped(model, alone, ({ first }) => first, "population");
  const depths = [...new Set(rest.map(({ depth }) => depth))].toSorted((one, other) => one - other);
  if (depths.length <= room) return grouped(model, alone, ({ depth }) => depth, "depth");
  // The inputs compute nothing, and are kept apart from those that do.
  const perGroup = Math.ceil(depths.length / (room - 1));
  const keyOf = ({ depth }: PopulationModel): number =>
    depth === 0 ? 0 : 1 + Math.floor((depth - 1) / perGroup);
  return grouped(model, alone, keyOf, "depths");
}

interface Draft {
  readonly slot: number | undefined;
  readonly populations: PopulationModel[];
  /** Of its populations' neurons, those that stand alone elsewhere. */
  missing: number;
}

function grouped(
  model: Model,
  alone: ReadonlySet<number>,
  keyOf: (population: PopulationModel) => number,
  together: Together,
): NeuronGroups {
  const drafts: Draft[] = [];
  const ofKey = new Map<number, Draft>();
  const aloneIn = new Map<number, number[]>();
  for (const slot of alone) {
    const p = populationIndex(model, slot);
    const known = aloneIn.get(p);
    if (known === undefined) aloneIn.set(p, [slot]);
    else known.push(slot);
  }
  const draftOf = model.populations.map((population, p) => {
    const slots = aloneIn.get(p) ?? [];
    for (const slot of slots) drafts.push({ slot, populations: [population], missing: 0 });
    if (slots.length === population.size) return undefined;
    const key = keyOf(population);
    let draft = ofKey.get(key);
    if (draft === undefined) {
      ofKey.set(key, (draft = { slot: undefined, populations: [], missing: 0 }));
      drafts.push(draft);
    }
    draft.populations.push(population);
    draft.missing += slots.length;
    return draft;
  });
  const ordered = drafts.toSorted((one, other) => one.populations[0]!.depth - other.populations[0]!.depth);
  const indexOf = new Map(ordered.map((draft, index) => [draft, index]));
  const ofPopulation = draftOf.map((draft) => (draft === undefined ? -1 : indexOf.get(draft)!));
  const ofSlot = new Map(ordered.flatMap(({ slot }, index) => (slot === undefined ? [] : [[slot, index]])));
  const describe = describer(model);
  return {
    groups: ordered.map(describe),
    together,
    groupOf: (slot) => ofSlot.get(slot) ?? ofPopulation[populationIndex(model, slot)]!,
  };
}

function describer(model: Model): (draft: Draft) => NeuronGroup {
  const { idOf } = neuronIds(model);
  const outputs = new Set(model.outputs);
  const outputPopulations = new Set(
    Array.from(model.outputs, (slot) => populationAt(model, populationIndex(model, slot))),
  );
  return ({ slot, populations, missing }) => {
    const [first, last] = [populations[0]!, populations.at(-1)!];
    const neurons = slot === undefined ? populations.reduce((sum, { size }) => sum + size, 0) - missing : 1;
    const activations = new Set(populations.map(({ activation }) => activation));
    const together = populations.length === 1 ? first.id : `${first.id} … ${last.id}`;
    return {
      name: slot === undefined ? together : idOf(slot),
      neurons,
      activation: activations.size === 1 ? first.activation : "",
      depth: first.depth,
      isInput: first.activation === "input",
      isOutput:
        slot === undefined ? populations.some((own) => outputPopulations.has(own)) : outputs.has(slot),
      slot: slot ?? (populations.length === 1 && first.size === 1 ? first.first : undefined),
    };
  };
}

/** The slots of some names, in their order; names that no neuron has are left out. */
export function slotsOf(model: Model, names: readonly string[]): number[] {
  const { slotOf } = neuronIds(model);
  return names.map(slotOf).filter((slot) => slot !== undefined);
}
