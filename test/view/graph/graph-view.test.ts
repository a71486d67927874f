import { instance, type Viz } from "@viz-js/viz";
import { beforeAll, describe, expect, test } from "vitest";
import type { NetworkFile } from "../../../src/index.ts";
import { graphView } from "../../../src/view/graph/graph-view.ts";
import { hostileNames, hostileTrace, layeredTrace, lectureTrace, mazurRun, mazurTrace, pipelineTrace, traceOf } from "../example-traces.ts"; // prettier-ignore
import { bigTrace } from "../export/big-trace.ts";
import { formsOf } from "../forms.ts";
import { describeGoldenFiles } from "../golden-files.ts";
import { named, namesOf, shown, trickyNames } from "./named-traces.ts";

const { dotOf, mermaidOf } = formsOf(graphView);

describeGoldenFiles("the graph", graphView);

let viz: Viz;
beforeAll(async () => {
  viz = await instance();
});

interface Rendered {
  /** Lines of all labels, in the order of the picture. */
  readonly texts: readonly string[];
  /** Names that a reader sees over a node. */
  readonly tooltips: readonly string[];
  readonly edges: readonly Readonly<Record<string, string>>[];
  readonly nodes: readonly Readonly<Record<string, string>>[];
  readonly clusters: number;
}

/** What Graphviz itself reads and draws. */
function render(dot: string): Rendered {
  const drawn = viz.render(dot, { format: "svg" });
  if (drawn.status !== "success") throw new Error(JSON.stringify(drawn.errors));
  const svg = drawn.output;
  const graph = JSON.parse(viz.renderString(dot, { format: "json" })) as {
    objects: Record<string, string>[];
    edges?: Record<string, string>[];
  };
  return {
    texts: [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, content = ""]) => resolve(content)),
    tooltips: [...svg.matchAll(/xlink:title="([^"]*)"/g)].map(([, content = ""]) => resolve(content)),
    edges: graph.edges ?? [],
    nodes: graph.objects.filter((object) => !("nodes" in object)),
    clusters: graph.objects.filter(({ name }) => name?.startsWith("cluster")).length,
  };
}

/** The entities that Graphviz writes; blanks that it keeps are no-break ones. */
function resolve(markup: string): string {
  const names: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
  return markup.replace(/&(?:#(\d+)|(\w+));/g, (all, code: string | undefined, name: string | undefined) => {
    if (code !== undefined) return code === "160" ? " " : String.fromCodePoint(Number(code));
    return names[name ?? ""] ?? all;
  });
}

describe("the network as DOT", () => {
  test.each([
    ["Mazur's", mazurTrace, 6, 8, 4],
    ["the lecture's", lectureTrace, 8, 12, 8],
    ["a pipeline's", pipelineTrace, 6, 8, 4],
  ])("has a node a neuron and an edge a synapse, and back: %s", (_, trace, neurons, synapses, back) => {
    const { nodes, edges } = render(dotOf(trace));
    const [outputs, loss] = [2, 1];
    expect(nodes).toHaveLength(neurons + loss);
    expect(edges.filter(({ dir }) => dir === undefined)).toHaveLength(synapses + outputs);
    const backward = edges.filter(({ dir }) => dir === "back");
    expect(backward).toHaveLength(back + outputs);
    expect(backward.every(({ style }) => style === "dashed")).toBe(true);
  });

  test("tells Mazur's published numbers", () => {
    const { texts } = render(dotOf(mazurTrace, { at: 25 }));
    // net h1, out h1, gain and delta of o1 and h1; delta·w at h1 and h2; the weights before the commit.
    for (const line of ["z 0.3775", "a 0.5933", "gain 0.1868", "δ 0.1385", "δ 0.008771", "sigmoid, b 0.35"]) {
      expect(texts).toContain(line);
    }
    for (const line of ["w·δ 0.0554", "w·δ -0.01905", "w·δ 0.06232", "w·δ -0.02095", "∂L/∂a 0.7414"]) {
      expect(texts).toContain(line);
    }
    for (const w of [0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55]) expect(texts).toContain(`w ${w}`);
    expect(texts).toContain("L 0.2984");
  });

  test("after the last event has the committed weights", () => {
    const { texts } = render(dotOf(mazurTrace));
    for (const w of ["0.1498", "0.1996", "0.2498", "0.2995", "0.3589", "0.4087", "0.5113", "0.5614"]) {
      expect(texts).toContain(`w ${w}`);
    }
    expect(texts.join("\n")).toContain("weights of version 1");
  });

  test.each([
    ["Mazur's", mazurTrace],
    ["the lecture's", lectureTrace],
    ["layered", layeredTrace],
    ["hostile", hostileTrace],
    ["tricky", named(trickyNames)],
  ])("shows every name as it is: %s", (_, trace) => {
    const { texts, tooltips } = render(dotOf(trace));
    for (const name of namesOf(trace)) {
      expect(texts.filter((text) => text === shown(name)).length, name).toBeGreaterThan(0);
      if (shown(name) !== name) expect(tooltips).toContain(name);
    }
  });

  test("puts the neurons of a layer into a box", () => {
    const { clusters, nodes, edges } = render(dotOf(layeredTrace));
    expect(clusters).toBe(4);
    expect(nodes).toHaveLength(16 + 12 + 8 + 4 + 1);
    // The way back over so many synapses is not drawn, and the picture says so.
    expect(edges).toHaveLength(16 * 12 + 12 * 8 + 8 * 4 + 4);
    expect(dotOf(layeredTrace)).toContain("their arrows are left out");
    expect(dotOf(layeredTrace)).toContain("too many edges for their numbers");
  });

  test("draws the way back alone where it is wanted", () => {
    const { edges, nodes } = render(dotOf(layeredTrace, { phases: ["backward"] }));
    expect(edges).toHaveLength(12 * 8 + 8 * 4 + 4);
    expect(edges.every(({ dir, style }) => dir === "back" && style === "dashed")).toBe(true);
    expect(nodes).toHaveLength(12 + 8 + 4 + 1);
  });

  test("and the way down alone", () => {
    const { edges } = render(dotOf(mazurTrace, { phases: ["forward"] }));
    expect(edges).toHaveLength(8 + 2);
  });

  test("shows what is not computed yet not at all", () => {
    const atStart = render(dotOf(mazurTrace, { at: 1 })).texts;
    expect(atStart.filter((text) => /^(a|z|gain|δ|L) /.test(text))).toEqual([]);
    // Event 6: h1 has computed, h2 has not.
    const later = render(dotOf(mazurTrace, { at: 6 })).texts;
    expect(later.filter((text) => text.startsWith("z "))).toEqual(["z 0.3775"]);
    expect(later.filter((text) => text.startsWith("δ "))).toEqual([]);
  });

  test("shows the sample that is wanted, and the batch", () => {
    const { texts } = render(dotOf(pipelineTrace, { samples: [1], batches: [0, 1] }));
    // The second of six samples is (0.9, 0.2).
    expect(texts).toContain("a 0.9");
    expect(texts.join("\n")).toContain("batch 0, sample 1");
    const last = render(dotOf(pipelineTrace, { samples: [1] })).texts;
    expect(last.join("\n")).toContain("batch 1, sample 1");
    expect(last).toContain("a 0.3");
  });

  test("draws the neurons that are chosen, and those at the other ends of their synapses", () => {
    const { nodes, edges } = render(dotOf(mazurTrace, { neurons: ["h1"] }));
    expect(nodes.map(({ label = "" }) => label.split("\\n")[0])).toEqual(["i1", "i2", "h1", "o1", "o2"]);
    expect(edges.filter(({ dir }) => dir === undefined)).toHaveLength(4);
    expect(edges.filter(({ dir }) => dir === "back")).toHaveLength(2);
  });

  test("draws the way back to the inputs where they receive it", () => {
    const trace = mazurRun({ inputErrors: "receive" });
    expect(render(dotOf(trace)).edges.filter(({ dir }) => dir === "back")).toHaveLength(8 + 2);
  });

  test("speaks Chinese", () => {
    expect(dotOf(mazurTrace, { language: "zh" })).toContain("6 个神经元，8 个突触");
  });

  test("draws a trace without events, and one of populations alone", () => {
    expect(render(dotOf({ ...mazurTrace, events: [] })).texts).toContain("h1");
    const coarse = mazurRun({ level: "population" });
    expect(render(dotOf(coarse)).nodes).toHaveLength(7);
  });
});

describe("a network too large to be drawn neuron by neuron", () => {
  const trace = bigTrace();

  test("is drawn by its populations, with counts, in little time", () => {
    const before = process.cpuUsage();
    const dot = dotOf(trace);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(2);
    const { nodes, edges, texts } = render(dot);
    expect(nodes).toHaveLength(5);
    for (const [neurons, name] of [
      [100, "x"],
      [500, "h"],
      [500, "k"],
      [10, "y"],
    ] as const) {
      expect(texts).toContain(name);
      expect(texts.some((text) => text.startsWith(`${neurons} neurons`))).toBe(true);
    }
    const counts = edges.map(({ label = "" }) => /^(\d+) synapses$/.exec(label)?.[1]).filter(Boolean);
    expect(counts.map(Number)).toEqual([50000, 250000, 5000, 250000, 5000]);
    expect(texts).toContain("neurons are put together by population");
  });

  test("shows the chosen neurons in full, and says so", async () => {
    const before = process.cpuUsage();
    const dot = dotOf(trace, { neurons: ["h.3", "k.7"] });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(2);
    const { texts, edges } = render(dot);
    expect(texts).toContain("h.3");
    expect(texts).toContain("2 neurons by themselves, the others put together by population");
    const forward = edges.filter(({ dir }) => dir === undefined).map(({ label = "" }) => label);
    // x to h.3; h.3 to the other k and to k.7; the other h to k.7; k.7 to y: all others join nobody who was chosen.
    expect(forward.filter((label) => label.endsWith("synapses")).toSorted()).toEqual(
      ["100 synapses", "499 synapses", "499 synapses", "10 synapses"].toSorted(),
    );
    const { parameters } = (await import("../../../src/index.ts")).parseNetwork(trace.header.network);
    expect(parameters.length).toBe(305_000 + 1010);
    expect(forward.filter((label) => label.startsWith("w "))).toHaveLength(1);
  });

  test("of many populations is drawn by depth", () => {
    const file: NetworkFile = {
      format: "counterflow-network",
      version: 1,
      loss: "half-squared-error",
      seed: 1,
      layers: Array.from({ length: 300 }, (_, i) =>
        i === 0 ? { id: "x", size: 1 } : { id: `h${i}`, size: 1, activation: "tanh" as const },
      ),
    };
    const { nodes, texts } = render(dotOf(traceOf(file, [[1]], [[0]])));
    expect(nodes.length).toBeLessThanOrEqual(65);
    expect(texts).toContain("neurons are put together by neighbouring depths");
    const counted = texts.flatMap((text) => Number(/^(\d+) neurons, (?:tanh|input)$/.exec(text)?.[1] ?? NaN));
    expect(counted.filter(Number.isFinite).reduce((sum, count) => sum + count, 0)).toBe(300 - 1);
  });
});

test("names of a hostile file end up in no identifier", () => {
  for (const text of [dotOf(hostileTrace), mermaidOf(hostileTrace)]) {
    const outside = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
    for (const name of hostileNames.filter((each) => !["end", "-->", "subgraph"].includes(each))) {
      expect(outside).not.toContain(name);
    }
  }
});
