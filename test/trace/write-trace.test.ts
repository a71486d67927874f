import { describe, expect, it } from "vitest";
import type { EventOf, TraceEvent } from "../../src/trace/event.ts";
import { checksum } from "../../src/trace/checksum.ts";
import { jsonOf } from "../../src/trace/json.ts";
import { readTrace, collectTrace } from "../../src/trace/read-trace.ts";
import { headerLine, traceLines, traceText } from "../../src/trace/write-trace.ts";
import { hostileTrace, lectureTrace, mazurTrace, pipelineTrace, traceOf } from "../view/example-traces.ts";
import { mazurNetwork } from "../oracle/published.ts";
import type { NetworkFile } from "../../src/index.ts";

const traces = { mazurTrace, lectureTrace, pipelineTrace, hostileTrace };
const linesWithoutFeeds = (trace: typeof mazurTrace) =>
  Array.from(traceLines(trace), (line) => line.slice(0, -1));

describe("a trace as text", () => {
  it.each(Object.entries(traces))("%s is read back as it was, bit for bit", (_, trace) => {
    const { header, events } = collectTrace(readTrace(linesWithoutFeeds(trace)));
    expect(header).toEqual(JSON.parse(JSON.stringify(trace.header)));
    expect(events.slice(0, -1)).toEqual(JSON.parse(JSON.stringify(trace.events.slice(0, -1))));
    expect(events.at(-1)).toEqual({ ...trace.events.at(-1), header: checksum(headerLine(trace.header)) });
  });

  it.each(Object.entries(traces))("%s says each event as a general writer of JSON would", (_, trace) => {
    const lines = linesWithoutFeeds(trace).slice(1, -1);
    lines.forEach((line, i) => {
      expect(JSON.parse(line)).toEqual(JSON.parse(jsonOf(trace.events[i])));
    });
  });

  it("is the one of DESIGN.md: a message carries all that is needed to multiply it again", () => {
    const line = linesWithoutFeeds(mazurTrace).find((text) => text.includes('"direction":"backward"'));
    expect(line).toBe(
      '{"n":21,"t":5,"kind":"deliver","direction":"backward","from":"o1","to":"h1","batch":0,"microBatch":0,' +
        '"samples":[0],"values":[0.13849856162855698],"weight":0.4,"weightVersion":0,"parents":[19]}',
    );
  });

  it("keeps the sign of −0, which JSON.stringify does not", () => {
    const event = mazurTrace.events.find(({ kind }) => kind === "deliver") as TraceEvent & { weight: number };
    const trace = { ...mazurTrace, events: [{ ...event, weight: -0, values: [-0] }] as TraceEvent[] };
    const [read] = collectTrace(readTrace(linesWithoutFeeds(trace))).events;
    expect(read).toMatchObject({ weight: -0, values: [-0] });
    expect(Object.is((read as typeof event).weight, -0)).toBe(true);
  });

  it("says of messages that point at the same lists what each of them says", () => {
    const [values, samples] = [[0.5], [0]];
    const message = { t: 3, kind: "deliver", batch: 0, microBatch: 0, samples, values, weightVersion: 0, parents: [] };
    const events = [
      { n: 0, ...message, direction: "forward", from: "h1", to: "o1", weight: 0.25 },
      { n: 1, ...message, direction: "forward", from: "h2", to: "o1", weight: 0.5 },
      { n: 2, ...message, direction: "backward", from: "h2", to: "o1", weight: 0.5 },
      { n: 3, ...message, direction: "backward", from: "h2", to: "o1", weight: 0.5, batch: 1 },
      { n: 4, ...message, direction: "backward", from: "h2", to: "o1", weight: -0, batch: 1, microBatch: 7 },
      { n: 5, ...message, direction: "backward", from: "h2", to: "o1", weight: 0, batch: 1, microBatch: 7, t: 4.5 },
      { n: 6, ...message, direction: "backward", from: "h2", to: "o2", weight: 0, weightVersion: 3, parents: [1, 2, 3] },
      { n: 7, ...message, direction: "backward", from: "h1", to: "o2", weight: 0, batch: 1 },
      { n: 8, ...message, direction: "backward", from: "h1", to: "o2", weight: 0, batch: 1, values: [2.5] },
    ] as unknown as readonly EventOf<"deliver">[];
    const lines = linesWithoutFeeds({ ...mazurTrace, events }).slice(1, -1);
    expect(lines.map((line) => jsonOf(JSON.parse(line)))).toEqual(
      events.map(({ n, t, kind, direction, from, to, batch, microBatch, values, weight, weightVersion, parents }) =>
        jsonOf({ n, t, kind, direction, from, to, batch, microBatch, samples, values, weight, weightVersion, parents }),
      ),
    );
  }); // prettier-ignore

  it("says of what inputs are fed what each of them is", () => {
    const [values, samples] = [[0.5], [0]];
    const feed = { t: 3, kind: "feed", neuron: "i1", batch: 0, microBatch: 0, samples, values, parents: [] };
    const events = [
      feed,
      { ...feed, neuron: "i2" },
      { ...feed, neuron: "i2", values: [-0, 1e-7] },
      { ...feed, samples: [0, 1], parents: [1, 20, 300] },
      { ...feed, microBatch: 1 },
      { ...feed, microBatch: 1, t: 4.5 },
      { ...feed, batch: 1 },
    ].map((event, n) => ({ n, ...event })) as unknown as readonly TraceEvent[];
    const lines = linesWithoutFeeds({ ...mazurTrace, events }).slice(1, -1);
    expect(lines).toEqual(events.map(jsonOf));
  });

  it("writes a number that is none as null, as no run reaches it", () => {
    const event = mazurTrace.events.find(({ kind }) => kind === "deliver");
    const events = [{ ...event, weight: NaN, values: [Infinity] }] as TraceEvent[];
    expect(linesWithoutFeeds({ ...mazurTrace, events })[1]).toMatch(/"values":\[null\],"weight":null/);
  });

  it("keeps −0 in lines of every kind, and in the header", () => {
    const events = mazurTrace.events.map((event) =>
      event.kind === "activate" ? { ...event, z: [-0] } : event,
    );
    const header = { ...mazurTrace.header, options: { ...mazurTrace.header.options, commits: -0 } };
    const read = collectTrace(readTrace(linesWithoutFeeds({ header, events })));
    expect(Object.is(read.header.options.commits, -0)).toBe(true);
    const zs = read.events.flatMap((event) => (event.kind === "activate" ? event.z : []));
    expect(zs.length).toBe(4);
    expect(zs.every((z) => Object.is(z, -0))).toBe(true);
  });

  it("is the same, byte for byte, for equal runs", () => {
    const again = traceOf(mazurNetwork as NetworkFile, [[0.05, 0.1]], [[0.01, 0.99]]);
    expect([...traceText(again)].join("")).toBe([...traceText(mazurTrace)].join(""));
  });

  it("is given its end if it has none", () => {
    const open = { ...mazurTrace, events: mazurTrace.events.slice(0, -1) };
    expect([...traceLines(open)]).toEqual([...traceLines(mazurTrace)]);
  });
});

describe("a line that is none of a trace's", () => {
  const lines = linesWithoutFeeds(mazurTrace);
  const changed = (line: number, text: string) => lines.map((each, i) => (i === line - 1 ? text : each));
  it.each([
    ["an empty file", [], "line 1: expected the header of a trace; got nothing"],
    ["another format", changed(1, "{}"), 'line 1: expected the header of a trace, {"format":"counterflow-trace",…}; got an object'],
    ["another version", changed(1, '{"format":"counterflow-trace","version":2}'), "line 1: version: expected 1; got 2"],
    ["no network", changed(1, '{"format":"counterflow-trace","version":1}'), "line 1: network: expected a network; got nothing"],
    ["no level", changed(1, '{"format":"counterflow-trace","version":1,"network":{}}'), "line 1: options.level: expected one of synapse, neuron, population, commit; got false"],
    ["half a line", changed(5, '{"n":3,"t":0,"ki'), 'line 5: expected a line of JSON; got "{\\"n\\":3,\\"t\\":0,\\"ki"'],
    ["an unknown kind", changed(4, '{"kind":"fed"}'), 'line 4: kind: expected one of train, batch, action, feed, deliver, activate, loss, error, delta, gradient, commit, population, end; got "fed"'],
    ["a missing number", changed(4, '{"kind":"end","t":1}'), "line 4: n: expected number; got nothing"],
    ["a number for a list", changed(4, '{"kind":"feed","n":1,"t":1,"batch":0,"parents":3}'), "line 4: parents: expected numbers; got 3"],
    ["no object", changed(4, "7"), "line 4: expected an event; got 7"],
  ])("is named: %s", (_, text, message) => {
    expect(() => collectTrace(readTrace(text))).toThrow(message);
  }); // prettier-ignore
});
