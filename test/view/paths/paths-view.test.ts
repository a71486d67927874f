import { describe, expect, test } from "vitest";
import {
  createSamples,
  type EventOf,
  Network,
  type NetworkFile,
  parseNetwork,
  record,
  type Trace,
} from "../../../src/index.ts";
import { derivePaths } from "../../../src/view/paths/derive-paths.ts";
import type { PassPaths, Paths } from "../../../src/view/paths/paths.ts";
import { pathsView } from "../../../src/view/paths/paths-view.ts";
import { wholeNumber } from "../../../src/view/paths/whole-number.ts";
import type { ViewOptions } from "../../../src/view/view.ts";
import { mazurNetwork, mazurPasses } from "../../oracle/published.ts";
import { randomNetwork } from "../../oracle/random-network.ts";
import { reference } from "../../oracle/scalar-reference.ts";
import {
  layeredFile,
  lectureTrace,
  mazurRun,
  mazurTrace,
  pipelineTrace,
  traceOf,
} from "../example-traces.ts";
import { formsOf } from "../forms.ts";
import { describeGoldenFiles, publishedTraces } from "../golden-files.ts";
import { ofClass, readSvg } from "../svg-reader.ts";
import { walkPaths } from "./brute-force.ts";

const { textOf, svgOf } = formsOf(pathsView);

const pathsOf = (trace: Trace, options: ViewOptions = {}): Paths => {
  const paths = derivePaths(trace, options);
  if (paths === undefined) throw new Error("expected a weight");
  return paths;
};

const passOf = (trace: Trace, options: ViewOptions = {}): PassPaths => {
  const { pass } = pathsOf(trace, options);
  if (typeof pass === "string") throw new Error(`expected a pass; got ${pass}`);
  return pass;
};

/** Layers of these sizes, of tanh neurons, one pass of one sample. */
const layers = (sizes: readonly number[], level: "synapse" | "neuron" = "neuron"): Trace =>
  traceOf(
    {
      ...layeredFile,
      loss: "half-squared-error",
      layers: sizes.map((size, i) => (i === 0 ? { id: "x", size } : { id: `h${i}`, size, activation: "tanh" as const })),
    },
    [Array.from({ length: sizes[0] ?? 0 }, (_, i) => Math.cos(i + 1))],
    [Array.from({ length: sizes.at(-1) ?? 0 }, (_, i) => Math.sin(i + 2))],
    { level },
  ); // prettier-ignore

const gradientsOf = (file: NetworkFile, inputs: readonly (readonly number[])[], targets: readonly (readonly number[])[]): Trace => {
  const network = new Network(parseNetwork(file));
  const recording = record(network);
  network.gradients(createSamples(inputs, targets));
  return recording.stop();
}; // prettier-ignore

describeGoldenFiles("the paths", pathsView, [...publishedTraces, ["pipeline", pipelineTrace]]);

test("the two paths of the published example add up to its first gradient", () => {
  const { listed, sum, comparison } = passOf(mazurTrace);
  const gain = mazurPasses.gain.h1;
  const parts = mazurPasses.parts;
  expect(listed.map(({ product }) => product)).toEqual([
    expect.closeTo(0.05 * gain * parts[4], 16),
    expect.closeTo(0.05 * gain * parts[6], 16),
  ]);
  expect(listed.map(({ steps }) => steps.map(({ name }) => name))).toEqual([["h1", "o1"], ["h1", "o2"]]); // prettier-ignore
  expect(sum).toBeCloseTo(mazurPasses.gradients[0], 16);
  expect(comparison.gradient).toBeCloseTo(mazurPasses.gradients[0], 16);
  expect(comparison.agrees).toBe(true);
});

describe("all paths, walked one by one in random networks with skip connections,", () => {
  const walked: (readonly [number, number, number])[] = [];
  const seeds = Array.from({ length: 60 }, (_, seed) => seed);

  test.each(seeds)("are those of the view, network %i", (seed) => {
    const { file, samples } = randomNetwork(seed);
    const result = reference(file, samples);
    const trace = gradientsOf(file as NetworkFile, samples.inputs, samples.targets);
    const errors = trace.events.filter((event): event is EventOf<"error"> => event.kind === "error");
    const gradients = trace.events.filter((event): event is EventOf<"gradient"> => event.kind === "gradient");
    for (const { neuron, from } of gradients.slice(0, 6)) {
      const source = from[0];
      if (source === undefined) continue;
      const sample = seed % samples.inputs.length;
      const told = new Map(errors.map((event) => [event.to, event.values[sample] ?? NaN]));
      const a = result.neurons.get(source)?.a[sample] ?? NaN;
      const { counts, pass, weight } = pathsOf(trace, { neurons: [source, neuron], samples: [sample] });
      if (counts.paths > 20_000n) continue;
      const paths = walkPaths(file, result, sample, neuron, told);
      const products = paths.map(({ product }) => a * product);
      const magnitude = products.reduce((sum, product) => sum + Math.abs(product), 0);
      expect([weight.from, weight.to, weight.instead]).toEqual([source, neuron, undefined]);
      expect(counts.paths).toBe(BigInt(paths.length));
      // With the activation, a product of f + 1 factors takes f multiplications.
      expect(counts.one.walking).toBe(BigInt(paths.reduce((sum, { factors }) => sum + factors, 0)));
      if (typeof pass === "string") throw new Error(pass);
      const sum = products.reduce((all, product) => all + product, 0);
      expect(Math.abs(pass.sum - sum)).toBeLessThanOrEqual(1e-12 * magnitude);
      const entry = result.synapses.find((each) => each.from === source && each.to === neuron);
      const mean = pass.comparison.mean ?? NaN;
      const scale = Math.max(magnitude, Math.abs(entry?.gradient ?? NaN), 1e-12);
      expect(Math.abs(mean - (entry?.gradient ?? NaN))).toBeLessThanOrEqual(1e-10 * scale);
      expect(pass.comparison.agrees).toBe(true);
      const sizes = products.map(Math.abs).sort((one, other) => other - one).slice(0, 24); // prettier-ignore
      expect(pass.listed.map(({ product }) => Math.abs(product))).toEqual(
        sizes.map((size) => expect.closeTo(size, 12) as number),
      );
      const known = new Map(paths.map((path) => [path.neurons.join("\0"), a * path.product]));
      const names = pass.listed.map(({ steps }) => steps.map(({ name }) => name).join("\0"));
      expect(new Set(names).size).toBe(names.length);
      pass.listed.forEach(({ product }, i) => {
        expect(product).toBeCloseTo(known.get(names[i] ?? "") ?? NaN, 12);
      });
      walked.push([paths.length, samples.inputs.length, seed]);
    }
  });

  test("and they are many, of several samples too", () => {
    expect(walked.length).toBeGreaterThan(150);
    expect(Math.max(...walked.map(([paths]) => paths))).toBeGreaterThan(500);
    expect(walked.filter(([, samples]) => samples > 1).length).toBeGreaterThan(100);
  });
});

describe("of layers", () => {
  test.each([
    [[2, 2, 2, 2]],
    [[3, 4, 5, 2]],
    [[1, 1, 1]],
    [[2, 7, 1, 6, 3]],
    [[4, 5]],
  ])("of sizes %j paths and multiplications are counted as the formulas say", (sizes) => {
    const { counts } = pathsOf(layers(sizes));
    const behind = sizes.slice(2);
    const product = behind.reduce((all, size) => all * size, 1);
    expect(counts.paths).toBe(BigInt(product));
    expect(counts.one.walking).toBe(BigInt(product * (2 * behind.length + 2)));
    // All weights: those into layer l lie before as many paths as the later sizes multiply to.
    const all = sizes.slice(1).map((size, l) => {
      const later = sizes.slice(l + 2);
      return (sizes[l] ?? 0) * size * later.reduce((rest, each) => rest * each, 1) * (2 * later.length + 2);
    });
    expect(counts.all.walking).toBe(BigInt(all.reduce((sum, each) => sum + each, 0)));
    const synapses = (from: number): number =>
      sizes.slice(from + 1).reduce((sum, size, i) => sum + size * (sizes[from + i] ?? 0), 0);
    const neurons = sizes.slice(1).reduce((sum, size) => sum + size, 0);
    expect(counts.weights).toBe(synapses(0));
    expect(counts.all.backpropagation).toBe(synapses(0) + neurons + synapses(1));
    const first = behind[0] ?? 0;
    const later = neurons - (sizes[1] ?? 0);
    expect(counts.one.backpropagation).toBe(1 + 1 + first + later + (behind.length > 0 ? synapses(2) : 0));
  }); // prettier-ignore

  test("a trillion paths and more are counted, and the largest found, in no time", () => {
    const sizes = [2, ...Array.from({ length: 13 }, () => 10), 3];
    const before = process.cpuUsage();
    const trace = layers(sizes);
    const paths = pathsOf(trace);
    const text = textOf(trace).join("\n");
    const { user, system } = process.cpuUsage(before);
    expect(paths.counts.paths).toBe(3_000_000_000_000n);
    expect(text).toContain("3,000,000,000,000 paths");
    expect(text).toContain("… and 2,999,999,999,976 more paths");
    expect(passOf(trace).listed).toHaveLength(24);
    expect(passOf(trace).comparison.agrees).toBe(true);
    expect((user + system) / 1e6).toBeLessThan(4);
  });

  test("two hundred layers of two have 2^198 paths", () => {
    const trace = layers(Array.from({ length: 200 }, () => 2));
    expect(pathsOf(trace).counts.paths).toBe(1n << 198n);
    expect(textOf(trace)[0]).toContain("4.017 × 10^59 paths");
    expect(svgOf(trace)).toContain("too many layers to be drawn");
    expect(svgOf(trace).length).toBeLessThan(100_000);
  });
});

describe("the weight", () => {
  test.each([
    ["by default the first that lies deepest", mazurTrace, undefined, "i1→h1"],
    ["that is named", mazurTrace, ["h2", "o1"], "h2→o1"],
    ["of the neuron that is named", mazurTrace, ["h2"], "i1→h2"],
    ["of an output", lectureTrace, ["g.1", "y.0"], "g.1→y.0"],
  ] as const)("is %s", (_, trace, neurons, name) => {
    const { weight } = pathsOf(trace, { neurons });
    expect(`${weight.from}→${weight.to}`).toBe(name);
    expect(weight.instead).toBeUndefined();
  });

  test("may be trained, if any may", () => {
    const synapses = mazurNetwork.synapses.map((synapse, i) => (i < 3 ? { ...synapse, trainable: false } : synapse)); // prettier-ignore
    const trace = traceOf({ ...mazurNetwork, synapses } as NetworkFile, [[0.05, 0.1]], [[0.01, 0.99]]);
    expect(pathsOf(trace).weight).toMatchObject({ from: "i2", to: "h2" });
  });

  test("is another one where no synapse joins the neurons that are named, and that is said", () => {
    expect(textOf(mazurTrace, { neurons: ["h1", "h2"] })[1]).toBe("No synapse leads from h1 to h2; another weight is shown."); // prettier-ignore
    expect(svgOf(mazurTrace, { neurons: ["h1", "nobody"] })).toContain("No synapse leads from h1 to nobody");
  });

  test("from which no path leads to the loss has the gradient 0", () => {
    const dead: NetworkFile = {
      ...mazurNetwork,
      neurons: [...mazurNetwork.neurons, { id: "dead", activation: "tanh", bias: 0 }],
      synapses: [...mazurNetwork.synapses, { from: "h1", to: "dead", weight: 1 }],
    } as NetworkFile;
    const trace = traceOf(dead, [[0.05, 0.1]], [[0.01, 0.99]]);
    const lines = textOf(trace, { neurons: ["h1", "dead"] }).join("\n");
    expect(lines).toContain("0 paths");
    expect(lines).toContain("No path leads from this weight to the loss");
    expect(passOf(trace, { neurons: ["h1", "dead"] })).toMatchObject({ sum: 0, listed: [] });
    expect(svgOf(trace, { neurons: ["h1", "dead"] })).toContain("No path leads");
    expect(pathsOf(trace).counts.paths).toBe(2n);
  });
});

describe("the pass", () => {
  test("is of the chosen sample, and the mean over all is the gradient of the batch", () => {
    const pass = passOf(pipelineTrace, { samples: [2] });
    expect(pass).toMatchObject({ batch: 1, sample: 2, samples: 3 });
    expect(pass.comparison.sums.map(({ sample }) => sample)).toEqual([0, 1, 2]);
    expect(pass.sum).toBe(pass.comparison.sums[2]?.sum);
    const gradient = pipelineTrace.events.findLast((event): event is EventOf<"gradient"> => event.kind === "gradient" && event.neuron === "h1"); // prettier-ignore
    const mean = pass.comparison.sums.reduce((all, { sum }) => all + sum, 0) / 3;
    expect(Math.abs(mean - (gradient?.weights[0] ?? NaN))).toBeLessThan(1e-15);
    expect(textOf(pipelineTrace, { samples: [2] }).join("\n")).toContain(
      "mean of the sums over all 3 samples",
    );
  });

  test("is of the chosen batch, with the weights that it met", () => {
    const [first, second] = [0, 1].map((batch) => passOf(pipelineTrace, { batches: [batch, batch + 1] }));
    expect(first?.weight).toBe(0.15);
    expect(first?.listed[0]?.steps[1]?.weight).toBe(0.4);
    const commit = pipelineTrace.events.find((event): event is EventOf<"commit"> => event.kind === "commit" && event.neuron === "o1"); // prettier-ignore
    expect(second?.listed.flatMap(({ steps }) => steps.filter(({ name }) => name === "o1"))[0]?.weight).toBe(commit?.weights[0]); // prettier-ignore
    expect([first, second].map((pass) => pass?.comparison.agrees)).toEqual([true, true]);
  });

  test("is the last one that has come to the loss and back, by the event that is asked for", () => {
    const error =
      pipelineTrace.events.findLast((event) => event.kind === "error" && event.batch === 0)?.n ?? 0;
    const batch1 = pipelineTrace.events.find((event) => event.kind === "batch" && event.batch === 1)?.n ?? 0;
    expect(pathsOf(pipelineTrace, { at: 3 }).pass).toBe("not yet");
    expect(textOf(pipelineTrace, { at: 3 }).join("\n")).toContain("not computed yet");
    // All factors are there, but the gradient of the batch is not formed.
    expect(passOf(pipelineTrace, { at: error }).comparison.gradient).toBeUndefined();
    expect(passOf(pipelineTrace, { at: batch1 + 2 }).batch).toBe(0);
    expect(passOf(pipelineTrace).batch).toBe(1);
  });

  test.each(["population", "commit"] as const)(
    "has no factors at level %s, but its paths are counted",
    (level) => {
      const trace = mazurRun({ level });
      expect(textOf(trace).join("\n")).toContain(`not recorded at level ${level}`);
      expect(svgOf(trace)).toContain(`not recorded at level ${level}`);
      expect(pathsOf(trace).counts.paths).toBe(2n);
    },
  );

  test.each([
    ["the trace", { phases: ["forward", "gradient"] }, {}],
    ["the trace's neurons", { neurons: ["i1", "h1"] }, {}],
    ["the selection", {}, { phases: ["forward", "backward"] }],
  ] as const)("says where %s leaves factors out", (_, recorded, options) => {
    const trace = mazurRun(recorded);
    expect(pathsOf(trace, options).pass).toBe("left out");
  });

  test("meets the feedback weights where there are some, as error signals do", () => {
    const synapses = mazurNetwork.synapses.map((synapse, i) =>
      i < 4 ? synapse : { ...synapse, feedback: 1 + i },
    );
    const trace = traceOf({ ...mazurNetwork, synapses } as NetworkFile, [[0.05, 0.1]], [[0.01, 0.99]]);
    expect(
      passOf(trace)
        .listed.map(({ steps }) => steps[1]?.weight)
        .sort(),
    ).toEqual([5, 7]);
    expect(passOf(trace).comparison.agrees).toBe(true);
    expect(textOf(trace).join("\n")).toContain("feedback weights");
  });

  test("says that error signals met newer weights, where neurons commit too early", () => {
    const network = new Network(parseNetwork(mazurNetwork));
    const recording = record(network);
    const samples = createSamples([[0.05, 0.1]], [[0.01, 0.99]]);
    network.train(samples, { epochs: 2, batchSize: 1, learningRate: 0.5, commitAfter: "delta" }).subscribe();
    const { comparison, sum } = passOf(recording.stop(), { batches: [0, 1] });
    expect(sum).toBeCloseTo(mazurPasses.gradients[0], 16);
    expect(comparison.agrees).toBe(false);
    const text = textOf(recording.trace).join("\n").replace(/\s+/g, " ");
    expect(text).toContain("they differ by");
    expect(text).toContain("committed already");
  });
});

test("products have what the loss tells in the place where it enters", () => {
  const file = { ...mazurNetwork, loss: "binary-cross-entropy" } as NetworkFile;
  const trace = traceOf(file, [[0.05, 0.1]], [[0, 1]]);
  const { counts, enters } = pathsOf(trace);
  expect(enters).toBe("pre-activation");
  // a, gain, weight, ∂L/∂z: three multiplications on each of two paths.
  expect(counts.one.walking).toBe(6n);
  // w·δ twice, the gain of h1, a·δ.
  expect(counts.one.backpropagation).toBe(4);
  expect(passOf(trace).comparison.agrees).toBe(true);
  expect(passOf(trace).listed[0]?.steps[1]?.gain).toBeUndefined();
});

test("the picture draws the largest paths, the larger the wider", () => {
  const root = readSvg(svgOf(layers([9, 12, 11, 4])));
  const drawn = [...ofClass(root, "paths-plus"), ...ofClass(root, "paths-minus")].filter(({ attributes }) => !attributes["d"]?.endsWith("h36")); // prettier-ignore
  expect(drawn.length).toBeGreaterThan(3);
  expect(drawn.length).toBeLessThanOrEqual(12);
  const widths = drawn.map(({ attributes }) => Number(attributes["stroke-width"]));
  expect(Math.max(...widths)).toBeGreaterThan(Math.min(...widths));
  expect(ofClass(root, "paths-node").length).toBeLessThanOrEqual(4 * 10 + 1);
  expect(svgOf(layers([9, 12, 11, 4]))).toContain("+ 2 more");
});

test("words are Chinese where they are asked for", () => {
  const text = textOf(pipelineTrace, { language: "zh" }).join("\n");
  expect(text).not.toMatch(/path|sum|gain|weight|walk/i);
  expect(svgOf(pipelineTrace, { language: "zh" })).toContain("反向传播");
});

test("a network without synapses has no path", () => {
  const file: NetworkFile = {
    ...mazurNetwork,
    neurons: [{ id: "i1" }, { id: "o1", activation: "sigmoid", bias: 0.2 }],
    synapses: [],
    inputs: ["i1"],
    outputs: ["o1"],
  };
  const trace = traceOf(file, [[1]], [[1]]);
  expect(textOf(trace)).toEqual(["This network has no synapse, and so no path."]);
  expect(readSvg(svgOf(trace)).name).toBe("svg");
});

test.each([
  [999n, "999"],
  [1234567n, "1,234,567"],
  [999_999_999_999_999n, "999,999,999,999,999"],
  [1_267_650_600_228_229n, "1.267 × 10^15"],
  [1n << 100n, "1.267 × 10^30"],
])("%s is written as %s", (value, text) => {
  expect(wholeNumber(value)).toBe(text);
});
