import { describe, expect, test } from "vitest";
import type { Trace, TraceEvent } from "../../src/index.ts";
import type { EventOf } from "../../src/trace/event.ts";
import { narrate } from "../../src/view/narration.ts";
import { fork } from "../../src/network/fork.ts";
import { traceLevels } from "../../src/trace/header.ts";
import { eventsOf, mazur, mazurStep } from "./example-flows.ts";
import { layeredFile, lectureTrace, mazurTrace, pipelineTrace, traceOf } from "./example-traces.ts";

/** The first event of the step that is of this kind, and where it is said, of this neuron. */
function find(kind: TraceEvent["kind"], matches: Partial<Record<string, unknown>> = {}): TraceEvent {
  const found = mazurStep.find(
    (event) =>
      event.kind === kind &&
      Object.entries(matches).every(
        ([key, value]) => (event as unknown as Record<string, unknown>)[key] === value,
      ),
  );
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
}

describe("narrate says in both languages", () => {
  test.each([
    [
      "what an input is given",
      find("feed"),
      "i1 is given x = 0.05 and sends it down",
      "i1 得到输入 x = 0.05，并向下游发送",
    ],
    [
      "what an activation brings",
      find("deliver"),
      "h1 hears a = 0.05 from i1 and multiplies it by w = 0.15: 0.0075",
      "h1 收到 i1 的激活值 a = 0.05，乘以权值 w = 0.15：0.0075",
    ],
    [
      "what a neuron makes of its inputs",
      find("activate"),
      "h1 has all its inputs: z = 0.35 + Σ w·a = 0.3775, a = σ(z) = 0.5933, gain σ'(z) = 0.2413 kept for the way back",
      "h1 的输入已到齐：z = 0.35 + Σ w·a = 0.3775，激活值 a = σ(z) = 0.5933，增益 σ'(z) = 0.2413 留待反向传播时使用",
    ],
    [
      "what the loss has heard",
      find("loss"),
      "the loss has heard o1, o2: L = 0.2984",
      "损失函数已收到 o1、o2 的输出：L = 0.2984",
    ],
    [
      "what the loss sends",
      find("error"),
      "the loss tells o1: ∂L/∂a = 0.7414 (target 0.01)",
      "损失函数告诉 o1：∂L/∂a = 0.7414（目标值 0.01）",
    ],
    [
      "what an error signal brings",
      find("deliver", { direction: "backward" }),
      "o1 sends δ = 0.1385 up to h1; h1 multiplies it by w = 0.4: 0.0554",
      "o1 把误差信号 δ = 0.1385 向上游发给 h1；h1 将其乘以权值 w = 0.4：0.0554",
    ],
    [
      "what a neuron makes of its error signals",
      find("delta", { neuron: "h1" }),
      "h1 has all its error signals: δ = gain · sum = 0.2413 · 0.03635 = 0.008771",
      "h1 的误差信号已到齐：δ = 增益 · 总和 = 0.2413 · 0.03635 = 0.008771",
    ],
    [
      "a gradient",
      find("gradient"),
      "h1 multiplies what both passes gave it: ∂C/∂w = 0.0004386 (from i1), 0.0008771 (from i2); ∂C/∂b = 0.008771",
      "h1 把两次传播的结果相乘，得到梯度：∂C/∂w = 0.0004386（来自 i1）、0.0008771（来自 i2）；∂C/∂b = 0.008771",
    ],
    [
      "a commit",
      find("commit"),
      "h1 commits version 1: w = 0.1498 (from i1), 0.1996 (from i2); b = 0.35",
      "h1 更新到第 1 版权值：w = 0.1498（来自 i1）、0.1996（来自 i2）；b = 0.35",
    ],
  ])("%s", (_, event, english, chinese) => {
    expect(narrate(event, "en")).toBe(english);
    expect(narrate(event, "zh")).toBe(chinese);
  });
});

describe("narrate", () => {
  const moment = { n: 0, t: 0, parents: [], batch: 0, microBatch: 0, samples: [0] };

  test("says the loss's ∂L/∂z where σ' has cancelled, and that δ is just that", () => {
    const told: TraceEvent = {
      ...moment, kind: "error", to: "y", enters: "pre-activation", targets: [1], values: [-0.25],
    }; // prettier-ignore
    const delta: EventOf<"delta"> = {
      ...moment, kind: "delta", neuron: "y", sum: [0], gain: [0.2], added: [-0.25], delta: [-0.25],
    }; // prettier-ignore
    expect(narrate(told, "en")).toBe("the loss tells y: ∂L/∂z = -0.25 (target 1)");
    expect(narrate(delta, "en")).toBe("y has all its error signals: δ = ∂L/∂z = -0.25");
    expect(narrate({ ...delta, sum: [0.5], delta: [-0.15] }, "en")).toBe(
      "y has all its error signals: δ = gain · sum + ∂L/∂z = 0.2 · 0.5 - 0.25 = -0.15",
    );
  });

  test("says no sum where the trace has no messages to sum", () => {
    const delta: EventOf<"delta"> = {
      ...moment, kind: "delta", neuron: "h", sum: [], gain: [0.2], added: [], delta: [0.1],
    }; // prettier-ignore
    expect(narrate(delta, "en")).toBe("h has all its error signals: δ = 0.1 (gain 0.2)");
    expect(narrate(delta, "zh")).toBe("h 的误差信号已到齐：δ = 0.1（增益 0.2）");
    expect(narrate({ ...delta, added: [0.1] }, "en")).toBe("h has all its error signals: δ = ∂L/∂z = 0.1");
    expect(narrate({ ...delta, added: [0.3] }, "en")).toBe("h has all its error signals: δ = 0.1 (gain 0.2)");
  });

  test("says the numbers of the first sample and how many more there are", () => {
    const inputs = [
      [0.05, 0.1],
      [1, 2],
      [3, 4],
    ];
    const feeds = (events: readonly TraceEvent[]) => events.filter(({ kind }) => kind === "feed");
    const [first] = feeds(eventsOf(mazur, inputs, [[0, 1], [1, 0], [1, 1]])); // prettier-ignore
    const [pair] = feeds(eventsOf(mazur, inputs, [[0, 1], [1, 0], [1, 1]], { microBatch: 2 })); // prettier-ignore
    if (first === undefined || pair === undefined) throw new Error("no events");
    expect(narrate(first, "en")).toBe("i1 is given x = 0.05 and sends it down (and 2 more samples)");
    expect(narrate(first, "zh")).toBe("i1 得到输入 x = 0.05，并向下游发送（另有 2 个样本）");
    expect(narrate(pair, "en")).toBe("i1 is given x = 0.05 and sends it down (and 1 more sample)");
  });

  test("names at most four or five synapses of a row", () => {
    const row = (count: number): TraceEvent => ({
      kind: "gradient", n: 0, t: 0, parents: [], batch: 0, neuron: "y", from: Array.from({ length: count }, (_, i) => `h${i}`),
      weights: Array.from({ length: count }, (_, i) => i), bias: 9,
    }); // prettier-ignore
    expect(narrate(row(5), "en")).toContain("3 (from h3), 4 (from h4); ∂C/∂b = 9");
    expect(narrate(row(6), "en")).toContain("3 (from h3), … (and 2 more); ∂C/∂b = 9");
    expect(narrate(row(6), "zh")).toContain("3（来自 h3）、……（另有 2 个）；∂C/∂b = 9");
  });
});

/** Runs of all sorts: in each language every event of each of them has a sentence. */
const lines = (trace: Trace): string =>
  trace.events.map((event) => `${event.n}\n  ${narrate(event, "en")}\n  ${narrate(event, "zh")}\n`).join("");

describe("the sentences of a whole run", () => {
  test.each([
    ["mazur", mazurTrace],
    ["lecture", lectureTrace],
  ])("of %s are as they were", async (name, trace) => {
    await expect(lines(trace)).toMatchFileSnapshot(`golden/${name}.narration.txt`);
  });

  const layered = (options: Parameters<typeof traceOf>[3]): Trace =>
    traceOf(
      layeredFile,
      [1, 2, 3].map((k) => Array.from({ length: 16 }, (_, i) => Math.sin(k + i))),
      [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]],
      { batchSize: 2, microBatch: 1, inputErrors: "receive", ...options },
    ); // prettier-ignore
  const traces: readonly (readonly [string, Trace])[] = [
    ["Mazur's step", mazurTrace],
    ["the lecture's step", lectureTrace],
    ["several samples in flight", pipelineTrace],
    ["micro-batches of several samples", layered({ microBatch: 2, batchSize: 3 })],
    ...traceLevels.map((level) => [`layers at the level ${level}`, layered({ level })] as const),
    ["the messages of one neuron", layered({ neurons: ["k.3"], samples: [1] })],
    ["a fork with another weight", fork(mazurTrace, 9, { kind: "weight", from: "h1", to: "o1", value: 0.9 })],
    ["a fork with another message", fork(mazurTrace, 20, { kind: "message", direction: "backward", from: "o1", batch: 0, sample: 0, value: -1 })],
  ]; // prettier-ignore

  test.each(traces)("of %s say something for each event, and nothing that is not there", (_, trace) => {
    for (const event of trace.events) {
      const [english, chinese] = [narrate(event, "en"), narrate(event, "zh")];
      for (const sentence of [english, chinese]) {
        expect(sentence).not.toMatch(/undefined|NaN|null|\[object|[\n\r\t]|\s\s|^\s|\s$/);
        // "·" stands for a number that is not there: a product has one on either side.
        expect(sentence).not.toMatch(/= ·|· ·|·$/);
        expect(sentence).not.toMatch(/[.。]$/);
      }
      expect(english).not.toMatch(/\p{Script=Han}/u);
      expect(chinese).toMatch(/\p{Script=Han}/u);
      // Words of English are those that a file or a formula has.
      const words = chinese.match(/[A-Za-z]{4,}/g) ?? [];
      expect(words.filter((word) => word !== "complete")).toEqual([]);
    }
  });

  test("have every kind of event in one trace or the other", () => {
    const kinds = new Set(traces.flatMap(([, { events }]) => events.map(({ kind }) => kind)));
    expect([...kinds].sort()).toEqual(
      ["activate", "batch", "commit", "deliver", "delta", "end", "error", "feed", "gradient", "loss", "population", "train"],
    ); // prettier-ignore
    const fallen = traces.flatMap(([, { events }]) => events.flatMap((event) => (event.kind === "population" ? [event.task] : []))); // prettier-ignore
    expect(new Set(fallen)).toEqual(new Set(["forward", "backward", "gradient", "commit"]));
  });

  test("say NaN where the number is NaN", () => {
    const [feed] = mazurTrace.events.filter((event) => event.kind === "feed");
    if (feed === undefined) throw new Error("no feed");
    expect(narrate({ ...feed, values: [NaN] }, "en")).toBe("i1 is given x = NaN and sends it down");
    expect(narrate({ ...feed, values: [-Infinity] }, "zh")).toBe("i1 得到输入 x = -∞，并向下游发送");
  });

  test("say of populations what they have done and how large it is", () => {
    const said = layered({ level: "population" }).events.filter(({ kind }) => kind === "population").map((event) => narrate(event, "en"));
    expect(said.some((sentence) => /^all neurons of h have finished the forward pass: norm of their activations \S+, mean gain \S+$/.test(sentence))).toBe(true);
    expect(said.some((sentence) => /^all neurons of y have finished the backward pass: norm of their error signals \S+$/.test(sentence))).toBe(true);
    expect(said.some((sentence) => /^all neurons of h have their gradients: norm \S+$/.test(sentence))).toBe(true);
    expect(said.some((sentence) => /^all neurons of h have committed: norm of their weights and biases \S+$/.test(sentence))).toBe(true);
  });
}); // prettier-ignore
