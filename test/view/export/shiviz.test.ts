import { describe, expect, test } from "vitest";
import type { Trace } from "../../../src/index.ts";
import { selectEvents } from "../../../src/trace/select.ts";
import { shiviz } from "../../../src/view/export/shiviz.ts";
import type { ViewOptions } from "../../../src/view/view.ts";
import { hostileNames, hostileTrace, lectureTrace, mazurTrace, pipelineTrace } from "../example-traces.ts";
import { bigTrace } from "./big-trace.ts";
import { pastOf } from "./causes.ts";
import { clockProblems, knows, readShiviz } from "./shiviz-reader.ts";

const textOf = (trace: Trace, options: ViewOptions = {}): string => [...shiviz(trace, options)].join("");
const read = (trace: Trace, options: ViewOptions = {}) => readShiviz(textOf(trace, options)).events;

/** The number that the text of a logged event begins with. */
const numberOf = ({ event }: { readonly event: string }): number => Number(/^(\d+): /.exec(event)?.[1]);

/** The same run with other names of its neurons. */
function renamed(trace: Trace, nameOf: (name: string) => string): Trace {
  const events = trace.events.map((event) => {
    const change: Record<string, unknown> = {};
    for (const field of ["neuron", "from", "to"] as const) {
      const name = (event as unknown as Record<string, unknown>)[field];
      if (typeof name === "string") change[field] = nameOf(name);
    }
    return { ...event, ...change };
  });
  return { ...trace, events };
}

/** Names that logs, or objects of JavaScript, have a meaning for; some are what others are written as. */
const oddNames = [
  "", " ", "a b", "a%20b", "%", "%25", "a\tb", "a\nb", "a\r\nb", "a\u2028b", "a\u00a0b", "\u2003", "%u2003", "(loss)",
  "(coordinator)", "loss", "coordinator", "toString", "%toString", "__proto__", "constructor", `{"a":1}`, `a {"a":1}`,
  "\u202eabc", "%u202Eabc", "\x1b[31mred", "\0", "\u00e9", "e\u0301", "'", `"`, "\\", "\\n", "😀", "神经元", "x".repeat(300),
]; // prettier-ignore

/** Made once, when it is first wanted. */
let big: Trace | undefined;

describe("a ShiViz log", () => {
  test.each([
    ["mazur", mazurTrace],
    ["lecture", lectureTrace],
  ])("of %s is as it was", async (name, trace) => {
    await expect(textOf(trace)).toMatchFileSnapshot(`golden/${name}.shiviz.log`);
  });

  test("says the expression that it is read with, which is that of logs of GoVector", () => {
    const { expression } = readShiviz(textOf(mazurTrace));
    expect(expression).toBe(String.raw`(?<host>\S*) (?<clock>{.*})\n(?<event>.*)`);
  });

  test("has each event once, with its sentence, at who it happens to", () => {
    const events = read(mazurTrace);
    expect(events.map(numberOf)).toEqual(mazurTrace.events.map(({ n }) => n));
    const delta = events.find(({ event }) => event.includes("o1 sends δ"));
    expect(delta?.host).toBe("h1");
    expect(delta?.event).toMatch(/^\d+: o1 sends δ = 0\.1385 up to h1; h1 multiplies it by w = 0\.4: 0\.0554$/);
    expect(new Set(events.map(({ host }) => host))).toEqual(
      new Set(["(coordinator)", "(loss)", "i1", "i2", "h1", "h2", "o1", "o2"]),
    );
    const chinese = read(mazurTrace, { language: "zh" }).map(({ event }) => event);
    expect(chinese[0]).toMatch(/^0: 训练开始/);
  });

  const whole: readonly (readonly [string, Trace])[] = [
    ["Mazur's step", mazurTrace],
    ["the lecture's step", lectureTrace],
    ["several samples in flight", pipelineTrace],
    ["hostile names", hostileTrace],
    ["names that logs have a meaning for", renamed(hostileTrace, (name) => oddNames[hostileNames.indexOf(name)] ?? name)],
  ]; // prettier-ignore
  const options: readonly (readonly [string, ViewOptions])[] = [
    ["all events", {}],
    ["cut in the middle", { at: 30 }],
    ["the backward pass alone", { phases: ["backward"] }],
    ["gradients and commits", { phases: ["gradient", "commit"] }],
    ["one neuron and its messages", { neurons: ["h1", hostileNames[5] ?? ""] }],
    ["one sample of the second batch", { samples: [1], batches: [1, 2] }],
  ];
  test.each(whole.flatMap(([name, trace]) => options.map(([part, option]) => [name, part, trace, option] as const)))(
    "orders the events of %s, %s, as their causes do",
    (_, __, trace, option) => {
      const events = read(trace, option);
      expect(clockProblems(events)).toEqual([]);
      const until = trace.events.filter(({ n }) => n <= (option.at ?? Infinity));
      expect(events.map(numberOf)).toEqual(selectEvents(until, option).map(({ n }) => n));
      const pasts = pastOf(until);
      for (const later of events) {
        const known = events.filter((event) => knows(later, event)).map(numberOf);
        const past = pasts.get(numberOf(later));
        expect(known).toEqual(events.map(numberOf).filter((n) => past?.has(n)));
      }
    },
  ); // prettier-ignore

  test("has parallel events: neither of two inputs knows of the other", () => {
    const [one, other] = read(mazurTrace).filter(({ event }) => event.includes("is given x"));
    expect(one && other && [knows(one, other), knows(other, one)]).toEqual([false, false]);
  });

  test.each([
    ["hostile", hostileNames],
    ["odd", oddNames],
  ])("has a host of its own for each of the %s names", (_, names) => {
    // Each event happens at a neuron of its own, and its causes do not matter here.
    const feed = mazurTrace.events.find((event) => event.kind === "feed");
    if (feed === undefined) throw new Error("no feed");
    const feeds = names.map((neuron, n) => ({ ...feed, n, neuron, parents: [] }));
    const lossAndEnd = mazurTrace.events.filter(({ kind }) => kind === "loss" || kind === "end");
    const events = read({ ...mazurTrace, events: [...feeds, ...lossAndEnd] });
    expect(events).toHaveLength(names.length + 2);
    expect(new Set(events.map(({ host }) => host)).size).toBe(names.length + 2);
    for (const { host } of events) {
      expect(host).not.toMatch(/[\s\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
      expect(Object.prototype).not.toHaveProperty(host);
    }
  });

  test("of a million events holds the first few hundred and says how many are left out", () => {
    const trace = (big ??= bigTrace());
    const start = process.cpuUsage();
    const text = textOf(trace);
    const { user, system } = process.cpuUsage(start);
    expect(user + system).toBeLessThan(2e6);
    const { events } = readShiviz(text);
    expect(events).toHaveLength(501);
    expect(clockProblems(events)).toEqual([]);
    expect(events.at(-1)?.event).toBe(
      `${trace.events.length - 500} later events of the selection are left out of this log: choose fewer`,
    );
    expect(read(trace, { language: "zh" }).at(-1)?.event).toContain(`${trace.events.length - 500} 个事件`);
    expect(text.length).toBeLessThan(2e6);
  });

  test("of a few events out of a million has just those, in their order", () => {
    const trace = (big ??= bigTrace());
    const option = { neurons: ["y.3"], phases: ["gradient", "commit"] } as const;
    const events = read(trace, option);
    expect(events.map(({ host, clock }) => [host, clock.get(host)])).toEqual([1, 2, 3, 4].map((i) => ["y.3", i]));
  });
}); // prettier-ignore
