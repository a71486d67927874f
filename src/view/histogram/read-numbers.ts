import type { Model } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";
import { createReplay } from "../../trace/replay/replay.ts";
import type { Groups } from "../groups/computing-groups.ts";
import { eventsUntil } from "../export/chosen-events.ts";
import type { ViewOptions } from "../view.ts";
import { noNumbers, type Numbers } from "./distribute.ts";
import type { Quantity } from "./histograms.ts";

/** All numbers of one moment: the batch in flight, or the last one, and the weights as they are. */
export interface Moment {
  readonly batch: number | undefined;
  readonly n: number;
  readonly numbers: Readonly<Record<Quantity, Numbers>>;
}

export function readMoment(trace: Trace, model: Model, groups: Groups, options: ViewOptions): Moment {
  const until = eventsUntil(trace.events, options.at);
  const last = lastWanted(until, options);
  const numbers = {
    activations: noNumbers(),
    gains: noNumbers(),
    deltas: noNumbers(),
    gradients: noNumbers(),
    weights: noNumbers(),
  };
  if (last === undefined) return { batch: undefined, n: until.at(-1)?.n ?? -1, numbers };
  const { batch, n } = last;
  readBatch(eventsOfBatch(until, last), groups, options, numbers);
  readWeights(trace, model, groups, n, numbers.weights);
  return { batch, n, numbers };
}

type BatchedEvent = Extract<TraceEvent, { batch: number }>;

/** The last event of the last batch that is wanted. */
function lastWanted(events: readonly TraceEvent[], { batches }: ViewOptions): BatchedEvent | undefined {
  const [from, to] = batches ?? [-Infinity, Infinity];
  return events.findLast(
    (event): event is BatchedEvent => "batch" in event && event.batch >= from && event.batch < to,
  );
}

/** The events of the same batch, without messages, in their order. Each run counts its batches from 0. */
function eventsOfBatch(events: readonly TraceEvent[], { batch, n }: BatchedEvent): BatchedEvent[] {
  const found: BatchedEvent[] = [];
  for (let place = events.length - 1; place >= 0; place--) {
    const event = events[place];
    if (event === undefined || event.kind === "deliver" || event.n > n) continue;
    if (!("batch" in event) || event.batch !== batch) continue;
    found.push(event);
    if (event.kind === "batch") break;
  }
  return found.reverse();
}

function readBatch(
  events: readonly BatchedEvent[],
  groups: Groups,
  { samples }: ViewOptions,
  numbers: Record<Quantity, Numbers>,
): void {
  const chosen = samples && new Set(samples);
  const add = (
    into: Numbers,
    neuron: string,
    values: readonly number[],
    { its, from }: { readonly its?: readonly number[]; readonly from?: readonly string[] },
  ): void => {
    const group = groups.groupOf(neuron);
    for (let i = 0; i < values.length; i++) {
      if (its !== undefined && chosen?.has(its[i] ?? -1) === false) continue;
      push(into, values[i] ?? NaN, neuron, from?.[i], group);
    }
  };
  for (const event of events) {
    if (event.kind !== "activate" && event.kind !== "delta" && event.kind !== "gradient") continue;
    const { neuron } = event;
    if (!groups.has(neuron)) continue;
    if (event.kind === "gradient") add(numbers.gradients, neuron, event.weights, event);
    else if (event.kind === "delta") add(numbers.deltas, neuron, event.delta, { its: event.samples });
    else {
      add(numbers.activations, neuron, event.a, { its: event.samples });
      add(numbers.gains, neuron, event.gain, { its: event.samples });
    }
  }
}

function push(into: Numbers, value: number, neuron: string, source: string | undefined, group: number): void {
  into.values.push(value);
  into.neurons.push(neuron);
  into.sources.push(source);
  into.groups.push(group);
}

/** Weights without biases, as they are right after event `n`. */
function readWeights(trace: Trace, model: Model, groups: Groups, n: number, into: Numbers): void {
  const { idOf } = neuronIds(model);
  const state = createReplay(trace, { model }).at(n);
  for (const { activation, first, size } of model.populations) {
    if (activation === "input") continue;
    for (let slot = first; slot < first + size; slot++) {
      const id = idOf(slot);
      if (!groups.has(id)) continue;
      const group = groups.groupOf(id);
      const row = state.neuron(id)?.row();
      row?.weights?.forEach((weight, i) => push(into, weight, id, row.from[i], group));
    }
  }
}
