import type { Model } from "../../model/model.ts";
import type { EventOf, TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";
import { phaseOf } from "../../trace/phase.ts";
import { createReplay } from "../../trace/replay/replay.ts";
import type { RunState } from "../../trace/replay/run-state.ts";
import type { ViewOptions } from "../view.ts";
import type { ShownSample } from "./shown-sample.ts";

/** What a still picture shows of a run: a state, and which sample's numbers. */
export interface ShownMoment {
  readonly model: Model;
  readonly state: RunState;
  readonly which: ShownSample;
  /** Number of the last event of the trace. */
  readonly last: number;
}

/**
 * The run right after event `at`, or after the last event of the chosen batches and phases before it. Shown is the first
 * of the chosen samples that the batch has; otherwise the first sample of the micro-batch that the event belongs to.
 * Undefined where the trace has no event. Linear in the events, and cheap.
 */
export function shownMoment(trace: Trace, options: ViewOptions): ShownMoment | undefined {
  const { events, header } = trace;
  if (events.length === 0) return undefined;
  const replay = createReplay(trace);
  const at = Math.max(0, Math.min(options.at ?? replay.last, replay.last) - replay.first);
  const place = lastChosen(events, at, options);
  const state = replay.at(replay.first + place);
  const { number } = state.batch ?? {};
  const sample = sampleOf(events, place, state, header.options.samples, options.samples);
  const start = number === undefined ? -1 : startOf(events, place, number);
  const weightsOf = start < 0 ? undefined : replay.at(replay.first + start);
  const told = number === undefined ? {} : toldOf(trace, place, number, sample.microBatch);
  const which = { ...sample, ...told, recorded: header.options.samples, weightsOf };
  return { model: replay.model, state, which, last: replay.last };
}

/** The place of the last event up to one that belongs to the chosen batches and phases; that one where none does. */
function lastChosen(
  events: readonly TraceEvent[],
  at: number,
  { batches, phases }: Pick<ViewOptions, "batches" | "phases">,
): number {
  if (batches === undefined && phases === undefined) return at;
  for (let place = at; place >= 0; place--) {
    const event = events[place];
    if (event === undefined || phases?.includes(phaseOf(event)) === false) continue;
    if (batches === undefined) return place;
    if ("batch" in event && event.batch >= batches[0] && event.batch < batches[1]) return place;
  }
  return at;
}

/** The place where a batch begins, or begins to be told. */
function startOf(events: readonly TraceEvent[], place: number, batch: number): number {
  let start = -1;
  for (let i = place; i >= 0; i--) {
    const event = events[i];
    if (event === undefined || !("batch" in event) || event.batch !== batch) {
      if (start >= 0) break;
      continue;
    }
    start = i;
    if (event.kind === "batch") break;
  }
  return start;
}

function sampleOf(
  events: readonly TraceEvent[],
  place: number,
  { batch, event }: RunState,
  recorded: readonly number[] | undefined,
  wanted: readonly number[] | undefined,
): Pick<ShownSample, "microBatch" | "sample" | "first"> {
  const sizes = batch?.microBatches;
  const own = momentOf(event);
  if (sizes === undefined) {
    const find = (isIt: (moment: Moment) => boolean): Moment | undefined =>
      lastMoment(events, place, batch?.number, isIt);
    const chosen = wanted?.find((each) => find(({ samples }) => samples.includes(each)));
    const told =
      chosen === undefined ? (own ?? find(() => true)) : find(({ samples }) => samples.includes(chosen));
    const first = told?.samples[0] ?? 0;
    return { microBatch: told?.microBatch ?? 0, sample: chosen ?? first, first };
  }
  const size = sizes.reduce((sum, each) => sum + each, 0);
  const isTold = (sample: number): boolean => sample < size && recorded?.includes(sample) !== false;
  const sample = wanted?.find(isTold) ?? own?.samples[0] ?? recorded?.find(isTold) ?? 0;
  let [microBatch, end] = [0, sizes[0] ?? 0];
  while (sample >= end && microBatch < sizes.length - 1) end += sizes[++microBatch] ?? 0;
  return { microBatch, sample };
}

type Moment = Pick<EventOf<"feed">, "microBatch" | "samples">;

function momentOf(event: TraceEvent): Moment | undefined {
  return "samples" in event && event.samples.length > 0 ? event : undefined;
}

/** The last event of the batch whose numbers are of samples, of those that are looked for. */
function lastMoment(
  events: readonly TraceEvent[],
  place: number,
  batch: number | undefined,
  isIt: (moment: Moment) => boolean,
): Moment | undefined {
  for (let i = place; i >= 0; i--) {
    const event = events[i];
    if (event === undefined || !("batch" in event) || event.batch !== batch) continue;
    const moment = momentOf(event);
    if (moment !== undefined && isIt(moment)) return moment;
  }
  return undefined;
}

/** At levels that tell nothing of neurons: what populations and the loss have said of a micro-batch up to now. */
function toldOf(
  { events, header }: Trace,
  place: number,
  batch: number,
  microBatch: number,
): Pick<ShownSample, "told" | "loss"> {
  const { level } = header.options;
  if (level === "synapse" || level === "neuron") return {};
  const told: EventOf<"population">[] = [];
  let loss: EventOf<"loss"> | undefined;
  for (let i = place; i >= 0; i--) {
    const event = events[i];
    if (event?.kind === "batch" && event.batch === batch) break;
    if (event?.kind !== "population" && event?.kind !== "loss") continue;
    if (event.batch !== batch || event.microBatch !== microBatch) continue;
    if (event.kind === "loss") loss ??= event;
    else told.push(event);
  }
  return { told, loss };
}
