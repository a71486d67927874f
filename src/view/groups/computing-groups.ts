import type { Model, PopulationModel } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import type { Trace } from "../../trace/header.ts";
import type { ViewOptions } from "../view.ts";

/** Neurons that one line, or one picture, stands for. */
export interface Group {
  /** A neuron's or population's name, or a depth: steps from the inputs. */
  readonly name: string | number;
  /** Those that compute, are chosen, and are recorded. */
  readonly neurons: number;
}

/** The neurons of a network that compute, in a few groups. */
export interface Groups {
  readonly list: readonly Group[];
  /** How many groups there would be if all were shown. */
  readonly of: number;
  /** Whether a neuron computes, is chosen, and is recorded; its group may be one that is not shown. */
  readonly has: (neuron: string) => boolean;
  /** −1: in none that is shown. */
  readonly groupOf: (neuron: string) => number;
  readonly groupOfPopulation: (population: string) => number;
}

interface Member {
  readonly name: string | number;
  readonly neurons: readonly string[];
  readonly population: string;
}

/**
 * Chosen neurons one by one, if they are few; populations otherwise, or where they are too many, what stands at the same
 * depth; of more than `most` depths some, at equal distances. Inputs are left out: they compute nothing.
 */
export function groupComputing(model: Model, trace: Trace, options: ViewOptions, most: number): Groups {
  const members = membersOf(model, trace, options.neurons);
  const isWhole = trace.header.options.level === "population";
  const single = isWhole || options.neurons === undefined ? undefined : singles(members);
  const groups =
    single !== undefined && single.length <= most
      ? single
      : members.length <= most
        ? members.map(({ population, ...rest }) => ({ ...rest, populations: [population] }))
        : byDepth(model, members);
  const shown = evenly(groups, most);
  const all = new Set(members.flatMap(({ neurons }) => neurons));
  const index = new Map(shown.flatMap(({ neurons }, group) => neurons.map((id) => [id, group])));
  const ofPopulation = new Map(
    shown.flatMap(({ populations }, group) => populations.map((id) => [id, group])),
  );
  return {
    list: shown.map(({ name, neurons }) => ({ name, neurons: neurons.length })),
    of: groups.length,
    has: (neuron) => all.has(neuron),
    groupOf: (neuron) => index.get(neuron) ?? -1,
    groupOfPopulation: (population) => ofPopulation.get(population) ?? -1,
  };
}

/** Populations with the neurons that are wanted of them; those of which none is are left out. */
function membersOf(model: Model, { header }: Trace, chosen: ViewOptions["neurons"]): Member[] {
  const { idOf } = neuronIds(model);
  const isWhole = header.options.level === "population";
  const lists = [isWhole ? undefined : header.options.neurons, chosen].filter((list) => list !== undefined);
  const wanted = lists.map((list) => new Set(list));
  const isWanted = (id: string): boolean => wanted.every((set) => set.has(id));
  return model.populations.flatMap(({ activation, first, size, id }) => {
    if (activation === "input") return [];
    const neurons = Array.from({ length: size }, (_, i) => idOf(first + i));
    const kept = wanted.length === 0 ? neurons : neurons.filter(isWanted);
    if (kept.length === 0) return [];
    // A population's numbers are those of all of its neurons.
    return [{ name: id, population: id, neurons: isWhole ? neurons : kept }];
  });
}

type Drafted = Pick<Member, "name" | "neurons"> & { readonly populations: readonly string[] };

function singles(members: readonly Member[]): Drafted[] {
  return members.flatMap(({ neurons }) =>
    neurons.map((name) => ({ name, neurons: [name], populations: [] })),
  );
}

function byDepth(model: Model, members: readonly Member[]): Drafted[] {
  const depthOf = new Map(model.populations.map(({ id, depth }: PopulationModel) => [id, depth]));
  const depths = new Map<number, { neurons: string[]; populations: string[] }>();
  for (const { population, neurons } of members) {
    const depth = depthOf.get(population) ?? 0;
    const group = depths.get(depth) ?? { neurons: [], populations: [] };
    depths.set(depth, group);
    for (const neuron of neurons) group.neurons.push(neuron);
    group.populations.push(population);
  }
  return [...depths]
    .toSorted(([one], [other]) => one - other)
    .map(([depth, { neurons, populations }]) => ({
      // What stands alone is called by its name.
      name: populations.length === 1 ? (populations[0] ?? depth) : depth,
      neurons,
      populations,
    }));
}

/** At most `most` of them, first and last included, at equal distances. */
function evenly<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, i) => Math.round((i * (items.length - 1)) / (most - 1))).flatMap(
    (place) => items[place] ?? [],
  );
}
