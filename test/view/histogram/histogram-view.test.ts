import { describe, expect, test } from "vitest";
import type { EventOf, Trace, TraceEvent, TraceLevel } from "../../../src/index.ts";
import { barAcross, barUp } from "../../../src/view/histogram/block-bars.ts";
import { deriveHistograms } from "../../../src/view/histogram/derive-histograms.ts";
import { histogramView } from "../../../src/view/histogram/histogram-view.ts";
import type { Histogram, Quantity } from "../../../src/view/histogram/histograms.ts";
import { widthOf } from "../../../src/view/terminal/text-width.ts";
import type { ViewOptions } from "../../../src/view/view.ts";
import { mazurNetwork, mazurPasses, mazurUpdates } from "../../oracle/published.ts";
import { layeredRun, mazurTrace, pipelineTrace } from "../example-traces.ts";
import { formsOf } from "../forms.ts";
import { describeGoldenFiles, publishedTraces } from "../golden-files.ts";
import { findAll, numberOf, ofClass, readSvg } from "../svg-reader.ts";

const { textOf, svgOf } = formsOf(histogramView);

const panelOf = (trace: Trace, quantity: Quantity, options: ViewOptions = {}) =>
  deriveHistograms(trace, options).panels.find((panel) => panel.quantity === quantity);

const histogramOf = (trace: Trace, quantity: Quantity, options: ViewOptions = {}): Histogram => {
  const panel = panelOf(trace, quantity, options);
  if (panel === undefined || "missing" in panel) throw new Error(`expected ${quantity}`);
  return panel;
};

const layeredAt = (level: TraceLevel, options = {}): Trace =>
  layeredRun({ microBatch: 1, epochs: 2, level, ...options });

const layered = layeredAt("neuron");

/** The same trace with other gains. */
const withGains = (trace: Trace, gains: readonly number[]): Trace => {
  let next = 0;
  const events = trace.events.map((event): TraceEvent =>
    event.kind === "activate" ? { ...event, gain: event.gain.map(() => gains[next++] ?? 0.5) } : event,
  );
  return { ...trace, events };
};

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describeGoldenFiles("the histograms", histogramView, [...publishedTraces, ["layered", layered]]);

describe("a distribution", () => {
  test.each([
    ["activations", 24 * 3],
    ["gains", 24 * 3],
    ["deltas", 24 * 3],
    ["gradients", 320],
    ["weights", 320],
  ] as const)("of %s is of %i numbers, each in one bin", (quantity, count) => {
    const { all, groups, edges } = histogramOf(layered, quantity);
    expect(all.count).toBe(count);
    expect(all.bins).toHaveLength(edges.length - 1);
    expect(all.bins.reduce((sum, each) => sum + each, 0)).toBe(count);
    expect(groups.map(({ name }) => name)).toEqual(["h", "k", "y"]);
    all.bins.forEach((each, bin) => {
      expect(groups.reduce((sum, { bins }) => sum + (bins[bin] ?? 0), 0)).toBe(each);
    });
    expect(edges[0]).toBeLessThanOrEqual(all.least.value);
    expect(edges.at(-1)).toBeGreaterThanOrEqual(all.greatest.value);
    edges.slice(1).forEach((edge, i) => {
      expect(edge).toBeGreaterThan(edges[i] ?? NaN);
    });
  });

  test("counts in each bin what lies between its edges", () => {
    const { all, edges } = histogramOf(layered, "activations");
    const values = layered.events.flatMap((event) => event.kind === "activate" && event.batch === 1 ? event.a : []); // prettier-ignore
    const counts = all.bins.map((_, i) => {
      const [from = NaN, to = NaN] = [edges[i], edges[i + 1]];
      return values.filter((value) => value >= from && (value < to || (i === all.bins.length - 1 && value === to))).length;
    }); // prettier-ignore
    expect(all.bins).toEqual(counts);
    expect(all.mean).toBeCloseTo(meanOf(values), 12);
  });

  test("has the published numbers, and says whose the extremes are", () => {
    const deltas = Object.values(mazurPasses.delta);
    const { all } = histogramOf(mazurTrace, "deltas");
    expect(all.mean).toBeCloseTo(meanOf(deltas), 14);
    expect(all.least).toEqual({ value: expect.closeTo(mazurPasses.delta.o2, 14) as number, neuron: "o2", from: undefined }); // prettier-ignore
    expect(all.greatest.neuron).toBe("o1");
    const weights = histogramOf(mazurTrace, "weights").all;
    expect(weights.mean).toBeCloseTo(meanOf(mazurUpdates.weightsAfter1), 14);
    expect(weights.greatest).toMatchObject({ neuron: "o2", from: "h2" });
    const gradients = histogramOf(mazurTrace, "gradients").all;
    expect(gradients.mean).toBeCloseTo(meanOf(mazurPasses.gradients), 14);
    expect(textOf(mazurTrace, { columns: 200 }).join("\n")).toContain("max 0.08267 (h2→o1)");
  });

  test("counts zeros and saturated gains", () => {
    const trace = withGains(mazurTrace, [0, 0.009, -0.002, 0.01]);
    const { zeros, saturated, count } = histogramOf(trace, "gains").all;
    expect([zeros, saturated, count]).toEqual([1, 3, 4]);
    expect(textOf(trace, { columns: 200 }).join("\n")).toContain("25 % zeros · 75 % saturated (below 0.01)");
    expect(svgOf(trace)).toContain("25 % zeros · 75 % saturated");
  });

  test.each([
    ["equal", [0.5, 0.5, 0.5, 0.5]],
    ["zero", [0, 0, 0, 0]],
    ["huge", [1.7e308, -1.7e308, 0, 1]],
    ["tiny", [5e-324, 0, 5e-324, 0]],
    ["near each other", [1e6, 1e6 + 1e-9, 1e6, 1e6]],
  ])("of %s numbers has them all in its bins", (_, gains) => {
    const trace = withGains(mazurTrace, gains);
    const { all } = histogramOf(trace, "gains");
    expect(all.bins.reduce((sum, each) => sum + each, 0)).toBe(4);
    expect(Number.isFinite(all.mean)).toBe(true);
    expect(svgOf(trace)).not.toMatch(/NaN|Infinity/);
    for (const rect of findAll(readSvg(svgOf(trace)), ({ name }) => name === "rect").slice(1)) {
      expect(numberOf(rect, "height")).toBeGreaterThan(0);
    }
    expect(textOf(trace, { columns: 40 }).filter((line) => widthOf(line) > 40)).toEqual([]);
  });

  test("leaves NaN and infinity out, and says so", () => {
    const trace = withGains(mazurTrace, [NaN, 0.2, Infinity, 0.4]);
    expect(histogramOf(trace, "gains").all).toMatchObject({ count: 2, notFinite: 2, mean: expect.closeTo(0.3, 14) as number }); // prettier-ignore
    expect(textOf(trace, { columns: 200 }).join("\n")).toContain("left out: 2 × NaN, ∞");
    expect(readSvg(svgOf(withGains(mazurTrace, [NaN, NaN, NaN, NaN]))).name).toBe("svg");
    expect(textOf(withGains(mazurTrace, [NaN, NaN, NaN, NaN])).join("\n")).toContain("4 × NaN");
  });
});

describe("the moment", () => {
  test("is the end, or right after the event that is asked for", () => {
    const first = pipelineTrace.events.find(({ kind }) => kind === "commit");
    const before = histogramOf(pipelineTrace, "weights", { at: (first?.n ?? 0) - 1 }).all.mean;
    expect(before).toBeCloseTo(meanOf(mazurNetwork.synapses.map(({ weight = NaN }) => weight)), 14);
    const commits = pipelineTrace.events.filter(
      (event): event is EventOf<"commit"> => event.kind === "commit",
    );
    const weights = commits.filter(({ batch }) => batch === 1).flatMap((event) => event.weights);
    expect(histogramOf(pipelineTrace, "weights").all.mean).toBeCloseTo(meanOf(weights), 14);
    expect(deriveHistograms(pipelineTrace, { at: first?.n }).batch).toBe(0);
  });

  test("has no numbers of what is not computed yet, and says so", () => {
    const fed = mazurTrace.events.find(({ kind }) => kind === "feed")?.n ?? 0;
    const at = (quantity: Quantity) => panelOf(mazurTrace, quantity, { at: fed });
    expect(at("activations")).toEqual({ quantity: "activations", missing: "not yet" });
    expect(at("gradients")).toEqual({ quantity: "gradients", missing: "not yet" });
    expect(
      textOf(mazurTrace, { at: fed })
        .join("\n")
        .match(/not computed yet/g),
    ).toHaveLength(4);
    const half = mazurTrace.events.find(({ kind }) => kind === "activate")?.n ?? 0;
    expect(histogramOf(mazurTrace, "activations", { at: half }).all.count).toBe(1);
  });
});

describe("what is not recorded is not drawn:", () => {
  test.each([
    ["population", ["activations", "gains", "deltas", "gradients", "weights"]],
    ["commit", ["activations", "gains", "deltas"]],
    ["neuron", []],
    ["synapse", []],
  ] as const)("at level %s", (level, missing) => {
    const trace = layeredAt(level);
    const { panels } = deriveHistograms(trace, {});
    expect(panels.filter((panel) => "missing" in panel)).toEqual(missing.map((quantity) => ({ quantity, missing: "level" }))); // prettier-ignore
    const words = `not recorded at level ${level}`;
    expect(textOf(trace).filter((line) => line.includes(words))).toHaveLength(missing.length);
    expect(svgOf(trace).includes(words)).toBe(missing.length > 0);
  });

  test("what the trace leaves out", () => {
    const trace = layeredAt("neuron", { phases: ["start", "forward"] });
    expect(panelOf(trace, "deltas")).toEqual({ quantity: "deltas", missing: "phase" });
    expect(panelOf(trace, "weights")).toEqual({ quantity: "weights", missing: "phase" });
    expect(panelOf(layeredAt("neuron", { neurons: ["h.1"] }), "gains", { neurons: ["k.1"] })).toEqual({ quantity: "gains", missing: "neurons" }); // prettier-ignore
  });
});

describe("a selection", () => {
  test("of neurons has their numbers, and each by itself where it has enough", () => {
    const { all, groups } = histogramOf(layered, "weights", { neurons: ["h.0", "k.1"] });
    expect(all.count).toBe(16 + 12);
    expect(groups.map(({ name, count }) => [name, count])).toEqual([["h.0", 16], ["k.1", 12]]); // prettier-ignore
  });

  test("of samples, of batches and of phases has what belongs to it", () => {
    expect(histogramOf(layered, "deltas", { samples: [0, 2] }).all.count).toBe(24 * 2);
    expect(histogramOf(layered, "gradients", { samples: [0] }).all.count).toBe(320);
    const first = deriveHistograms(layered, { batches: [0, 1] });
    expect(first.batch).toBe(0);
    const values = layered.events.flatMap((event) => event.kind === "delta" && event.batch === 0 ? event.delta : []); // prettier-ignore
    expect(histogramOf(layered, "deltas", { batches: [0, 1] }).all.mean).toBeCloseTo(meanOf(values), 14);
    expect(deriveHistograms(layered, { phases: ["forward", "commit"] }).panels.map(({ quantity }) => quantity)).toEqual(["activations", "gains", "weights"]); // prettier-ignore
    expect(textOf(layered, { phases: ["end"] })).toHaveLength(1);
  });
});

test("bars are as long as their share, in eighths, and nothing that is there is empty", () => {
  expect([0, 1 / 16, 0.5, 1].map((share) => barAcross(share, 2))).toEqual(["", "▏", "█", "██"]);
  expect([0, 0.001, 0.25, 0.99, 1].map(barUp)).toEqual([" ", "▁", "▂", "█", "█"]);
  expect(barAcross(1e-9, 20)).toBe("▏");
});

test("backward bars are told from forward ones without colour", () => {
  const root = readSvg(svgOf(mazurTrace));
  expect(ofClass(root, "histogram-down").length).toBeGreaterThan(0);
  expect(ofClass(root, "histogram-back").length).toBeGreaterThan(0);
  expect(svgOf(mazurTrace)).toMatch(/\.histogram-back\{[^}]*stroke-dasharray/);
});

test("words are Chinese where they are asked for", () => {
  const text = textOf(layeredAt("commit"), { language: "zh" }).join("\n");
  expect(text).toContain("在 commit 级别下没有记录");
  expect(text).not.toMatch(/mean|numbers|batch|zeros/i);
});
