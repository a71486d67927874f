import type { Model } from "../../model/model.ts";
import { parseNetwork } from "../../model/parse-network.ts";
import type { PopulationEvent, TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";
import { eventsUntil } from "../export/chosen-events.ts";
import type { ViewOptions } from "../view.ts";
import { createBatchList } from "./batch-list.ts";
import { chosenSynapses } from "./chosen-synapses.ts";
import { chosenQuantities, type Curve, type Curves, type Panel, type Quantity } from "./curves.ts";
import { type Groups, groupComputing } from "../groups/computing-groups.ts";
import { missingOf } from "./missing.ts";
import { createTally, squaresOf, sumOf } from "./tally.ts";
import { followWeights } from "./weight-curves.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- populations and groups are looked up by indices they came with */

/** Curves of one panel, at the most. */
const mostCurves = 8;

/** What can be followed from batch to batch, in one pass over the events. */
export function deriveCurves(trace: Trace, options: ViewOptions): Curves {
  const { header } = trace;
  const model = parseNetwork(header.network);
  const groups = groupComputing(model, trace, options, mostCurves);
  const { level, neurons } = header.options;
  const synapses =
    level === "population" ? undefined : chosenSynapses(model, options.neurons, neurons, mostCurves);
  const isKnown = (): boolean =>
    (trace.events[0]?.n ?? 0) === 0 && (header.options.batches?.[0] ?? 0) === 0 && startsAtHeader(options);
  const weights = followWeights(model, groups, synapses, isKnown);
  const batches = createBatchList(header, options);
  const passes = createPasses(model, groups, options);
  for (const event of eventsUntil(trace.events, options.at)) {
    // Most events are messages, which nothing here is made of.
    if (event.kind === "deliver" || !("batch" in event)) continue;
    const place = batches.placeOf(event);
    if (place >= 0) passes.take(event, place);
    if (event.kind === "commit" || (event.kind === "population" && event.task === "commit")) {
      if (place >= 0 || batches.numbers.length === 0) weights.commit(event, place);
    }
  }
  const { numbers, samples } = batches;
  const curvesOf = (quantity: Quantity): Curve[] =>
    quantity === "weights" ? weights.curves(numbers.length) : passes.curves(quantity, samples);
  const panels = chosenQuantities(options.phases).map((quantity): Panel => {
    const curves = curvesOf(quantity);
    const isNorm = quantity === "weights" && synapses === undefined;
    const of = quantity === "loss" ? 1 : quantity === "weights" && !isNorm ? curves.length : groups.of;
    const missing = missingOf(quantity, curves, header, options);
    return { quantity, isNorm, curves, of, missing };
  });
  return { batches: numbers, panels };
}

/** Batches before the chosen ones may have changed the weights; if the trace tells them, they are followed. */
function startsAtHeader({ batches }: ViewOptions): boolean {
  return batches === undefined || batches[0] <= 0;
}

/** Sums up what is told of each batch's passes. */
function createPasses(model: Model, groups: Groups, options: ViewOptions) {
  const { list } = groups;
  const chosen = options.samples && new Set(options.samples);
  const tallies = {
    loss: createTally(1),
    gain: createTally(list.length),
    delta: createTally(list.length),
    gradient: createTally(list.length),
  };
  const sizes = new Map(model.populations.map(({ id, size }) => [id, size]));
  const kept = (values: readonly number[], samples: readonly number[]): readonly number[] =>
    chosen === undefined ? values : values.filter((_, i) => chosen.has(samples[i]!));

  const takePopulation = (event: PopulationEvent, place: number): void => {
    const { population, task, samples, norm, gain } = event;
    const group = groups.groupOfPopulation(population);
    if (group < 0 || task === "commit") return;
    const neurons = sizes.get(population) ?? 0;
    if (task === "gradient") tallies.gradient.add(place, group, norm * norm, neurons);
    // What is told of all samples together tells nothing of some of them.
    if (chosen !== undefined && !samples.every((sample) => chosen.has(sample))) return;
    const numbers = neurons * samples.length;
    if (task === "backward") tallies.delta.add(place, group, norm * norm, numbers);
    if (task === "forward" && gain !== undefined) tallies.gain.add(place, group, gain * numbers, numbers);
  };

  return {
    take(event: TraceEvent, place: number): void {
      if (event.kind === "loss") {
        const losses = kept(event.losses, event.samples);
        tallies.loss.add(place, 0, sumOf(losses), losses.length);
      } else if (event.kind === "population") takePopulation(event, place);
      else if (event.kind === "activate" || event.kind === "delta" || event.kind === "gradient") {
        const group = groups.groupOf(event.neuron);
        if (group < 0) return;
        if (event.kind === "gradient") {
          const squares = squaresOf(event.weights) + event.bias * event.bias;
          tallies.gradient.add(place, group, squares, 1);
          return;
        }
        const values = kept(event.kind === "activate" ? event.gain : event.delta, event.samples);
        if (event.kind === "activate") tallies.gain.add(place, group, sumOf(values), values.length);
        else tallies.delta.add(place, group, squaresOf(values), values.length);
      }
    },
    curves(quantity: Exclude<Quantity, "weights">, samples: readonly (number | undefined)[]): Curve[] {
      const tally = tallies[quantity];
      const isMean = quantity === "loss" || quantity === "gain";
      const curveOf = (group: number, neurons: number, name: Curve["name"]): Curve => ({
        name,
        values: samples.map((count, place) => {
          const heard = tally.count(place, group);
          // A batch of which not everything is in yet has no value.
          const due = quantity === "gradient" ? neurons : neurons * (count ?? 0);
          if (heard === 0 || heard < due) return undefined;
          const sum = tally.sum(place, group);
          return isMean ? sum / heard : Math.sqrt(sum);
        }),
      });
      if (quantity === "loss") return [curveOf(0, 1, undefined)];
      return list.map(({ name, neurons }, group) => curveOf(group, neurons, name));
    },
  };
}
