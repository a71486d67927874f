import type { Model } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import { populationAt, populationIndex } from "../../model/populations.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { TraceOptions } from "../../trace/header.ts";
import type { ViewOptions } from "../view.ts";

/** Whose streams are drawn: neurons, or at the level "population" populations, nearest to the inputs first. */
export interface Owners {
  readonly ids: readonly string[];
  readonly of: number;
  /** Why these, where they are not all. */
  readonly because: "asked" | "largest" | "first";
  readonly are: "neurons" | "populations";
}

/** More have no room on a page. */
export const mostOwners = 24;

export function chooseOwners(
  model: Model,
  options: TraceOptions,
  { neurons: asked }: ViewOptions,
  events: readonly TraceEvent[],
): Owners {
  if (options.level === "population") return choosePopulations(model);
  const { idOf, slotOf } = neuronIds(model);
  const inDepthOrder = (slots: readonly number[]): readonly string[] =>
    slots.toSorted((one, other) => depthOf(model, one) - depthOf(model, other) || one - other).map(idOf);
  const named = asked ?? options.neurons;
  if (named !== undefined) {
    const slots = [...new Set(named.map(slotOf).filter((slot) => slot !== undefined))];
    const ids = inDepthOrder(slots).slice(0, mostOwners);
    return { ids, of: slots.length, because: "asked", are: "neurons" };
  }
  // Of gradients and commits the inputs have none.
  const hasStream = (slot: number): boolean =>
    options.level !== "commit" || populationAt(model, populationIndex(model, slot)).activation !== "input";
  const all = [...Array(model.neuronCount).keys()].filter(hasStream);
  const of = all.length;
  if (of <= mostOwners) return { ids: inDepthOrder(all), of, because: "first", are: "neurons" };
  const chosen = new Set(firstOfDepths(model, mostOwners / 2).filter(hasStream));
  const largest = largestDeltas(events).map(slotOf);
  for (const slot of [...largest, ...all]) {
    if (slot !== undefined && chosen.size < mostOwners) chosen.add(slot);
  }
  return {
    ids: inDepthOrder([...chosen]),
    of,
    because: largest.length > 0 ? "largest" : "first",
    are: "neurons",
  };
}

function depthOf(model: Model, slot: number): number {
  return populationAt(model, populationIndex(model, slot)).depth;
}

/** The slot of the first neuron at each depth; where there are more depths than `most`, at the first and last ones. */
function firstOfDepths({ populations }: Model, most: number): number[] {
  const firsts: number[] = [];
  for (const { depth, first } of populations) firsts[depth] ??= first;
  return firsts.length <= most ? firsts : [...firsts.slice(0, most / 2), ...firsts.slice(-most / 2)];
}

/** Names of neurons, those with the largest |δ| of any sample first. */
function largestDeltas(events: readonly TraceEvent[]): string[] {
  const largest = new Map<string, number>();
  for (const event of events) {
    if (event.kind !== "delta") continue;
    const before = largest.get(event.neuron) ?? 0;
    let most = before;
    for (const delta of event.delta) most = Math.max(most, Math.abs(delta));
    if (most > before) largest.set(event.neuron, most);
  }
  return [...largest].toSorted((one, other) => other[1] - one[1]).map(([neuron]) => neuron);
}

function choosePopulations({ populations }: Model): Owners {
  const ids = populations.toSorted((one, other) => one.depth - other.depth).map(({ id }) => id);
  const half = mostOwners / 2;
  const shown = ids.length <= mostOwners ? ids : [...ids.slice(0, half), ...ids.slice(-half)];
  return { ids: shown, of: ids.length, because: "first", are: "populations" };
}
