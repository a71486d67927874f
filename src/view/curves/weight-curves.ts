import type { Model } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import type { CommitEvent, PopulationEvent } from "../../trace/event.ts";
import type { ChosenSynapse } from "./chosen-synapses.ts";
import type { Curve } from "./curves.ts";
import type { Groups } from "../groups/computing-groups.ts";
import { createTally, squaresOf } from "./tally.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- groups and synapses are looked up by indices counted here */

/** Follows weights from commit to commit: chosen ones by themselves, or the norm of each group's weights and biases. */
export interface WeightFollower {
  /** A commit of the batch at `place`; −1: of one before the first that is wanted. */
  readonly commit: (event: CommitEvent | PopulationEvent, place: number) => void;
  readonly curves: (batches: number) => Curve[];
}

interface Follower {
  readonly names: readonly Curve["name"][];
  /** Of each curve, how many commits make up one of its values, and what it is before all of them. */
  readonly sizes: readonly number[];
  readonly initial: readonly number[];
  /** The curves that a commit tells something of, and what it adds to them. */
  readonly told: (event: CommitEvent | PopulationEvent) => readonly { curve: number; adds: number }[];
  readonly finish: (sum: number) => number;
}

/** `isKnown`: whether the trace begins with the weights of its header. */
export function followWeights(
  model: Model,
  groups: Groups,
  synapses: readonly ChosenSynapse[] | undefined,
  isKnown: () => boolean,
): WeightFollower {
  const follower = synapses === undefined ? normsOf(model, groups) : weightsOf(synapses);
  const { names, sizes, initial, told, finish } = follower;
  // Place 0 is what is there before the first batch.
  const tally = createTally(names.length);
  let before: readonly (number | undefined)[] | undefined;
  let earlier = { batch: NaN, sums: names.map(() => 0), counts: names.map(() => 0) };
  return {
    commit(event, place) {
      if (place < 0 && event.batch !== earlier.batch) {
        earlier = { batch: event.batch, sums: names.map(() => 0), counts: names.map(() => 0) };
      }
      for (const { curve, adds } of told(event)) {
        const count = event.kind === "commit" ? 1 : sizes[curve]!;
        if (place >= 0) tally.add(place + 1, curve, adds, count);
        else {
          earlier.sums[curve]! += adds;
          earlier.counts[curve]! += count;
          before = earlier.sums.map((sum, c) => (earlier.counts[c] === sizes[c] ? finish(sum) : before?.[c]));
        }
      }
    },
    curves: (batches) =>
      names.map((name, c) => {
        const values: (number | undefined)[] = [before?.[c] ?? (isKnown() ? initial[c] : undefined)];
        for (let place = 1; place <= batches; place++) {
          const count = tally.count(place, c);
          // A batch that taught nothing leaves the weights as they were; the last one may not have come that far.
          if (count === 0) values.push(place < batches ? values.at(-1) : undefined);
          else values.push(count >= sizes[c]! ? finish(tally.sum(place, c)) : undefined);
        }
        return { name, values };
      }),
  };
}

function weightsOf(synapses: readonly ChosenSynapse[]): Follower {
  const ofNeuron = new Map<string, { curve: number; from: string }[]>();
  synapses.forEach(({ from, to }, curve) => {
    const list = ofNeuron.get(to) ?? [];
    ofNeuron.set(to, list);
    list.push({ curve, from });
  });
  return {
    names: synapses.map(({ from, to }) => [from, to] as const),
    sizes: synapses.map(() => 1),
    initial: synapses.map(({ weight }) => weight),
    told: (event) => {
      if (event.kind !== "commit") return [];
      const { neuron, from: sources, weights } = event;
      return (ofNeuron.get(neuron) ?? []).map(({ curve, from }) => ({
        curve,
        adds: weights[sources.indexOf(from)] ?? NaN,
      }));
    },
    finish: (sum) => sum,
  };
}

function normsOf(model: Model, groups: Groups): Follower {
  const sizes = groups.list.map(({ neurons }) => neurons);
  return {
    names: groups.list.map(({ name }) => name),
    sizes,
    initial: initialNorms(model, groups),
    told: (event) => {
      if (event.kind === "commit") {
        const curve = groups.groupOf(event.neuron);
        return curve < 0 ? [] : [{ curve, adds: squaresOf(event.weights) + event.bias * event.bias }];
      }
      const curve = groups.groupOfPopulation(event.population);
      return curve < 0 ? [] : [{ curve, adds: event.norm * event.norm }];
    },
    finish: Math.sqrt,
  };
}

function initialNorms(model: Model, { list, groupOf }: Groups): number[] {
  const { idOf } = neuronIds(model);
  const squares = list.map(() => 0);
  for (const { activation, first, size, rows, fanIn } of model.populations) {
    if (activation === "input") continue;
    for (let i = 0; i < size; i++) {
      const group = groupOf(idOf(first + i));
      const from = rows + i * (fanIn + 1);
      if (group < 0) continue;
      for (let p = from; p <= from + fanIn; p++)
        squares[group]! += model.parameters[p]! * model.parameters[p]!;
    }
  }
  return squares.map(Math.sqrt);
}
