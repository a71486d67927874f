import { describe, expect, test } from "vitest";
import {
  createSamples,
  Network,
  type NetworkFile,
  parseNetwork,
  record,
  type Trace,
} from "../../../src/index.ts";
import { mazurNetwork } from "../../oracle/published.ts";
import { mazurTrace, pipelineTrace, traceOf } from "../example-traces.ts";
import { svgOf, textOf, viewList, wordsOf } from "./drawn.ts";
import { slotsOf } from "./slots.ts";

describe("levels of a trace", () => {
  const recordAt = (level: "neuron" | "population" | "commit"): Trace =>
    traceOf(mazurNetwork as NetworkFile, [[0.05, 0.1]], [[0.01, 0.99]], { level });

  test("neuron: what a neuron has computed with has arrived, over weights of the batch", () => {
    const whole = slotsOf(svgOf("overlay", mazurTrace));
    const told = slotsOf(svgOf("overlay", recordAt("neuron")));
    const differing = [...whole]
      .filter(([key, text]) => told.get(key) !== text)
      .map(([key]) => key.split("/")[0]);
    expect([...new Set(differing)]).toEqual(["sum"]);
    expect(wordsOf(svgOf("overlay", recordAt("neuron")))).toContain("The trace tells no messages");
    const half = slotsOf(svgOf("overlay", recordAt("neuron"), { at: 4 }));
    expect([half.get("value/0"), half.get("value/2"), half.get("value/4")]).toEqual(["0.05", "·", "·"]);
  });

  test("population: norms alone", () => {
    const svg = svgOf("overlay", recordAt("population"));
    const slots = slotsOf(svg);
    expect([slots.get("norm-a/2"), slots.get("norm-delta/2")]).toEqual(["0.5933", "0.008771"]);
    expect([slots.get("mean-gain/2"), slots.get("loss")]).toEqual(["0.2413", "0.2984"]);
    expect(textOf("network", recordAt("population")).join("\n")).toContain("0.5969");
  });

  test("commit: weights, gradients and the loss", () => {
    const slots = slotsOf(svgOf("overlay", recordAt("commit")));
    expect([slots.get("weights/4"), slots.get("gradient/4"), slots.get("loss")]).toEqual([
      "0.4",
      "0.08217",
      "0.2984",
    ]);
    expect([slots.get("a/2"), slots.get("value/4")]).toEqual(["·", "·"]);
  });

  test("no events at all: the network alone", () => {
    for (const [, view] of viewList) {
      const trace = { header: mazurTrace.header, events: [] };
      expect(view.svg?.(trace, {})).toContain("nothing to show");
      expect(view.text?.(trace, {}).join("\n")).toContain("nothing to show");
    }
  });

  test("cut at its beginning: what is left of the batch", () => {
    const { header, events } = pipelineTrace;
    const first = events.findIndex((e) => "batch" in e && e.batch === 1 && e.kind === "loss");
    const cut = { header, events: events.slice(first) };
    const [whole, left] = [pipelineTrace, cut].map((trace) =>
      slotsOf(svgOf("reversed", trace, { samples: [0] })),
    );
    expect(left?.get("delta/2")).toBe(whole?.get("delta/2"));
    expect(left?.get("delta/2")).not.toBe("·");
  });
});

describe("weights of the way back", () => {
  const synapses = mazurNetwork.synapses.map((each, i) => (i === 4 ? { ...each, feedback: -0.7 } : each));
  const file = { ...mazurNetwork, synapses } as NetworkFile;
  const trace = traceOf(file, [[0.05, 0.1]], [[0.01, 0.99]]);

  test.each([
    ["synapse", trace],
    ["neuron", traceOf(file, [[0.05, 0.1]], [[0.01, 0.99]], { level: "neuron" })],
  ] as const)("a feedback weight stands beside the weight (level %s)", (_, run) => {
    expect(slotsOf(svgOf("network", run)).get("weight/4")).toBe("0.4");
    expect(slotsOf(svgOf("reversed", run)).get("feedback/4")).toBe("-0.7");
    expect(slotsOf(svgOf("overlay", run)).get("weights/4")).toBe("0.4◂-0.7");
    expect(slotsOf(svgOf("overlay", run)).get("weights/5")).toBe("0.45");
    expect(wordsOf(svgOf("overlay", run))).toContain("w◂w′");
    expect(textOf("overlay", run).join("\n")).toMatch(/w +w′/);
  });
});

test("error signals that meet weights which have learned already are shown with those weights", () => {
  const network = new Network(parseNetwork(mazurNetwork));
  const recording = record(network);
  const samples = createSamples([[0.05, 0.1]], [[0.01, 0.99]]);
  network.train(samples, { epochs: 1, batchSize: 1, learningRate: 0.5, commitAfter: "delta" }).subscribe();
  const slots = slotsOf(svgOf("overlay", recording.stop()));
  // Mazur's published numbers after the update; his h1 has heard them.
  expect(slots.get("weights/4")).toBe("0.4◂0.359");
  expect(slots.get("sum/2")).toBe("0.03023");
  expect(wordsOf(svgOf("overlay", recording.trace))).toContain("weight version 0, on the way back 1");
});

test("what the loss tells is named after where it enters", () => {
  const file: NetworkFile = { ...(mazurNetwork as NetworkFile), loss: "binary-cross-entropy" };
  const slots = slotsOf(svgOf("reversed", traceOf(file, [[0.05, 0.1]], [[0, 1]])));
  expect([slots.get("enters/4"), slots.get("enters/5")]).toEqual(["∂L/∂z", "∂L/∂z"]);
  // δ = p − t, whatever the gain.
  expect(slots.get("delta/4")).toBe(slots.get("told/4"));
});
