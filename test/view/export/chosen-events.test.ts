import { describe, expect, it } from "vitest";
import type { TraceEvent } from "../../../src/trace/event.ts";
import { placeFinder, placeOf } from "../../../src/view/export/chosen-events.ts";

const eventsOf = (...numbers: readonly number[]) => numbers.map((n) => ({ n, t: 0 })) as TraceEvent[];

describe("the place of an event", () => {
  it.each([
    ["without gaps", [3, 4, 5, 6]],
    ["with gaps", [3, 5, 6, 9]],
    ["with a gap that another number fills", [3, 5, 7, 6]],
    ["of one event", [7]],
    ["of none", []],
  ])("is found by its number in a list %s", (_, numbers) => {
    const events = eventsOf(...numbers);
    const find = placeFinder(events);
    for (const n of [-1, 0, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9, 10, NaN]) {
      expect(find(n)).toBe(placeOf(events, n));
      if (Number.isNaN(n) || !numbers.includes(n)) expect(find(n)).toBe(-1);
    }
  });
});
