import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VirtualClock } from "../../src/transport/virtual-clock.ts";

/** A list that is sorted again for every event: slow, and plainly right. */
class SortedList {
  now = 0;
  readonly #events: { time: number; order: number; event: number }[] = [];
  #order = 0;

  schedule(time: number, event: number): void {
    this.#events.push({ time: Math.max(time, this.now), order: this.#order++, event });
    this.#events.sort((a, b) => a.time - b.time || a.order - b.order);
  }

  next(): number {
    const first = this.#events.shift();
    if (first === undefined) return -1;
    this.now = first.time;
    return first.event;
  }
}

describe("a virtual clock", () => {
  it("takes events in the order of (time, insertion number), as a sorted list does", () => {
    const step = fc.oneof(fc.constant("next" as const), fc.integer({ min: 0, max: 6 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const clock = new VirtualClock();
        const list = new SortedList();
        steps.forEach((what, event) => {
          if (what === "next") expect(clock.next()).toBe(list.next());
          else for (const one of [clock, list]) one.schedule(one.now + what - 1, event);
          expect(clock.now).toBe(list.now);
        });
        for (;;) {
          const event = clock.next();
          expect(event).toBe(list.next());
          if (event < 0) break;
        }
      }),
    );
  });

  it("keeps the order of 100,000 events that are due at once, and knows how many are to come", () => {
    const clock = new VirtualClock();
    for (let event = 0; event < 100_000; event++) clock.schedule(7, event);
    expect([clock.size, clock.due]).toEqual([100_000, 7]);
    for (let event = 0; event < 100_000; event++) if (clock.next() !== event) expect(event).toBe("in order");
    expect([clock.size, clock.due, clock.now, clock.next()]).toEqual([0, Infinity, 7, -1]);
  });

  it("forgets what was to come, and goes on from where it was", () => {
    const clock = new VirtualClock();
    clock.schedule(3, 1);
    clock.next();
    clock.schedule(9, 2);
    clock.clear();
    expect(clock.next()).toBe(-1);
    clock.schedule(1, 3);
    expect([clock.next(), clock.now]).toEqual([3, 3]);
  });
});
