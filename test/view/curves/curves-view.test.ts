import { describe, expect, test } from "vitest";
import type { EventOf, Trace, TraceEvent, TraceLevel } from "../../../src/index.ts";
import { curvesView } from "../../../src/view/curves/curves-view.ts";
import { deriveCurves } from "../../../src/view/curves/derive-curves.ts";
import type { Curve, Panel, Quantity } from "../../../src/view/curves/curves.ts";
import { widthOf } from "../../../src/view/terminal/text-width.ts";
import type { ViewOptions } from "../../../src/view/view.ts";
import { mazurPasses, mazurUpdates } from "../../oracle/published.ts";
import { layeredFile, layeredRun, mazurRun, mazurTrace, pipelineTrace, traceOf } from "../example-traces.ts"; // prettier-ignore
import { formsOf } from "../forms.ts";
import { describeGoldenFiles, publishedTraces } from "../golden-files.ts";
import { findAll, numberOf, ofClass, readSvg } from "../svg-reader.ts";

const { textOf, svgOf } = formsOf(curvesView);

const panelOf = (trace: Trace, quantity: Quantity, options: ViewOptions = {}): Panel => {
  const { panels } = deriveCurves(trace, options);
  return panels.find((panel) => panel.quantity === quantity) ?? { quantity, isNorm: false, curves: [], of: 0, missing: undefined }; // prettier-ignore
};

/** Values by the name of the curve; what is not computed is null. */
const valuesOf = (trace: Trace, quantity: Quantity, options: ViewOptions = {}) =>
  Object.fromEntries(
    panelOf(trace, quantity, options).curves.map(({ name, values }: Curve) => [
      Array.isArray(name) ? name.join("→") : String(name ?? "all"),
      values.map((value) => value ?? null),
    ]),
  );

const layeredAt = (level: TraceLevel, options = {}): Trace =>
  layeredRun({ batchSize: 2, microBatch: 1, epochs: 3, level, ...options });

const deepTrace = traceOf(
  {
    ...layeredFile,
    layers: [
      { id: "x", size: 2 },
      ...Array.from({ length: 20 }, (_, i) => ({ id: `h${i}`, size: 3, activation: "sigmoid" as const })),
      { id: "y", size: 2, activation: "identity" as const },
    ],
  },
  [[1, -1], [0.5, 0.2]],
  [[1, 0], [0, 1]],
  { batchSize: 1, epochs: 30, level: "neuron" },
); // prettier-ignore

/** The same trace with other losses, batch by batch. */
const withLosses = (trace: Trace, losses: readonly number[]): Trace => ({
  ...trace,
  events: trace.events.map((event): TraceEvent =>
    event.kind === "loss" ? { ...event, losses: event.losses.map(() => losses[event.batch] ?? 1) } : event,
  ),
});

describeGoldenFiles("the curves", curvesView, [...publishedTraces, ["pipeline", pipelineTrace]]);

describe("a curve has one number a batch:", () => {
  test("the loss, as it is published before and after the first and second commit", () => {
    const [first, second, third] = valuesOf(mazurRun({ epochs: 3 }), "loss")["all"] ?? [];
    expect(first).toBeCloseTo(mazurPasses.loss, 14);
    expect(second).toBeCloseTo(mazurUpdates.lossAfter1, 14);
    expect(third).toBeCloseTo(mazurUpdates.lossAfter2, 14);
  });

  test("weights as they are published, before the first batch and after its commit", () => {
    const values = Object.values(valuesOf(mazurTrace, "weights"));
    expect(values.map(([before]) => before)).toEqual([0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55]);
    values.forEach(([, after], i) => {
      expect(after).toBeCloseTo(mazurUpdates.weightsAfter1[i] ?? NaN, 14);
    });
  });

  test("gains as they are published", () => {
    const gains = valuesOf(mazurTrace, "gain");
    for (const [neuron, gain] of Object.entries(mazurPasses.gain)) {
      expect(gains[neuron]?.[0]).toBeCloseTo(gain, 14);
    }
  });

  test("the gradient's norm, over weights and bias, of the published numbers", () => {
    const [w1, w2] = mazurPasses.gradients;
    const bias = mazurPasses.delta.h1;
    expect(valuesOf(mazurTrace, "gradient")["h1"]?.[0]).toBeCloseTo(Math.hypot(w1, w2, bias), 14);
  });

  test.each(["gain", "delta", "gradient", "weights"] as const)(
    "%s, the same whether neurons or populations are recorded",
    (quantity) => {
      const options: ViewOptions = { phases: ["forward", "backward", "gradient", "commit"] };
      const [neurons, populations] = (["neuron", "population"] as const).map((level) =>
        valuesOf(layeredAt(level), quantity, options),
      );
      expect(Object.keys(neurons ?? {})).toEqual(["h", "k", "y"]);
      for (const [name, values] of Object.entries(neurons ?? {})) {
        expect(values).toHaveLength(quantity === "weights" ? 7 : 6);
        values.forEach((value, batch) => {
          expect(populations?.[name]?.[batch]).toBeCloseTo(value ?? NaN, 12);
        });
      }
    },
  );

  test("the mean over the samples of the batch, whatever micro-batches they came in", () => {
    const losses = pipelineTrace.events.filter((event): event is EventOf<"loss"> => event.kind === "loss");
    const means = [0, 1].map((batch) => {
      const own = losses.filter((event) => event.batch === batch).flatMap((event) => event.losses);
      expect(own).toHaveLength(3);
      return own.reduce((sum, loss) => sum + loss, 0) / 3;
    });
    expect(valuesOf(pipelineTrace, "loss")["all"]).toEqual(
      means.map((mean) => expect.closeTo(mean, 14) as number),
    );
  });
});

describe("what is not there is not drawn:", () => {
  test.each([
    ["commit", ["Mean gain σ'(z) · not recorded at level commit"]],
    ["population", []],
    ["neuron", []],
  ] as const)("at level %s", (level, missing) => {
    const trace = layeredAt(level);
    const lines = textOf(trace).filter((line) => line.includes("not recorded"));
    expect(lines).toEqual(missing);
    for (const line of missing) expect(svgOf(trace)).toContain(line.split(" · ")[1]);
    const drawn = ofClass(readSvg(svgOf(trace)), "curves-line").length;
    // Loss, and three populations in each of the other panels.
    expect(drawn).toBe(1 + 3 * (3 - missing.length));
  });

  test("a phase that the trace leaves out", () => {
    const trace = layeredAt("neuron", { phases: ["start", "loss", "forward"] });
    const text = textOf(trace).join("\n");
    expect(text.match(/not recorded: the trace leaves this phase out/g)).toHaveLength(2);
    expect(ofClass(readSvg(svgOf(trace)), "curves-line")).toHaveLength(1 + 3);
  });

  test("of a batch that has not come that far", () => {
    const commits = pipelineTrace.events.filter(({ kind }) => kind === "commit");
    const loss = pipelineTrace.events.find((event) => event.kind === "loss" && event.batch === 1);
    const at = loss?.n ?? NaN;
    // One of three losses of batch 1 is in, and no gradient of it.
    expect(valuesOf(pipelineTrace, "loss", { at })["all"]).toEqual([expect.any(Number), null]);
    expect(valuesOf(pipelineTrace, "gradient", { at })["h1"]).toEqual([expect.any(Number), null]);
    expect(valuesOf(pipelineTrace, "weights", { at })["i1→h1"]).toEqual([0.15, expect.any(Number), null]);
    const half = commits[1]?.n ?? NaN;
    const weights = valuesOf(pipelineTrace, "weights", { at: half });
    expect([weights["i1→h1"]?.[1], weights["h1→o1"]?.[1]].filter((value) => value === null)).toHaveLength(1);
    expect(textOf(pipelineTrace, { at: 0 }).join("\n")).toContain("not computed yet");
  });

  test("NaN and infinity are gaps, and counted", () => {
    const trace = withLosses(mazurRun({ epochs: 6 }), [1, 2, NaN, 3, Infinity, 2]);
    const [line] = ofClass(readSvg(svgOf(trace)), "curves-line");
    expect(line?.attributes["d"]?.match(/M/g)).toHaveLength(3);
    expect(line?.attributes["d"]).not.toMatch(/NaN|Infinity/);
    expect(textOf(trace)[2]).toContain("left out: 2 × NaN, ∞");
    expect(svgOf(withLosses(mazurRun({ epochs: 2 }), [NaN, NaN]))).not.toMatch(/"[^"]*NaN[^"]*"/);
  });

  test("batches that are only evaluated are none", () => {
    const events = pipelineTrace.events.map((event): TraceEvent => event.kind === "batch" && event.batch === 1 ? { ...event, purpose: "evaluate" } : event); // prettier-ignore
    expect(deriveCurves({ ...pipelineTrace, events }, {}).batches).toEqual([0]);
  });
});

describe("the scale", () => {
  test.each([
    [[1, 0.5, 0.02], false],
    [[1, 0.5, 0.004], true],
    [[1, 0.01, 0, 1e-9], true],
    [[-1, 0.5, 1e-9], false],
  ])("of %j says whether it is logarithmic: %s", (losses, isLogarithmic) => {
    const trace = withLosses(mazurRun({ epochs: losses.length }), losses);
    expect(textOf(trace)[2]?.includes("logarithmic scale")).toBe(isLogarithmic);
    if (losses.includes(0)) expect(textOf(trace)[2]).toContain("left out: 1 × 0");
  });

  test.each([[[1.7e308, -1.7e308]], [[5e-324, 0]], [[1e6, 1e6 + 1]], [[0, 0]]])(
    "of %j has a place for all",
    (losses) => {
      const trace = withLosses(mazurRun({ epochs: losses.length }), losses);
      const root = readSvg(svgOf(trace));
      const [line] = ofClass(root, "curves-line");
      const heights =
        line?.attributes["d"]?.match(/,[\d.]+/g)?.map((height) => Number(height.slice(1))) ?? [];
      expect(heights).toHaveLength(2);
      for (const height of heights) {
        expect(height).toBeGreaterThan(80);
        expect(height).toBeLessThan(240);
      }
      expect(svgOf(trace)).not.toMatch(/"[^"]*(NaN|Infinity)[^"]*"/);
      expect(textOf(trace, { columns: 40 }).every((line) => widthOf(line) <= 40)).toBe(true);
    },
  );
});

describe("names at the ends of lines", () => {
  test.each([
    ["mazur", mazurTrace],
    ["deep", deepTrace],
    ["layered", layeredAt("neuron")],
  ])("of %s never overlap, and stay in the picture", (_, trace) => {
    const root = readSvg(svgOf(trace));
    const right = numberOf(root, "width") - 24;
    const numbers = findAll(
      root,
      ({ name, attributes }) => name === "text" && Number(attributes["x"]) === right,
    );
    const heights = numbers.map((number) => numberOf(number, "y")).sort((one, other) => one - other);
    expect(heights.length).toBeGreaterThan(6);
    heights.forEach((y, i) => {
      expect(y - (heights[i - 1] ?? -Infinity)).toBeGreaterThanOrEqual(15.9);
    });
    expect(heights.at(-1)).toBeLessThan(numberOf(root, "height"));
  });

  test("of more than eight depths are those of some, at equal distances, and that is said", () => {
    const { curves, of } = panelOf(deepTrace, "gain");
    expect(curves.map(({ name }) => name)).toEqual(["h0", "h3", "h6", "h9", "h11", "h14", "h17", "y"]);
    expect(of).toBe(21);
    expect(textOf(deepTrace, { columns: 120 }).join("\n")).toContain("8 of 21");
  });
});

describe("a selection", () => {
  test("of two neurons that a synapse joins follows its weight alone", () => {
    expect(Object.keys(valuesOf(mazurTrace, "weights", { neurons: ["i1", "h1"] }))).toEqual(["i1→h1"]);
  });

  test("of neurons has a line for each, and the weights that lead to them", () => {
    const options = { neurons: ["h1", "o2"] };
    expect(Object.keys(valuesOf(mazurTrace, "gain", options))).toEqual(["h1", "o2"]);
    expect(Object.keys(valuesOf(mazurTrace, "weights", options))).toEqual(["h1→o2"]);
    expect(Object.keys(valuesOf(mazurTrace, "weights", { neurons: ["o2"] }))).toEqual(["h1→o2", "h2→o2"]);
    expect(Object.keys(valuesOf(layeredAt("neuron"), "gain", { neurons: ["h.3"] }))).toEqual(["h.3"]);
    expect(panelOf(mazurTrace, "gain", { neurons: ["nobody"] }).missing).toBe("neurons");
  });

  test("of a sample has its loss", () => {
    const losses = pipelineTrace.events.flatMap((event) => event.kind === "loss" && event.samples.includes(1) ? event.losses : []); // prettier-ignore
    expect(valuesOf(pipelineTrace, "loss", { samples: [1] })["all"]).toEqual(losses);
    const populations = layeredAt("population", { microBatch: 2 });
    expect(panelOf(populations, "gain", { samples: [1] }).missing).toBe("samples");
  });

  test("of batches begins with the weights that they met", () => {
    const all = valuesOf(pipelineTrace, "weights")["h1→o1"];
    expect(valuesOf(pipelineTrace, "weights", { batches: [1, 2] })["h1→o1"]).toEqual(all?.slice(1));
    const norms = valuesOf(layeredAt("neuron"), "weights");
    expect(valuesOf(layeredAt("neuron"), "weights", { batches: [2, 4] })["k"]).toEqual(
      norms["k"]?.slice(2, 5),
    );
    expect(deriveCurves(pipelineTrace, { batches: [1, 2] }).batches).toEqual([1]);
  });

  test("of phases has what comes to be in them", () => {
    const shown = (phases: ViewOptions["phases"]): Quantity[] =>
      deriveCurves(mazurTrace, { phases }).panels.map(({ quantity }) => quantity);
    expect(shown(undefined)).toEqual(["loss", "gain", "gradient", "weights"]);
    expect(shown(["backward", "loss"])).toEqual(["loss", "delta"]);
    expect(textOf(mazurTrace, { phases: ["end"] })).toHaveLength(1);
  });
});

test("runs that each count from 0 stand one after the other", () => {
  const again = mazurRun({ epochs: 2 }).events.map((event): TraceEvent => ({ ...event, n: event.n + 1000 }));
  const both = {
    ...mazurRun({ epochs: 2 }),
    events: [...mazurRun({ epochs: 2 }).events.slice(0, -1), ...again],
  };
  expect(deriveCurves(both, {}).batches).toEqual([0, 1, 0, 1]);
  expect(textOf(both)[0]).toContain("every run counts its batches from 0");
});

test("words are Chinese where they are asked for", () => {
  const text = textOf(layeredAt("commit"), { language: "zh" }).join("\n");
  expect(text).toContain("在 commit 级别下没有记录");
  expect(text).not.toMatch(/batch|loss|norm|level/i);
});

test("a thousand batches share points, and that is said", () => {
  const text = textOf(mazurRun({ epochs: 1000 }), { columns: 60 });
  expect(text[0]).toBe("Curves · 1000 batches · each point is the mean of 17 of them");
  expect(svgOf(mazurRun({ epochs: 1000 })).length).toBeLessThan(150_000);
});
