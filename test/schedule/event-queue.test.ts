import fc from "fast-check";
import { expect, it } from "vitest";
import { EventQueue } from "../../src/schedule/event-queue.ts";

it("gives events in the order of time, and of equal times in the order in which they came", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(undefined))), (steps) => {
      const queue = new EventQueue<number>();
      let list: { time: number; event: number }[] = [];
      steps.forEach((time, event) => {
        if (time === undefined) {
          expect(queue.nextTime).toBe(list[0]?.time);
          expect(queue.take()).toBe(list.shift()?.event);
        } else {
          queue.add(time, event);
          list = [...list, { time, event }].toSorted((one, other) => one.time - other.time);
        }
      });
      expect(list.map(() => queue.take())).toEqual(list.map(({ event }) => event));
      expect(queue.take()).toBeUndefined();
    }),
    { seed: 1 },
  );
});
