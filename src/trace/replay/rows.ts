import type { Model } from "../../model/model.ts";
import { populationAt, populationIndex } from "../../model/populations.ts";
import type { TraceEvent } from "../event.ts";
import type { Fork } from "../header.ts";
import type { BatchPlace } from "./batch-places.ts";
import { countUpTo } from "./group.ts";
import type { Numbers, Row } from "./row.ts";
import type { Sources } from "./sources.ts";

const unknown: Numbers = { weights: undefined, bias: undefined, version: undefined };

/**
 * The row of a neuron right after the event at `place`: that of its last commit; before the first one that of the
 * header; and where the trace may have missed commits, what the messages of the batch in flight were multiplied by.
 */
export function rowAt(sources: Sources, seat: number, place: number, batch: BatchPlace | undefined): Row {
  const { events, seats, recorded, changes } = sources;
  const { names } = seats.senders(seat, "forward");
  const own = sources.index.rowOf(rowSeat(sources, seat));
  const before = recorded.commits ? countUpTo(own, place) : 0;
  let { numbers, since } = { numbers: unknown, since: -1 };
  const commit = lastCommit(events, own, before);
  if (commit !== undefined) {
    [numbers, since] = [committed(commit, sources, before), commit.n];
  } else if (isKnownFromStart(sources, batch)) {
    numbers = sources.firstRow(seat);
  } else if (batch !== undefined) {
    return { from: names, ...toldByMessages(sources, seat, names, batch) };
  }
  const now = events[place]?.n ?? -1;
  for (const fork of changes) {
    if (fork.at >= since && fork.at <= now) numbers = changed(numbers, names, seats.nameOf(seat), fork);
  }
  return { from: names, ...numbers };
}

/** The bias of a neuron after so many commits; undefined where the trace does not tell it. */
export function biasInVersion(sources: Sources, seat: number, version: number): number | undefined {
  const { events, index, header, firstRow } = sources;
  for (const place of index.rowOf(seat)) {
    const event = events[place];
    if (event?.kind === "commit" && event.weightVersion === version) return event.bias;
  }
  return version === header.options.commits ? firstRow(seat).bias : undefined;
}

function rowSeat({ header, model }: Sources, seat: number): number {
  if (header.options.level !== "population") return seat;
  return populationAt(model, populationIndex(model, seat)).first;
}

function lastCommit(events: readonly TraceEvent[], own: Int32Array, before: number) {
  for (let i = before - 1; i >= 0; i--) {
    const event = events[own[i] ?? -1];
    if (event?.kind === "commit" || event?.kind === "population") return event;
  }
  return undefined;
}

/** Of a population's commits only their number is told. */
function committed(
  event: Extract<TraceEvent, { kind: "commit" | "population" }>,
  { header, events }: Sources,
  commits: number,
): Numbers {
  if (event.kind === "commit") {
    return { weights: event.weights, bias: event.bias, version: event.weightVersion };
  }
  return { ...unknown, version: events[0]?.n === 0 ? header.options.commits + commits : undefined };
}

/** Whether no commit can have come between the header and this batch without being told. */
function isKnownFromStart({ header, events, recorded }: Sources, batch: BatchPlace | undefined): boolean {
  const isFirst = batch === undefined || batch.index === 0;
  const { batches } = header.options;
  return (events[0]?.n ?? 0) === 0 && (batches?.[0] ?? 0) === 0 && (recorded.commits || isFirst);
}

/** The rows of the header, each made when first asked for. */
export function createFirstRows(model: Model, commits: number): (seat: number) => Numbers {
  const rows: Numbers[] = [];
  return (seat) => (rows[seat] ??= firstRow(model, seat, commits));
}

function firstRow(model: Model, seat: number, version: number): Numbers {
  const { rows, fanIn, first } = populationAt(model, populationIndex(model, seat));
  const from = rows + (seat - first) * (fanIn + 1);
  const weights: number[] = [];
  // A loop: Array.from takes ten times as long.
  for (let i = 0; i < fanIn; i++) weights.push(model.parameters[from + i] ?? NaN);
  return { weights, bias: model.parameters[from + fanIn], version };
}

/** Weights change between batches only, so any micro-batch of this one tells them. */
function toldByMessages(
  { header, events, index, recorded }: Sources,
  seat: number,
  names: readonly string[],
  batch: BatchPlace,
): Numbers {
  if (!recorded.forward) return unknown;
  const weights = new Map<string, number>();
  const wanted = header.options.level === "synapse" ? names.length : 0;
  let [bias, version]: (number | undefined)[] = [];
  for (let m = 0; m < batch.parts && (weights.size < wanted || bias === undefined); m++) {
    const { order, from, to } = index.passageOf(batch.firstPart + m, seat, "forward", Infinity);
    for (const place of order.subarray(from, to)) {
      const event = events[place];
      if (event?.kind === "activate") ({ bias } = event);
      if (event?.kind !== "deliver") continue;
      weights.set(event.from, event.weight);
      version = event.weightVersion;
    }
  }
  const all = names.flatMap((name) => weights.get(name) ?? []);
  return { weights: all.length === names.length ? all : undefined, bias, version };
}

/** A weight or bias that was changed keeps its version. */
function changed(row: Numbers, names: readonly string[], neuron: string, { change }: Fork): Numbers {
  if (change.kind === "bias" && change.neuron === neuron) return { ...row, bias: change.value };
  if (change.kind !== "weight" || change.to !== neuron || row.weights === undefined) return row;
  return { ...row, weights: row.weights.map((w, i) => (names[i] === change.from ? change.value : w)) };
}
