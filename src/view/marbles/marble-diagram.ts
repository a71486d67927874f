import type { Model } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import { parseNetwork } from "../../model/parse-network.ts";
import { populationAt, populationIndex } from "../../model/populations.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { Trace, TraceOptions } from "../../trace/header.ts";
import type { Phase } from "../../trace/phase.ts";
import { chosenEvents } from "../export/chosen-events.ts";
import { labelledBy } from "../time-axis/moment-labels.ts";
import { eventsAt, showTicks, timesOf, type Ticks } from "../time-axis/ticks.ts";
import type { ViewOptions } from "../view.ts";
import { barriersOf } from "./barriers.ts";
import { chooseOwners, type Owners } from "./choose-owners.ts";
import { hearStreams } from "./heard-streams.ts";
import {
  type Ending,
  type Marble,
  type MarbleDiagram,
  marbleOf,
  type Stream,
  type StreamKind,
} from "./marble-streams.ts";

/** How many ticks a form has room for, with so many streams. */
export type FitTicks = (streams: number) => number;

/** Whoever asks for so few neurons sees the streams that they hear as well. */
const mostListeners = 3;

/** The streams of a part of a run, in the ticks that there is room for: the first ones, or those up to event `at`. */
export function marbleDiagram(trace: Trace, options: ViewOptions, fit: FitTicks): MarbleDiagram {
  const { header } = trace;
  const model = parseNetwork(header.network);
  const events = chosenEvents(trace, options);
  const owners = chooseOwners(model, header.options, options, events);
  const drafts = draftStreams(model, header.options, options, owners);
  const listens = options.neurons !== undefined && owners.ids.length <= mostListeners;
  const listeners = listens ? owners.ids : [];
  const side = options.at === undefined ? "first" : "last";
  // Whom they hear is known only once the events are read: room is kept for it.
  const ticks = showTicks(timesOf(events), fit(drafts.length + 4 * listeners.length), side);
  const shown = eventsAt(events, ticks);
  fill(drafts, shown, ticks);
  const heard = hearStreams(shown, listeners, ticks);
  const streams = drafts.flatMap((draft) => [
    draft,
    ...heard.streams.filter(({ owner, kind }) => owner === draft.owner && kind === draft.kind),
  ]);
  return {
    network: model.name,
    ticks,
    streams,
    owners,
    labelledBy: labelledBy(shown),
    beginnings: beginningsOf(shown, ticks),
    barriers: barriersOf(shown, ticks),
    ending: endingOf(trace, shown, options),
    unheard: heard.unheard,
  };
}

interface DraftStream extends Stream {
  readonly cells: (Marble[] | undefined)[];
}

/** The streams that there can be: what a trace does not record, or nobody asked for, has none. */
function draftStreams(
  model: Model,
  recorded: TraceOptions,
  { phases }: ViewOptions,
  { ids, are }: Owners,
): DraftStream[] {
  const has = (phase: Phase): boolean =>
    (phases?.includes(phase) ?? true) && (recorded.phases?.includes(phase) ?? true);
  const tellsNeurons = recorded.level !== "commit";
  const { slotOf } = neuronIds(model);
  const inputs = new Set(
    model.populations.flatMap(({ activation, id }) => (activation === "input" ? [id] : [])),
  );
  const isInput = (id: string): boolean => {
    if (are === "populations") return inputs.has(id);
    const slot = slotOf(id);
    return slot !== undefined && populationAt(model, populationIndex(model, slot)).activation === "input";
  };
  const streams = ids.flatMap((owner): DraftStream[] => {
    const kinds: StreamKind[] = [];
    const hears = !isInput(owner) || recorded.inputErrors === "receive";
    if (tellsNeurons && has("forward")) kinds.push("forward");
    if (tellsNeurons && has("backward") && hears) kinds.push("backward");
    const learns = !isInput(owner) && (has("gradient") || has("commit"));
    if (learns && !kinds.includes("backward")) kinds.push("row");
    return kinds.map((kind) => ({ owner, kind, cells: [] }));
  });
  return has("loss") ? [...streams, { owner: "", kind: "loss", cells: [] }] : streams;
}

/** What a neuron does to its row stands on its backward stream, where there is one: that is what brings it about. */
function fill(drafts: readonly DraftStream[], events: readonly TraceEvent[], ticks: Ticks): void {
  const rows: Readonly<Record<StreamKind, Map<string, DraftStream>>> = {
    forward: new Map(),
    backward: new Map(),
    row: new Map(),
    loss: new Map(),
  };
  for (const draft of drafts) rows[draft.kind].set(draft.owner, draft);
  for (const event of events) {
    if (event.kind === "deliver") continue;
    const marble = marbleOf(event);
    if (marble === undefined) continue;
    const { owner, stream } = marble;
    const row = rows[stream].get(owner) ?? (stream === "row" ? rows.backward.get(owner) : undefined);
    if (row !== undefined) (row.cells[ticks.indexOf(event.t)] ??= []).push(marble);
  }
}

function beginningsOf(events: readonly TraceEvent[], ticks: Ticks): MarbleDiagram["beginnings"] {
  return events.flatMap((event) =>
    event.kind === "batch" ? [{ tick: ticks.indexOf(event.t), batch: event.batch }] : [],
  );
}

function endingOf({ events }: Trace, shown: readonly TraceEvent[], { at = Infinity }: ViewOptions): Ending {
  const last = events.at(-1);
  const isShown = last?.kind === "end" && last.n <= at && (shown.at(-1)?.t ?? -Infinity) >= last.t;
  if (!isShown) return { kind: "open", outcome: "" };
  return { kind: last.outcome === "complete" ? "complete" : "failed", outcome: last.outcome };
}
