import type { TraceEvent } from "../../trace/event.ts";
import type { Ticks } from "../time-axis/ticks.ts";
import type { Marble, Stream } from "./marble-streams.ts";

/** So many streams that a neuron hears are drawn of each direction. */
const mostHeard = 6;

/**
 * What some neurons hear, each sender a stream of its own: the messages of its synapses, and what the loss tells it (from
 * ""). Of many senders those are drawn that are heard first.
 */
export function hearStreams(
  events: readonly TraceEvent[],
  listeners: readonly string[],
  ticks: Ticks,
): { readonly streams: readonly Stream[]; readonly unheard: number } {
  const rows = listeners.map((owner) => ({
    owner,
    forward: new Map<string, (Marble[] | undefined)[]>(),
    backward: new Map<string, (Marble[] | undefined)[]>(),
    others: new Set<string>(),
  }));
  const rowOf = new Map(rows.map((row) => [row.owner, row]));
  for (const event of rows.length > 0 ? events : []) {
    if (event.kind !== "deliver" && event.kind !== "error") continue;
    const row = rowOf.get(event.to);
    if (row === undefined) continue;
    const [direction, from] = event.kind === "deliver" ? [event.direction, event.from] : backToOutput;
    const known = row[direction];
    if (!known.has(from) && known.size >= mostHeard) {
      row.others.add(`${direction} ${from}`);
      continue;
    }
    let cells = known.get(from);
    if (cells === undefined) known.set(from, (cells = []));
    (cells[ticks.indexOf(event.t)] ??= []).push({ kind: "message", event, value: event.values[0] });
  }
  const streams = rows.flatMap(({ owner, forward, backward }) => [
    ...[...forward].map(([from, cells]): Stream => ({ owner, kind: "forward", from, cells })),
    ...[...backward].map(([from, cells]): Stream => ({ owner, kind: "backward", from, cells })),
  ]);
  return { streams, unheard: rows.reduce((sum, { others }) => sum + others.size, 0) };
}

const backToOutput = ["backward", ""] as const;
