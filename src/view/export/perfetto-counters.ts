import type { Model } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import type { EventOf, TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";
import { selectorOf } from "../../trace/select.ts";
import type { ViewOptions } from "../view.ts";
import { eventsUntil } from "./chosen-events.ts";
import type { PerfettoWords } from "./perfetto-words.ts";

/** The value that a counter has from a time of the trace on. */
export interface CounterPoint {
  readonly counter: keyof Pick<
    PerfettoWords,
    "lossPerBatch" | "samplesComplete" | "messagesInFlight" | "gradientNorm"
  >;
  readonly t: number;
  readonly value: number;
}

/** What has come in of a batch. */
interface Tally {
  readonly size: number;
  /** The loss of each sample, by its number in the batch. */
  readonly losses: number[];
  heard: number;
  /** Of the gradient: the sum of its squares, and how many neurons have theirs. */
  squares: number;
  gradients: number;
  /** By micro-batch, how many neurons have their deltas. */
  readonly deltas: number[];
}

/**
 * Batch by batch the mean loss of its samples and the norm of its gradient, and after each micro-batch how many samples
 * are complete: all error signals are in. A number stands where the last of its contributions comes in; one that does not
 * come together, as the trace is cut or tells less, is left out. Of a selection, its own loss and norm.
 */
export function* batchCounters(
  trace: Trace,
  options: ViewOptions,
  model: Model,
): Generator<CounterPoint, void, undefined> {
  const { learning, answering } = neuronsCounted(trace, options, model);
  const sizes = new Map(model.populations.map(({ id, size }) => [id, size]));
  const select = selectorOf(options);
  const tallies = new Map<number, Tally>();
  let complete = 0;
  for (const event of eventsUntil(trace.events, options.at)) {
    // Each run counts its batches from 0.
    if (event.kind === "batch") tallies.set(event.batch, newTally(sampleCount(event, trace, options)));
    const chosen = select(event);
    const tally = chosen !== undefined && "batch" in chosen ? tallies.get(chosen.batch) : undefined;
    if (chosen === undefined || tally === undefined) continue;
    const { t } = chosen;
    if (chosen.kind === "loss") {
      if (hear(tally, chosen)) yield { counter: "lossPerBatch", t, value: mean(tally.losses) };
    } else if (isGradient(chosen)) {
      const neurons = addGradient(tally, chosen, sizes);
      if (neurons === learning) yield { counter: "gradientNorm", t, value: Math.sqrt(tally.squares) };
    } else if (isDelta(chosen)) {
      const { microBatch, samples } = chosen;
      const neurons = (tally.deltas[microBatch] ?? 0) + neuronsOf(chosen, sizes);
      tally.deltas[microBatch] = neurons;
      if (neurons === answering) yield { counter: "samplesComplete", t, value: (complete += samples.length) };
    }
  }
}

type Gradient = EventOf<"gradient"> | EventOf<"population">;
type Delta = EventOf<"delta"> | EventOf<"population">;

function isGradient(event: TraceEvent): event is Gradient {
  return event.kind === "gradient" || (event.kind === "population" && event.task === "gradient");
}

function isDelta(event: TraceEvent): event is Delta {
  return event.kind === "delta" || (event.kind === "population" && event.task === "backward");
}

function newTally(size: number): Tally {
  return { size, losses: [], heard: 0, squares: 0, gradients: 0, deltas: [] };
}

/** Returns whether the batch has the losses of all its samples now. */
function hear(tally: Tally, { samples, losses }: EventOf<"loss">): boolean {
  samples.forEach((sample, i) => (tally.losses[sample] = losses[i] ?? NaN));
  tally.heard += samples.length;
  return tally.heard === tally.size;
}

/** Returns how many neurons of the batch have their gradients now. */
function addGradient(tally: Tally, event: Gradient, sizes: ReadonlyMap<string, number>): number {
  const numbers = event.kind === "population" ? [event.norm] : [...event.weights, event.bias];
  for (const number of numbers) tally.squares += number * number;
  return (tally.gradients += neuronsOf(event, sizes));
}

function neuronsOf(event: Gradient | Delta, sizes: ReadonlyMap<string, number>): number {
  return event.kind === "population" ? (sizes.get(event.population) ?? 0) : 1;
}

/** Of a selection of samples, others are holes in the list, which count for nothing. */
function mean(losses: readonly number[]): number {
  let sum = 0;
  let count = 0;
  losses.forEach((loss) => {
    sum += loss;
    count++;
  });
  return sum / count;
}

/** How many samples of a batch are wanted of those that were recorded. */
function sampleCount({ rows }: EventOf<"batch">, { header }: Trace, options: ViewOptions): number {
  const lists = [header.options.samples, options.samples].filter((list) => list !== undefined);
  const wanted = lists.map((list) => new Set(list));
  let count = 0;
  for (let sample = 0; sample < rows.length; sample++) {
    if (wanted.every((samples) => samples.has(sample))) count++;
  }
  return count;
}

/** How many of the neurons that are wanted have gradients, and how many have deltas. */
function neuronsCounted({ header }: Trace, options: ViewOptions, model: Model) {
  const { level, inputErrors } = header.options;
  const { idOf } = neuronIds(model);
  // Events of whole populations are in every selection of neurons.
  const selections = level === "population" ? [] : [header.options.neurons, options.neurons];
  const wanted = selections.filter((list) => list !== undefined).map((list) => new Set(list));
  const inputs = new Set(model.inputs);
  let learning = 0;
  let fed = 0;
  for (let slot = 0; slot < model.neuronCount; slot++) {
    if (wanted.length > 0 && !wanted.every((neurons) => neurons.has(idOf(slot)))) continue;
    if (inputs.has(slot)) fed++;
    else learning++;
  }
  return { learning, answering: inputErrors === "receive" ? learning + fed : learning };
}
