import { describe, expect, test } from "vitest";
import { type EventOf, type NetworkFile, type Trace, type TraceEvent } from "../../../src/index.ts";
import { perfetto } from "../../../src/view/export/perfetto.ts";
import type { ViewOptions } from "../../../src/view/view.ts";
import { recordedSkips } from "../../network/pipeline/recorded.ts";
import { mazurNetwork } from "../../oracle/published.ts";
import {
  hostileNames,
  hostileTrace,
  layeredFile,
  lectureTrace,
  mazurTrace,
  pipelineTrace,
  traceOf,
} from "../example-traces.ts";
import { type Entry, traceEventProblems } from "./perfetto-validator.ts";

const textOf = (trace: Trace, options: ViewOptions = {}): string => [...perfetto(trace, options)].join("");

const entriesOf = (trace: Trace, options: ViewOptions = {}): Entry[] =>
  (JSON.parse(textOf(trace, options)) as { traceEvents: Entry[] }).traceEvents;

const ofPhase = (entries: readonly Entry[], ph: string): Entry[] =>
  entries.filter((entry) => entry.ph === ph);

/** Names of threads by their numbers. */
const threadsOf = (entries: readonly Entry[]): Map<number, unknown> =>
  new Map(entries.filter(({ name }) => name === "thread_name").map(({ tid, args }) => [tid, args?.["name"]]));

/** Each arrow as "from → to" by the names of the threads, with its category. */
function arrowsOf(entries: readonly Entry[]): string[] {
  const threads = threadsOf(entries);
  const ends = new Map(ofPhase(entries, "f").map((end) => [end.id, end]));
  return ofPhase(entries, "s").map(({ id, cat, tid }) =>
    [threads.get(tid), "→", threads.get(ends.get(id)?.tid ?? -1), cat].join(" "),
  );
}

/** The points of a counter as [time in ticks, value]. */
const pointsOf = (entries: readonly Entry[], name: string): [number, unknown][] =>
  ofPhase(entries, "C")
    .filter((entry) => entry.name === name)
    .map(({ ts, args = {} }) => [ts / 1000, Object.values(args)[0]]);

const eventsOf = <Kind extends TraceEvent["kind"]>(trace: Trace, kind: Kind): EventOf<Kind>[] =>
  trace.events.filter((event): event is EventOf<Kind> => event.kind === kind);

const layeredTrace = traceOf(
  layeredFile,
  [1, 2, 3].map((k) => Array.from({ length: 16 }, (_, i) => Math.sin(k + i))),
  [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]],
  { batchSize: 2, microBatch: 1, epochs: 2, inputErrors: "receive" },
); // prettier-ignore

/** The same events by a clock whose ticks are not whole, two of them in one. */
const odd: Trace = {
  ...pipelineTrace,
  events: pipelineTrace.events.map((event) => ({ ...event, t: Math.floor(event.t / 2) / 3 })),
};

const traces: readonly (readonly [string, Trace])[] = [
  ["Mazur's step", mazurTrace],
  ["the lecture's step", lectureTrace],
  ["several samples in flight", pipelineTrace],
  ["a clock of thirds of ticks", odd],
  ["all at one time", { ...pipelineTrace, events: pipelineTrace.events.map((e) => ({ ...e, t: 0 })) }],
  ["hostile names", hostileTrace],
  ["layers", layeredTrace],
  ["stages", recordedSkips("pipedream")],
  ["a trace without events", { ...mazurTrace, events: [] }],
];

describe("a Perfetto file is by the rules of the Trace Event Format", () => {
  const options: readonly (readonly [string, ViewOptions])[] = [
    ["of all events", {}],
    ["of two neurons", { neurons: ["h1", "h.3", hostileNames[3] ?? ""] }],
    ["of one sample", { samples: [0] }],
    ["of a batch that is not there", { batches: [7, 9] }],
    ["of the messages without what they come from", { phases: ["backward"] }],
    ["of gradients and commits", { phases: ["gradient", "commit"] }],
    ["cut in the middle of a pass", { at: 14 }],
    ["in Chinese", { language: "zh" }],
  ];
  test.each(traces.flatMap(([name, trace]) => options.map(([part, option]) => [name, part, trace, option] as const)))(
    "%s, %s",
    (_, __, trace, option) => {
      expect(traceEventProblems(textOf(trace, option))).toEqual([]);
    },
  ); // prettier-ignore

  test.each(["population", "commit", "neuron"] as const)("at the level %s", (level) => {
    const trace = traceOf(mazurNetwork as NetworkFile, [[0.05, 0.1]], [[0.01, 0.99]], { level });
    expect(traceEventProblems(textOf(trace))).toEqual([]);
    expect(ofPhase(entriesOf(trace), "X").length).toBeGreaterThan(0);
  });
});

describe("a Perfetto file", () => {
  const mazur = entriesOf(mazurTrace);

  test.each([
    ["mazur", mazurTrace],
    ["lecture", lectureTrace],
  ])("of %s is as it was", async (name, trace) => {
    await expect(textOf(trace)).toMatchFileSnapshot(`golden/${name}.perfetto.json`);
  });

  test("has a process for each population in their order, the coordinator first and the loss last", () => {
    const names = (entries: readonly Entry[]): unknown[] =>
      entries
        .filter(({ name }) => name === "process_name")
        .sort((one, other) => one.pid - other.pid)
        .map(({ args }) => args?.["name"]);
    expect(names(mazur)).toEqual(["coordinator", "inputs", "depth 1", "depth 2", "loss"]);
    expect(names(entriesOf(layeredTrace))).toEqual(["coordinator", "x", "h", "k", "y", "loss"]);
    expect(names(entriesOf(mazurTrace, { language: "zh" }))).toEqual([
      "协调者", "输入", "深度 1", "深度 2", "损失函数",
    ]); // prettier-ignore
  });

  test("has a thread for each neuron, under its very name", () => {
    const threads = [...threadsOf(entriesOf(hostileTrace)).values()];
    expect([...threads].sort()).toEqual([...hostileNames, "coordinator", "loss"].sort());
  });

  test("has a slice for everything a neuron does, a millisecond a tick", () => {
    const kinds = ["action", "feed", "activate", "loss", "delta", "gradient", "commit"];
    for (const [, trace] of traces) {
      const slices = ofPhase(entriesOf(trace), "X");
      const events = trace.events.filter(({ kind }) => kinds.includes(kind));
      expect(slices.map(({ name, args }) => [name, args?.["n"]])).toEqual(events.map(({ kind, n }) => [kind, n]));
    }
    const times = ofPhase(mazur, "X").map(({ ts }) => ts);
    expect(times).toEqual(mazurTrace.events.filter(({ kind }) => kinds.includes(kind)).map(({ t }) => 1000 * t));
  }); // prettier-ignore

  test("keeps a slice within its tick, one after the other in its lane", () => {
    const byN = new Map(pipelineTrace.events.map((event) => [event.n, event]));
    const slices = ofPhase(entriesOf(pipelineTrace), "X");
    for (const { ts, dur = 0, args } of slices) {
      const { t } = byN.get(args?.["n"] as number) ?? { t: NaN };
      expect(ts).toBeGreaterThanOrEqual(t * 1000);
      expect(ts + dur).toBeLessThanOrEqual((t + 1) * 1000);
    }
    // In one tick o1 has the activation of micro-batch 2 after the delta of micro-batch 0.
    const [o1] = [...threadsOf(entriesOf(pipelineTrace))].find(([, name]) => name === "o1") ?? [];
    const inTick = slices.filter(({ tid, ts }) => tid === o1 && ts >= 4000 && ts < 5000);
    expect(inTick.map(({ name, ts, dur }) => [name, ts, dur])).toEqual([
      ["delta", 4000, 250],
      ["activate", 4500, 250],
    ]);
  });

  test("shows the published numbers of Mazur's step", () => {
    const slice = (neuron: string, kind: string): Record<string, unknown> =>
      ofPhase(mazur, "X").find(({ name, args }) => name === kind && args?.["neuron"] === neuron)?.args ?? {};
    expect((slice("o1", "activate")["a"] as number[])[0]).toBeCloseTo(0.75136507, 8);
    expect((slice("h1", "activate")["z"] as number[])[0]).toBeCloseTo(0.3775, 12);
    expect((slice("o1", "delta")["delta"] as number[])[0]).toBeCloseTo(0.138498562, 9);
    expect((slice("o1", "gradient")["weights"] as number[])[0]).toBeCloseTo(0.082167041, 9);
    expect((slice("o1", "commit")["weights"] as number[])[0]).toBeCloseTo(0.35891648, 8);
    expect(slice("o1", "activate")["sentence"]).toBe(
      "o1 has all its inputs: z = 0.6 + Σ w·a = 1.106, a = σ(z) = 0.7514, gain σ'(z) = 0.1868 kept for the way back",
    );
    expect(slice("h1", "delta")["messages"]).toEqual([
      { from: "o1", values: [0.13849856162855698], weight: 0.4, weightVersion: 0 },
      { from: "o2", values: [-0.03809823651655623], weight: 0.5, weightVersion: 0 },
    ]);
  });

  test("says in each slice the messages that its event hears, with their numbers", () => {
    for (const [, trace] of traces) {
      const byN = new Map(trace.events.map((event) => [event.n, event]));
      for (const { args } of ofPhase(entriesOf(trace), "X")) {
        const event = byN.get(args?.["n"] as number);
        if (event?.kind !== "activate" && event?.kind !== "delta") continue;
        const heard = event.parents
          .map((n) => byN.get(n))
          .filter((parent) => parent?.kind === "deliver" || parent?.kind === "error");
        const said = (args?.["messages"] ?? []) as { readonly from: string; readonly values: number[] }[];
        expect(said.map(({ from }) => from)).toEqual(
          heard.map((message) => (message.kind === "deliver" ? message.from : "loss")),
        );
        expect(said.map(({ values }) => values)).toEqual(heard.map((message) => message.values));
      }
    }
  });

  test("draws an arrow for each message, from who sends it to who hears it", () => {
    for (const [, trace] of traces) {
      const expected = [
        ...eventsOf(trace, "deliver").map(({ from, to, direction }) => `${from} → ${to} ${direction}`),
        ...eventsOf(trace, "error").map(({ to }) => `loss → ${to} backward`),
        ...eventsOf(trace, "loss").flatMap(({ outputs }) => outputs.map((id) => `${id} → loss forward`)),
      ];
      expect(arrowsOf(entriesOf(trace)).sort()).toEqual(expected.sort());
    }
  });

  test("draws as many arrows as a formula of the layers and samples says", () => {
    const arrowCount = (layers: readonly number[], samples: number): number => {
      const synapses = layers.slice(1).reduce((sum, size, i) => sum + size * (layers[i] ?? 0), 0);
      const toInputs = (layers[0] ?? 0) * (layers[1] ?? 0);
      // Down every synapse, up every one but those of the inputs, and between each output and the loss, both ways.
      return samples * (synapses + synapses - toInputs + 2 * (layers.at(-1) ?? 0));
    };
    expect(arrowsOf(mazur)).toHaveLength(arrowCount([2, 2, 2], 1));
    expect(arrowsOf(entriesOf(pipelineTrace))).toHaveLength(arrowCount([2, 2, 2], 6));
    expect(arrowsOf(entriesOf(lectureTrace))).toHaveLength(arrowCount([2, 2, 2, 2], 1));
    const step = traceOf(layeredFile, [Array(16).fill(0.5)], [[1, 0, 0, 0]]);
    expect(arrowsOf(entriesOf(step))).toHaveLength(arrowCount([16, 12, 8, 4], 1));
  });

  test("leads each arrow from the slice that computed what the message carries", () => {
    const entries = entriesOf(pipelineTrace);
    const slices = ofPhase(entries, "X");
    const sliceAt = ({ tid, ts }: Entry): Entry | undefined =>
      slices.find((slice) => slice.tid === tid && slice.ts < ts && ts < slice.ts + (slice.dur ?? 0));
    const starts = new Map(ofPhase(entries, "s").map((start) => [start.id, start]));
    for (const end of ofPhase(entries, "f")) {
      const start = starts.get(end.id);
      const [sender, receiver] = [start && sliceAt(start)?.args, sliceAt(end)?.args];
      expect(sender?.["microBatch"]).toBe(receiver?.["microBatch"]);
      if (receiver?.["messages"] === undefined) continue;
      const said = sender?.["delta"] ?? sender?.["a"] ?? sender?.["values"];
      const heard = receiver["messages"] as { readonly from: string; readonly values: unknown }[];
      const from = sender?.["neuron"] ?? "loss";
      const message = heard.find((each) => each.from === from);
      expect(message).toBeDefined();
      if (from !== "loss") expect(message?.values).toEqual(said);
    }
  });

  test("counts the messages in flight, tick by tick", () => {
    // Four go from the inputs to h1 and h2, four on to o1 and o2; four come back from there to h1 and h2.
    expect(pointsOf(mazur, "messages")).toEqual([[0, 4], [1, 4], [2, 0], [4, 4], [5, 0]]); // prettier-ignore
    // Of three samples that follow each other a tick apart; the way back begins while the third still goes forward.
    expect(pointsOf(entriesOf(pipelineTrace, { batches: [0, 1] }), "messages")).toEqual(
      [[0, 4], [1, 8], [2, 8], [3, 4], [4, 4], [5, 4], [6, 4], [7, 0]],
    ); // prettier-ignore
  });

  test("counts no message in flight whose sending is not recorded", () => {
    const recorded = traceOf(
      mazurNetwork as NetworkFile,
      [[0.05, 0.1], [0.3, 0.2]],
      [[0.01, 0.99], [0.5, 0.5]],
      { batchSize: 1, neurons: ["h1"] },
    ); // prettier-ignore
    // Those from h1 are: one to each output, at both samples. Those to h1 come from neurons that are not recorded.
    const sendings = eventsOf(recorded, "activate").map(({ t }) => [t, 2]);
    const points = pointsOf(entriesOf(recorded), "messages");
    expect(points.filter(([, count]) => count !== 0)).toEqual(sendings);
  });

  test("leaves out a counter that is no number", () => {
    const events = mazurTrace.events.map((event) => (event.kind === "loss" ? { ...event, losses: [Infinity] } : event)); // prettier-ignore
    expect(traceEventProblems(textOf({ ...mazurTrace, events }))).toEqual([]);
    expect(pointsOf(entriesOf({ ...mazurTrace, events }), "loss")).toEqual([]);
  });

  test("counts the samples that are complete", () => {
    expect(pointsOf(mazur, "samples")).toEqual([[5, 1]]);
    expect(pointsOf(entriesOf(pipelineTrace), "samples")).toEqual(
      [[5, 1], [6, 2], [7, 3], [16, 4], [17, 5], [18, 6]],
    ); // prettier-ignore
    expect(pointsOf(entriesOf(layeredTrace), "samples").map(([, count]) => count)).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
    expect(pointsOf(entriesOf(mazurTrace, { at: 25 }), "samples")).toEqual([]);
    expect(pointsOf(entriesOf(mazurTrace, { neurons: ["h1"] }), "samples")).toEqual([[5, 1]]);
  });

  test("has the loss of each batch: published for Mazur's, the mean of its samples elsewhere", () => {
    const [[t, loss] = []] = pointsOf(mazur, "loss");
    expect(t).toBe(3);
    expect(loss).toBeCloseTo(0.298371109, 9);
    const losses = eventsOf(pipelineTrace, "loss").map((event) => event.losses[0] ?? NaN);
    const mean = (from: number): number => ((losses[from] ?? 0) + (losses[from + 1] ?? 0) + (losses[from + 2] ?? 0)) / 3;
    expect(pointsOf(entriesOf(pipelineTrace), "loss")).toEqual([[5, mean(0)], [16, mean(3)]]);
    expect(pointsOf(entriesOf(pipelineTrace, { samples: [1] }), "loss")).toEqual([[4, losses[1]], [15, losses[4]]]);
    expect(pointsOf(entriesOf(pipelineTrace, { at: 59 }), "loss")).toEqual([]);
  }); // prettier-ignore

  test("has the norm of each batch's gradient", () => {
    const squares = eventsOf(mazurTrace, "gradient")
      .flatMap(({ weights, bias }) => [...weights, bias])
      .reduce((sum, each) => sum + each * each, 0);
    expect(pointsOf(mazur, "gradient")).toEqual([[7, Math.sqrt(squares)]]);
    expect(pointsOf(entriesOf(mazurTrace, { at: 29 }), "gradient")).toEqual([]);
    const levels = (["synapse", "population"] as const).map((level) =>
      pointsOf(entriesOf(traceOf(layeredFile, [Array(16).fill(0.5)], [[1, 0, 0, 0]], { level })), "gradient"),
    );
    expect(levels[1]?.[0]?.[1]).toBeCloseTo(levels[0]?.[0]?.[1] as number, 12);
  });

  test("marks where a batch begins", () => {
    const marks = (language: "en" | "zh"): unknown[] =>
      ofPhase(entriesOf(pipelineTrace, { language }), "i").map(({ name, ts, s }) => [name, ts, s]);
    expect(marks("en")).toEqual([["train", 0, "t"], ["batch 0", 0, "t"], ["batch 1", 11000, "t"], ["end", 21000, "t"]]);
    expect(marks("zh")[1]).toEqual(["第 0 批", 0, "t"]);
  }); // prettier-ignore

  test("shows a message by itself where who hears it is not in the selection", () => {
    const entries = entriesOf(mazurTrace, { neurons: ["h1"] });
    const messages = ofPhase(entries, "X").filter(({ name }) => name === "deliver");
    const threads = threadsOf(entries);
    expect(messages.map(({ tid, args }) => [threads.get(tid), args?.["from"], args?.["weight"]])).toEqual([
      ["o1", "h1", 0.4],
      ["o2", "h1", 0.5],
    ]);
    expect(arrowsOf(entries)).toEqual(["h1 → o1 forward", "h1 → o2 forward"]);
  });

  test("shows names that the network does not have in a process of their own", () => {
    const events = mazurTrace.events.map((event) =>
      "neuron" in event && event.neuron === "h2" ? { ...event, neuron: "ghost" } : event,
    );
    const entries = entriesOf({ ...mazurTrace, events });
    expect(traceEventProblems(textOf({ ...mazurTrace, events }))).toEqual([]);
    const ghost = entries.find(({ name, args }) => name === "thread_name" && args?.["name"] === "ghost");
    const process = entries.find(({ name, pid }) => name === "process_name" && pid === ghost?.pid);
    expect(process?.args?.["name"]).toBe("not in the network");
  });
});
