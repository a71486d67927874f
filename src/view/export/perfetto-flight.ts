import type { TraceEvent } from "../../trace/event.ts";
import type { CounterPoint } from "./perfetto-counters.ts";
import { placeFinder } from "./chosen-events.ts";
import { senderFinder } from "./perfetto-slices.ts";

/**
 * How many of the chosen messages are on their way, from each time at which that changes: sent when their sender had
 * computed what they carry, arrived when they are delivered. `events` are all of the trace, for the senders.
 */
export function* messagesInFlight(
  events: readonly TraceEvent[],
  chosen: readonly TraceEvent[],
): Generator<CounterPoint, void, undefined> {
  const senderOf = senderFinder(events, placeFinder(events));
  const changes = new Map<number, number>();
  const change = (t: number, by: number): void => {
    changes.set(t, (changes.get(t) ?? 0) + by);
  };
  // Most messages travel at the same times as the one before.
  let [sent, arrived, count] = [0, 0, 0];
  const flush = (): void => {
    if (count === 0) return;
    change(sent, count);
    change(arrived, -count);
  };
  for (const event of chosen) {
    if (event.kind !== "deliver") continue;
    const sender = events[senderOf(event)];
    if (sender === undefined) continue;
    if (sender.t !== sent || event.t !== arrived) {
      flush();
      [sent, arrived, count] = [sender.t, event.t, 0];
    }
    count++;
  }
  flush();
  let value = 0;
  for (const t of [...changes.keys()].sort((one, other) => one - other)) {
    value += changes.get(t) ?? 0;
    yield { counter: "messagesInFlight", t, value };
  }
}
