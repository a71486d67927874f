import type { Chart } from "./chart.ts";
import { at, type Entry, type Lanes } from "./perfetto-lanes.ts";
import type { ScheduleWords } from "./schedule-words.ts";

/** How many micro-batches a rank keeps, and how many messages are on their way to it, from each time at which that changes. */
export function* flightCounters({ timetable }: Chart, lanes: Lanes, words: ScheduleWords): Generator<Entry> {
  for (const [rank, slots] of timetable.ranks.entries()) {
    const [kept, underWay] = [new Map<number, number>(), new Map<number, number>()];
    const change = (of: Map<number, number>, time: number, by: number): void => {
      of.set(at(time), (of.get(at(time)) ?? 0) + by);
    };
    for (const { action, start, end, sent, arrived } of slots) {
      if (action.kind === "F") change(kept, start, 1);
      if (action.kind === "B" || action.kind === "W") change(kept, end, -1);
      if (arrived > sent) {
        change(underWay, sent, 1);
        change(underWay, arrived, -1);
      }
    }
    const { pid, tid } = lanes.idle(rank);
    for (const [ts, value] of valuesOf(kept)) {
      yield { ph: "C", name: words.inFlight, pid, tid, ts, args: { [words.microBatches]: value } };
    }
    for (const [ts, value] of valuesOf(underWay)) {
      yield { ph: "C", name: words.underWay, pid, tid, ts, args: { [words.messages]: value } };
    }
  }
}

/** The values that changes from 0 on come to, in order of time. */
function* valuesOf(changes: ReadonlyMap<number, number>): Generator<[time: number, value: number]> {
  let value = 0;
  for (const [time, by] of [...changes].sort(([one], [other]) => one - other)) yield [time, (value += by)];
}
