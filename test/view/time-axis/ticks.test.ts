import { expect, test } from "vitest";
import type { TraceEvent } from "../../../src/index.ts";
import { eventsAt, showTicks, timesOf } from "../../../src/view/time-axis/ticks.ts";
import { ticksNote } from "../../../src/view/time-axis/ticks-note.ts";
import { mazurTrace } from "../example-traces.ts";

const [one] = mazurTrace.events as [TraceEvent];
const at = (...times: number[]): TraceEvent[] => times.map((t, n) => ({ ...one, n, t }));

test("timesOf() has the ticks between those in which something happens, too, if they are not far apart", () => {
  expect(timesOf(at(2, 2, 3, 6))).toEqual([2, 3, 4, 5, 6]);
  // Four times as many ticks as there is something to show of are not too many.
  expect(timesOf(at(2, 9))).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  expect(timesOf(at(2, 10))).toEqual([2, 10]);
  expect(timesOf(at(0, 0.5, 2))).toEqual([0, 0.5, 2]);
  expect(timesOf([])).toEqual([]);
});

test.each([
  ["whole ticks", [3, 4, 5, 6, 7]],
  ["fractions of ticks", [3, 3.5, 5, 6.25, 7]],
])("showTicks() shows the first or the last of %s, and finds each", (_, times) => {
  const [first, last] = [showTicks(times, 2, "first"), showTicks(times, 2, "last")];
  expect(first.times).toEqual(times.slice(0, 2));
  expect(last.times).toEqual(times.slice(3));
  expect(times.map(first.indexOf)).toEqual([0, 1, -1, -1, -1]);
  expect(times.map(last.indexOf)).toEqual([-1, -1, -1, 0, 1]);
});

test("eventsAt() has the events from the first tick that is shown to the last", () => {
  const events = at(0, 1, 1, 2, 3, 3, 4);
  const ticks = showTicks([1, 2, 3], 3, "first");
  expect(eventsAt(events, ticks).map(({ n }) => n)).toEqual([1, 2, 3, 4, 5]);
  expect(eventsAt(events, showTicks(timesOf(events), 9, "first"))).toBe(events);
  expect(eventsAt(events, showTicks([], 9, "first"))).toEqual([]);
});

test("ticksNote() says which ticks are shown where not all are", () => {
  const all = Array.from({ length: 1204 }, (_, t) => t);
  expect(ticksNote(showTicks(all, 40, "first"), "en")).toBe("ticks 0 to 39 of 1,204");
  expect(ticksNote(showTicks(all, 40, "last"), "zh")).toBe("时刻 1164 至 1203，共 1,204 个时刻");
  expect(ticksNote(showTicks(all, 1204, "last"), "en")).toBeUndefined();
  const uneven = [0, 0.5, 2.25, 7];
  expect(ticksNote(showTicks(uneven, 3, "first"), "en")).toBe("ticks 0 to 2.25, 3 of 4 times");
  expect(ticksNote(showTicks(uneven, 3, "first"), "zh")).toBe("时刻 0 至 2.25，4 个时刻中的 3 个");
});
