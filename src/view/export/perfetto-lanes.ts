import type { Model, PopulationModel } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import { populationIndex } from "../../model/populations.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { PerfettoWords } from "./perfetto-words.ts";

/** A row of the timeline: what Chrome and Perfetto call a thread of a process. */
export interface Lane {
  /** Numbers of the process and the thread: from 1, and no thread has the number of a process, as 0 and main threads are special. */
  readonly pid: number;
  readonly tid: number;
  readonly name: string;
}

export interface Lanes {
  readonly coordinator: Lane;
  /** Where an event happens: at its neuron, a message at its receiver. */
  readonly laneOf: (event: TraceEvent) => Lane;
  /** The lanes that were asked for, and the coordinator's. */
  readonly used: () => Lane[];
  readonly processName: (pid: number) => string;
}

/**
 * One process for each population, one thread for each neuron; neurons that are listed one by one stand together where
 * they are as far from the inputs. The coordinator comes first, the loss last, and after it, in one more process, what no
 * neuron of the network is called.
 */
export function createLanes(model: Model, words: PerfettoWords): Lanes {
  const ids = neuronIds(model);
  const groups = new Map<string, { readonly name: string; readonly depth: number }>();
  for (const population of model.populations) {
    const { id, naming, depth } = population;
    const name = naming === "numbered" ? id : depth === 0 ? words.inputs : words.depth(depth);
    const known = groups.get(groupKey(population))?.depth ?? Infinity;
    groups.set(groupKey(population), { name, depth: Math.min(known, depth) });
  }
  const sorted = [...groups].sort(([, one], [, other]) => one.depth - other.depth);
  const pids = new Map(sorted.map(([key], i) => [key, i + 2]));
  const names = [words.coordinator, ...sorted.map(([, { name }]) => name), words.loss, words.others];
  const firstThread = names.length + 1;
  const coordinator: Lane = { pid: 1, tid: firstThread + model.neuronCount, name: words.coordinator };
  const loss: Lane = { pid: names.length - 1, tid: coordinator.tid + 1, name: words.loss };

  const neurons = new Map<string, Lane>();
  const populations = new Map<string, Lane>();
  const used = new Set([coordinator]);
  let others = loss.tid;
  const laneAt = (population: PopulationModel | undefined, tid: number | undefined, name: string): Lane => ({
    pid: (population && pids.get(groupKey(population))) ?? names.length,
    tid: tid ?? ++others,
    name,
  });
  const laneOfNeuron = (id: string): Lane => {
    const slot = ids.slotOf(id);
    if (slot === undefined) return laneAt(undefined, undefined, id);
    return laneAt(model.populations[populationIndex(model, slot)], firstThread + slot, id);
  };
  const laneOfPopulation = (id: string): Lane =>
    laneAt(
      model.populations.find((each) => each.id === id),
      undefined,
      id,
    );
  const cached = (cache: Map<string, Lane>, id: string, make: (id: string) => Lane): Lane => {
    const known = cache.get(id);
    if (known !== undefined) return known;
    const lane = make(id);
    cache.set(id, lane);
    used.add(lane);
    return lane;
  };
  return {
    coordinator,
    laneOf(event) {
      switch (event.kind) {
        case "train":
        case "batch":
        case "action":
        case "end":
          return coordinator;
        case "loss":
          used.add(loss);
          return loss;
        case "population":
          return cached(populations, event.population, laneOfPopulation);
        case "deliver":
        case "error":
          return cached(neurons, event.to, laneOfNeuron);
        default:
          return cached(neurons, event.neuron, laneOfNeuron);
      }
    },
    used: () => [...used].sort((one, other) => one.pid - other.pid || one.tid - other.tid),
    processName: (pid) => names[pid - 1] ?? "",
  };
}

/** What the populations of one process have in common. */
function groupKey({ id, naming, depth }: PopulationModel): string {
  return naming === "numbered" ? `layer ${id}` : `depth ${depth}`;
}
