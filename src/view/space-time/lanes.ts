import type { Model } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import { groupPopulations, groupNeurons, type NeuronGroups, slotsOf } from "../groups/neuron-groups.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { ViewOptions } from "../view.ts";

/** Who has a line of its own, in order: the coordinator, neurons or groups of them from the inputs on, the loss. */
export interface Lanes {
  readonly list: readonly Lane[];
  /** "neuron" where every line but those of coordinator and loss is a single neuron's. */
  readonly together: NeuronGroups["together"];
  /** The place of the line on which an event happens: a message's where it is taken up. −1 where there is none. */
  readonly laneOf: (event: TraceEvent) => number;
  /** The same for a neuron by its name. */
  readonly laneOfNeuron: (id: string) => number;
  readonly loss: number;
}

export interface Lane {
  readonly role: "coordinator" | "neurons" | "loss";
  /** As its file has it: it may hold anything. Empty for coordinator and loss. */
  readonly name: string;
  readonly neurons: number;
}

/** Lines for at most `most` neurons and groups; those that are asked for have one each, as far as there is room. */
export function lanesOf(
  model: Model,
  { neurons }: ViewOptions,
  most: number,
  detail: "neurons" | "populations",
): Lanes {
  const singles = slotsOf(model, neurons ?? []);
  const group = detail === "neurons" ? groupNeurons : groupPopulations;
  const isSmall = detail === "neurons" && model.neuronCount <= most;
  const { groups, together, groupOf } = group(model, { most, singles: isSmall ? [] : singles });
  const { slotOf } = neuronIds(model);
  const firstOf = new Map(model.populations.map(({ id, first }) => [id, first]));
  // Names come in again and again, and to find out whose they are takes longer than to remember it.
  const known = new Map<string, number>();
  const remember = (id: string, find: () => number | undefined): number => {
    let lane = known.get(id);
    if (lane === undefined) {
      const slot = find();
      known.set(id, (lane = slot === undefined ? -1 : groupOf(slot) + 1));
    }
    return lane;
  };
  const laneOfNeuron = (id: string): number => remember(id, () => slotOf(id));
  const loss = groups.length + 1;
  const laneOfPopulation = (id: string): number => remember(id, () => firstOf.get(id));
  return {
    list: [
      { role: "coordinator", name: "", neurons: 0 },
      ...groups.map(({ name, neurons: count }): Lane => ({ role: "neurons", name, neurons: count })),
      { role: "loss", name: "", neurons: 0 },
    ],
    together,
    loss,
    laneOfNeuron,
    laneOf: (event) => placeOn(event, { loss, laneOfNeuron, laneOfPopulation }),
  };
}

/** Whose line an event stands on. */
function placeOn(
  event: TraceEvent,
  lanes: Pick<Lanes, "loss" | "laneOfNeuron"> & { readonly laneOfPopulation: (id: string) => number },
): number {
  switch (event.kind) {
    case "train":
    case "batch":
    case "action":
    case "end":
      return 0;
    case "loss":
    case "error":
      return lanes.loss;
    case "deliver":
      return lanes.laneOfNeuron(event.to);
    case "population":
      return lanes.laneOfPopulation(event.population);
    default:
      return lanes.laneOfNeuron(event.neuron);
  }
}
