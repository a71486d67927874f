import type { Task } from "../../message/actor.ts";
import { populationIndex } from "../../model/populations.ts";
import type { PopulationEvent, TraceEvent } from "../../trace/event.ts";
import type { Watched } from "./watched.ts";

/** What has come together of a population's task: how many neurons, and sums over their numbers. */
interface Tally {
  neurons: number;
  squares: number;
  gains: number;
  numbers: number;
}

/** Adds up what single neurons say; hands out one event a population, with the number and time of the last of its
 * neurons' event. */
export function createPopulationTally({ model, ids }: Watched) {
  const open = new Map<string, Tally>();
  return (event: TraceEvent): PopulationEvent | undefined => {
    // A batch that failed has left populations whose neurons have not all spoken.
    if (event.kind === "batch") open.clear();
    const said = numbersOf(event);
    if (said === undefined) return undefined;
    const { neuron, task, values, gain } = said;
    const slot = ids.slotOf(neuron);
    const population = slot === undefined ? undefined : model.populations[populationIndex(model, slot)];
    if (population === undefined) return undefined;
    const { batch, microBatch, samples } = { microBatch: 0, samples: [], ...said.event };
    const key = `${task}/${microBatch}/${population.id}`;
    const tally = open.get(key) ?? { neurons: 0, squares: 0, gains: 0, numbers: 0 };
    open.set(key, tally);
    tally.neurons++;
    for (const value of values) tally.squares += value * value;
    for (const value of gain) tally.gains += value;
    tally.numbers += gain.length;
    if (tally.neurons < population.size) return undefined;
    open.delete(key);
    return {
      n: event.n,
      t: event.t,
      kind: "population",
      batch,
      microBatch,
      samples,
      population: population.id,
      task,
      norm: Math.sqrt(tally.squares),
      ...(tally.numbers > 0 && { gain: tally.gains / tally.numbers }),
      parents: [],
    };
  };
}

interface Said {
  readonly event: {
    readonly batch: number;
    readonly microBatch?: number;
    readonly samples?: readonly number[];
  };
  readonly neuron: string;
  readonly task: Task;
  readonly values: readonly number[];
  readonly gain: readonly number[];
}

function numbersOf(event: TraceEvent): Said | undefined {
  switch (event.kind) {
    case "feed":
      return { event, neuron: event.neuron, task: "forward", values: event.values, gain: [] };
    case "activate":
      return { event, neuron: event.neuron, task: "forward", values: event.a, gain: event.gain };
    case "delta":
      return { event, neuron: event.neuron, task: "backward", values: event.delta, gain: [] };
    case "gradient":
    case "commit": {
      const values = [...event.weights, event.bias];
      return { event, neuron: event.neuron, task: event.kind, values, gain: [] };
    }
    default:
      return undefined;
  }
}
