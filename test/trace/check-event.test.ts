import { describe, expect, it } from "vitest";
import type { TraceEvent } from "../../src/index.ts";
import { eventProblem } from "../../src/trace/check-event.ts";
import { jsonOf } from "../../src/trace/json.ts";
import { lectureTrace, mazurTrace, traceOf } from "../view/example-traces.ts";
import { mazurNetwork } from "../oracle/published.ts";
import type { NetworkFile } from "../../src/index.ts";

const populations = traceOf(mazurNetwork as NetworkFile, [[0.05, 0.1]], [[0.01, 0.99]], {
  level: "population",
});
const events = [...mazurTrace.events, ...lectureTrace.events, ...populations.events];
/** An event of each kind, as it is read. */
const examples = [...new Map(events.map((event) => [event.kind, event])).values()].map(
  (event) => JSON.parse(jsonOf(event)) as TraceEvent,
);

describe("the form of an event", () => {
  it("is right in every event of a run, of every kind", () => {
    expect(examples).toHaveLength(12);
    for (const event of events) expect(eventProblem(JSON.parse(jsonOf(event)))).toBeUndefined();
  });

  it.each(examples.map((event) => [event.kind, event] as const))(
    "of %s is wrong without any of its fields, with one more, and with any of them of another kind",
    (kind, event) => {
      for (const [name, value] of Object.entries(event)) {
        const others = Object.entries(event).filter(([other]) => other !== name);
        const isOptional = kind === "population" && name === "gain";
        if (!isOptional) expect(eventProblem(Object.fromEntries(others))).toMatch(`${name}: expected `);
        for (const wrong of [null, true, { a: 1 }, [null], [[null]], typeof value === "number" ? "1" : 1]) {
          // Of settings the form alone is looked at here.
          if (name === "settings" && typeof wrong === "object" && wrong !== null && !Array.isArray(wrong))
            continue;
          expect(eventProblem({ ...event, [name]: wrong })).toMatch(
            new RegExp(`^${name}(\\[0\\])*: expected `),
          );
        }
      }
      expect(eventProblem({ ...event, extra: undefined })).toBe('expected no field "extra"; got one');
      expect(eventProblem(JSON.parse(`${JSON.stringify(event).slice(0, -1)},"__proto__":{}}`))).toBe(
        'expected no field "__proto__"; got one',
      );
    },
  );

  it.each([
    [null, "expected an event; got null"],
    ["end", 'expected an event; got "end"'],
    [[], "kind: expected one of train, batch, action, feed, deliver, activate, loss, error, delta, gradient, commit, population, end; got nothing"],
    [{ kind: ["end"] }, "kind: expected one of train, batch, action, feed, deliver, activate, loss, error, delta, gradient, commit, population, end; got an array"],
    [{ kind: "end", n: 1, t: "2", outcome: "", header: "" }, 't: expected number; got "2"'],
    [{ kind: "feed", n: 1, t: 1, batch: 0, parents: [1, "2"] }, 'parents[1]: expected number; got "2"'],
    [{ kind: "loss", n: 1, t: 1, batch: 0, parents: [], microBatch: 0, samples: [0], outputs: ["y"], targets: [[1], [0, null]] }, "targets[1][1]: expected number; got null"],
  ])("of %j is said to be wrong", (value, message) => {
    expect(eventProblem(value)).toBe(message);
  }); // prettier-ignore
});
