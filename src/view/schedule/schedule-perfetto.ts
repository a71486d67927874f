import { inChunks } from "../export/chunks.ts";
import { micro } from "../export/perfetto-arrows.ts";
import { perfettoWords } from "../export/perfetto-words.ts";
import type { ViewOptions } from "../view.ts";
import type { Chart } from "./chart.ts";
import { flightCounters } from "./perfetto-counters.ts";
import { at, type Entry, type Lane, type Lanes, lanesOf, nanoseconds } from "./perfetto-lanes.ts";
import { messageArrows } from "./perfetto-messages.ts";
import { type ScheduleWords, scheduleWords } from "./schedule-words.ts";

/**
 * A timeline for Perfetto (ui.perfetto.dev) and chrome://tracing: a process for each rank, a thread for each stage on it and
 * one for its idle times; a slice for each action and each idle time, an arrow for each message between stages, a mark for
 * each commit, and counters of what is in flight. One tick is a millisecond.
 */
export function schedulePerfetto(chart: Chart, options: ViewOptions): Generator<string, void, undefined> {
  return inChunks(document(chart, options));
}

function* document(chart: Chart, { language = "en" }: ViewOptions): Generator<string, void, undefined> {
  const words = scheduleWords[language];
  const lanes = lanesOf(chart);
  const about = { schedule: chart.name, tick: "1 ms" };
  yield `{"displayTimeUnit":"ms","otherData":${JSON.stringify(about)},"traceEvents":[`;
  let separator = "\n";
  const parts = [
    metadata(chart, lanes, words),
    slices(chart, lanes, words),
    messageArrows(chart, lanes, perfettoWords[language]),
    flightCounters(chart, lanes, words),
  ];
  for (const part of parts) {
    for (const entry of part) {
      yield `${separator}${JSON.stringify(entry)}`;
      separator = ",\n";
    }
  }
  yield "\n]}\n";
}

function* metadata({ timetable }: Chart, lanes: Lanes, words: ScheduleWords): Generator<Entry> {
  const named = (what: "process" | "thread", name: string, lane: Lane): Entry[] => {
    const place = what === "process" ? lane.pid : lane.tid;
    return [
      { ph: "M", name: `${what}_name`, ...lane, args: { name } },
      { ph: "M", name: `${what}_sort_index`, ...lane, args: { sort_index: place } },
    ];
  };
  for (const [rank, slots] of timetable.ranks.entries()) {
    yield* named("process", `${words.rank} ${rank}`, lanes.idle(rank));
    for (const stage of new Set(slots.map(({ action }) => action.stage))) {
      yield* named("thread", words.stage(stage), lanes.stage(rank, stage));
    }
    yield* named("thread", words.idle, lanes.idle(rank));
  }
}

function* slices(chart: Chart, lanes: Lanes, words: ScheduleWords): Generator<Entry> {
  const { timetable, textOf, chunkOf, idle, commits } = chart;
  for (const [rank, slots] of timetable.ranks.entries()) {
    for (const { action, start, end, sent, arrived } of slots) {
      const { stage, kind, microBatch } = action;
      const message = arrived > 0 ? { sent, arrived } : {};
      const args = { rank, stage, chunk: chunkOf(rank, stage), kind, microBatch, start, end, ...message };
      const says = { sentence: words.tasks[kind], ...args };
      const lane = lanes.stage(rank, stage);
      yield { ph: "X", ...lane, cat: kind, name: textOf(action), ...duration(start, end), args: says };
    }
  }
  for (const { rank, from, to, cause } of idle) {
    const [name, meaning] = words.causes[cause];
    const args = { sentence: meaning, rank, cause, start: from, end: to };
    yield { ph: "X", ...lanes.idle(rank), cat: "idle", name, ...duration(from, to), args };
  }
  for (const { rank, stage, time } of commits) {
    const args = { sentence: words.commitAt(stage, String(time)), rank, stage, time };
    const lane = lanes.stage(rank, stage);
    yield { ph: "i", s: "t", ...lane, cat: "commit", name: words.commit, ts: at(time), args };
  }
}

function duration(start: number, end: number): { readonly ts: number; readonly dur: number } {
  return { ts: at(start), dur: Number(micro(nanoseconds(end) - nanoseconds(start))) };
}
