import { parseNetwork } from "../../model/parse-network.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";
import { numberText } from "../../trace/json.ts";
import { phaseOf } from "../../trace/phase.ts";
import { narratorOf } from "../narration.ts";
import type { Language } from "../language.ts";
import type { ViewOptions } from "../view.ts";
import { chosenEvents } from "./chosen-events.ts";
import { inChunks } from "./chunks.ts";
import { eventFields } from "./perfetto-args.ts";
import { createArrows, micro, placeText } from "./perfetto-arrows.ts";
import { batchCounters, type CounterPoint } from "./perfetto-counters.ts";
import { messagesInFlight } from "./perfetto-flight.ts";
import { createLanes, type Lane, type Lanes } from "./perfetto-lanes.ts";
import { layOutSlices, type Slices, tickLength } from "./perfetto-slices.ts";
import { perfettoWords } from "./perfetto-words.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every event */

/**
 * A timeline for Perfetto (ui.perfetto.dev) and chrome://tracing, in the Trace Event Format: a process for each
 * population, a thread for each neuron, a slice for everything it does, an arrow for each message, counters, and a mark
 * where a batch begins. One tick of the trace is a millisecond.
 *
 * A message has no slice of its own: its numbers are in the arguments of the slice that hears it. Where that one is not in
 * the selection, the message is a slice at its receiver.
 */
export function perfetto(trace: Trace, options: ViewOptions): Generator<string, void, undefined> {
  return inChunks(document(trace, options));
}

/** Every entry of the list has its comma in front, but for the first, which is one of the coordinator's names. */
function* document(trace: Trace, options: ViewOptions): Generator<string, void, undefined> {
  const { language = "en" } = options;
  const { network } = trace.header;
  const model = parseNetwork(network);
  const events = chosenEvents(trace, options);
  const lanes = createLanes(model, perfettoWords[language]);
  const slices = layOutSlices(events, lanes.laneOf);
  yield `{"displayTimeUnit":"ms","otherData":{"network":${JSON.stringify(network.name ?? "")}},"traceEvents":[`;
  yield* metadata(lanes);
  yield* activity(events, lanes, slices, language);
  yield* counters(batchCounters(trace, options, model), lanes, language);
  yield* counters(messagesInFlight(trace.events, events), lanes, language);
  yield "\n]}\n";
}

function* metadata(lanes: Lanes): Generator<string, void, undefined> {
  const entry = (name: string, lane: Lane, args: string): string =>
    `{"ph":"M","name":"${name}",${placeText(lane)},"args":{${args}}}`;
  let process = 0;
  for (const lane of lanes.used()) {
    const { pid, tid, name } = lane;
    if (pid !== process) {
      yield `${process === 0 ? "" : ","}\n`;
      yield entry("process_name", lane, `"name":${JSON.stringify(lanes.processName(pid))}`);
      yield `,\n${entry("process_sort_index", lane, `"sort_index":${pid}`)}`;
      process = pid;
    }
    yield `,\n${entry("thread_name", lane, `"name":${JSON.stringify(name)}`)}`;
    yield `,\n${entry("thread_sort_index", lane, `"sort_index":${tid}`)}`;
  }
}

/** Slices with the arrows that lead to them, and moments. */
function* activity(
  events: readonly TraceEvent[],
  lanes: Lanes,
  slices: Slices,
  language: Language,
): Generator<string, void, undefined> {
  const arrivals = createArrows(events, lanes, slices, perfettoWords[language]);
  const { start, length, heard } = slices;
  for (let i = 0; i < events.length; i++) {
    const event = events[i]!;
    if (heard[i] === 1) continue;
    const shared = `${placeText(lanes.laneOf(event))},"cat":"${phaseOf(event)}"`;
    const args = `"args":{${eventFields(event, language)}`;
    if (Number.isNaN(start[i]!)) {
      const name = event.kind === "batch" ? narratorOf(language).words.batch(event.batch) : event.kind;
      yield `,\n{"ph":"i","s":"t",${shared},"name":"${name}","ts":${micro(event.t * tickLength)},${args}}}`;
      continue;
    }
    const slice = `"name":"${event.kind}","ts":${micro(start[i]!)},"dur":${micro(length[i]!)}`;
    const { messages, arrows } = arrivals(event, i);
    // Piece by piece: those without letters beyond Latin-1 are quicker to write by themselves.
    yield `,\n{"ph":"X",${shared},${slice},${args}`;
    yield messages === "" ? "}}" : `,"messages":[${messages}]}}`;
    yield arrows;
  }
}

function* counters(
  points: Iterable<CounterPoint>,
  { coordinator }: Lanes,
  language: Language,
): Generator<string, void, undefined> {
  for (const { counter, t, value } of points) {
    // JSON has no number for what is not finite, and a counter of anything else is an error to viewers.
    if (!Number.isFinite(value)) continue;
    const [name, series] = perfettoWords[language][counter];
    const args = `{"${series}":${numberText(value)}}`;
    yield `,\n{"ph":"C","name":"${name}",${placeText(coordinator)},"ts":${micro(t * tickLength)},"args":${args}}`;
  }
}
