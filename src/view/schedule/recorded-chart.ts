import type { Action } from "../../schedule/action.ts";
import type { Slot, Timetable } from "../../schedule/timetable.ts";
import type { ActionEvent, TraceEvent } from "../../trace/event.ts";
import type { Trace, TracePipeline } from "../../trace/header.ts";
import { chosenEvents } from "../export/chosen-events.ts";
import type { ViewOptions } from "../view.ts";
import { type Chart, chartOf } from "./chart.ts";
import type { Commit } from "./commits.ts";

/**
 * The chart of a run in stages as it was recorded: each action at its times, each commit with the action that brought it. Micro-batches
 * are numbered through all batches, and time begins with the first action that is chosen. undefined for a run without stages, or where
 * no action is chosen.
 */
export function recordedChart(trace: Trace, options: ViewOptions): Chart | undefined {
  const { pipeline } = trace.header.options;
  if (pipeline === undefined) return undefined;
  const events = chosenEvents(trace, options);
  const actions = events.filter((event) => event.kind === "action");
  if (actions.length === 0) return undefined;
  const since = actions.reduce((earliest, { start }) => Math.min(earliest, start), Infinity);
  const timetable = timetableOf(actions, pipeline, since);
  return { ...chartOf(timetable, { name: pipeline.schedule }), commits: commitsIn(events, since) };
}

function timetableOf(
  actions: readonly ActionEvent[],
  { stages, kind: order }: TracePipeline,
  since: number,
): Timetable {
  const first = actions.reduce((least, { batch }) => Math.min(least, batch), Infinity);
  const last = actions.reduce((most, { batch }) => Math.max(most, batch), first);
  const perBatch = 1 + actions.reduce((most, { microBatch }) => Math.max(most, microBatch), 0);
  const count = 1 + actions.reduce((most, { rank }) => Math.max(most, rank), 0);
  const ranks = Array.from({ length: count }, (): Slot[] => []);
  for (const { stage, rank, action: kind, batch, microBatch, start, t, sent, arrived } of actions) {
    const action: Action = { stage, kind, microBatch: (batch - first) * perBatch + microBatch };
    const [from, there] = [(sent ?? since) - since, (arrived ?? since) - since];
    ranks[rank]?.push({ action, start: start - since, end: t - since, sent: from, arrived: there });
  }
  return { stages, microBatches: (last - first + 1) * perBatch, order, ranks };
}

/** A stage commits when its first neuron does; where there are copies of it, all of them do. */
function commitsIn(events: readonly TraceEvent[], since: number): Commit[] {
  const commits: Commit[] = [];
  const ranksOf = new Map<number, Set<number>>();
  for (const event of events) {
    if (event.kind === "action")
      ranksOf.set(event.stage, (ranksOf.get(event.stage) ?? new Set()).add(event.rank));
  }
  let action: ActionEvent | undefined;
  let isTold = false;
  for (const event of events) {
    if (event.kind === "action") [action, isTold] = [event, false];
    const isCommit = event.kind === "commit" || (event.kind === "population" && event.task === "commit");
    if (!isCommit || action === undefined || isTold) continue;
    isTold = true;
    const { stage } = action;
    for (const rank of ranksOf.get(stage) ?? []) commits.push({ rank, stage, time: event.t - since });
  }
  return commits;
}
