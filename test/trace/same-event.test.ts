import { expect, it } from "vitest";
import { isSameEvent } from "../../src/trace/same-event.ts";
import type { TraceEvent } from "../../src/trace/event.ts";
import { pipelineTrace } from "../view/example-traces.ts";

const { events } = pipelineTrace;

it("an event is the same as its copy, and as no other", () => {
  for (const [i, event] of events.entries()) {
    expect(isSameEvent(event, structuredClone(event))).toBe(true);
    expect(isSameEvent(event, events[i + 1])).toBe(false);
  }
});

it.each<[string, (event: Record<string, unknown>) => void]>([
  ["a sign of zero", (event) => (event["values"] = [-0])],
  ["a shorter list", (event) => (event["values"] = [])],
  ["a number for a list", (event) => (event["values"] = 0)],
  ["a field more", (event) => (event["more"] = null)],
  ["a field less", (event) => delete event["t"]],
])("events differ by %s", (_, change) => {
  const event = { n: 1, t: 0, kind: "feed", values: [0] };
  const other = structuredClone(event) as unknown as Record<string, unknown>;
  change(other);
  const [one, two] = [event, other] as unknown as [TraceEvent, TraceEvent];
  expect([isSameEvent(one, two), isSameEvent(two, one)]).toEqual([false, false]);
});

it("a field that is undefined is one that is not there", () => {
  const [event] = events;
  expect(isSameEvent({ ...event, gain: undefined } as unknown as TraceEvent, event)).toBe(true);
});
