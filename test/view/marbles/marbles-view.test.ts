import { describe, expect, test } from "vitest";
import {
  createSamples,
  Network,
  parseNetwork,
  record,
  type NetworkFile,
  type TraceEvent,
} from "../../../src/index.ts";
import { marblesView } from "../../../src/view/marbles/marbles-view.ts";
import { mazurNetwork } from "../../oracle/published.ts";
import {
  hostileNames,
  hostileTrace,
  lectureTrace,
  longTrace,
  mazurTrace,
  pipelineTrace,
  traceOf,
} from "../example-traces.ts";
import { describeGoldenFiles } from "../golden-files.ts";
import { findAll, numberOf, ofClass, readSvg, titleOf } from "../svg-reader.ts";
import { textOf, svgOf, railsOf, marksOf } from "./drawn-marbles.ts";
import { readRails } from "./rails.ts";

describeGoldenFiles("the marble diagram", marblesView);

describe("a marble diagram of characters", () => {
  test("has every sample of a pipeline a tick behind the one before, a tick a layer, there and back", () => {
    const rails = railsOf(pipelineTrace, { columns: 80 });
    const at = (...ticks: number[]): [number, string][] => ticks.map((t, i) => [t, String(i % 3)]);
    const runs = (first: number): number[] => [0, 1, 2, 11, 12, 13].map((t) => t + first);
    for (const [neuron, depth] of [["i1", 0], ["i2", 0], ["h1", 1], ["h2", 1], ["o1", 2], ["o2", 2]] as const) {
      expect(marksOf(rails, `${neuron} forward$`)).toEqual(at(...runs(depth)));
      if (depth === 0) continue;
      const back = marksOf(rails, `${neuron} backward$`).filter(([, mark]) => /\d/.test(mark));
      expect(back).toEqual(at(...runs(6 - depth)));
    }
    expect(marksOf(rails, "loss$")).toEqual(at(...runs(3)));
  }); // prettier-ignore

  test("has barriers, gradients, commits and the end where the trace has them", () => {
    const times = (kind: TraceEvent["kind"]): number[] => [
      ...new Set(pipelineTrace.events.flatMap((event) => (event.kind === kind ? [event.t] : []))),
    ];
    for (const columns of [40, 80, 200]) {
      const rails = railsOf(pipelineTrace, { columns });
      expect(rails.size).toBe(11);
      for (const [label, { barriers, end, marks }] of rails) {
        expect(barriers).toEqual(times("gradient"));
        expect(end).toBe("│");
        const marked = (sign: string): number[] =>
          [...marks].flatMap(([t, mark]) => (mark.includes(sign) ? [t] : []));
        const learns = label.endsWith("backward$");
        expect(marked("×")).toEqual(learns ? times("gradient") : []);
        expect(marked("✓")).toEqual(learns ? times("commit") : []);
      }
    }
  });

  test("shows the published numbers of Mazur's step under its marbles", () => {
    const lines = textOf(mazurTrace, { columns: 200 });
    const under = (label: RegExp): string => lines[lines.findIndex((line) => label.test(line)) + 1] ?? "";
    const numbers = { "h1 forward": 0.5933, "o1 forward": 0.7514, "o1 backward": 0.1385, "h1 backward": 0.008771, loss: 0.2984 }; // prettier-ignore
    for (const [label, number] of Object.entries(numbers)) {
      expect(Number(under(new RegExp(`^${label}\\$`)).replaceAll("║", ""))).toBe(number);
    }
  });

  test("has the values in a table where there is no room under the marbles", () => {
    const lines = textOf(pipelineTrace, { columns: 80 });
    const table = lines.slice(lines.indexOf("values"));
    const row = table.find((line) => line.startsWith("o1 backward$"))?.split(/\s+/).slice(2).map(Number); // prettier-ignore
    const deltas = pipelineTrace.events.flatMap((e) =>
      e.kind === "delta" && e.neuron === "o1" ? e.delta : [],
    );
    expect(row).toEqual(deltas.map((delta) => Number(delta.toPrecision(4))));
  });

  test("is a gapless line under its axis in every block, and says which ticks are left out", () => {
    const lines = textOf(longTrace, { columns: 80 });
    const rails = railsOf(longTrace, { columns: 80 });
    const total = (longTrace.events.at(-1)?.t ?? 0) + 1;
    const note = lines.find((line) => line.includes("ticks 0 to "));
    expect(note).toBe(`· ticks 0 to 219 of ${total.toLocaleString("en-US")}`);
    const feeds = longTrace.events.filter((e) => e.kind === "feed" && e.neuron === "i1" && e.t <= 219);
    expect(marksOf(rails, "i1 forward$").map(([t]) => t)).toEqual(feeds.map(({ t }) => t));
    expect([...rails.values()].every(({ end }) => end === "→")).toBe(true);
    const values = lines.find((line) => line.startsWith("values"));
    expect(values).toMatch(/the first \d+ of \d+ columns/);
  });

  test("leads up to the event that is asked for", () => {
    const at = 2000;
    const t = longTrace.events[at]?.t ?? NaN;
    const lines = textOf(longTrace, { at });
    expect(lines[1]).toBe(`· ticks ${t - 219} to ${t} of ${t + 1}`);
    const rails = railsOf(mazurTrace, { at: 15 });
    expect(marksOf(rails, "o2 forward$")).toEqual([[2, "0"]]);
    expect(marksOf(rails, "o2 backward$")).toEqual([]);
    expect(rails.get("loss$")?.end).toBe("→");
  });

  test("puts marbles of one tick together", () => {
    const events = pipelineTrace.events.map((event) => ({ ...event, t: 0 }));
    const rails = railsOf({ ...pipelineTrace, events });
    expect(marksOf(rails, "i1 forward$")).toEqual([[0, "+6"]]);
    expect(marksOf(rails, "o1 backward$")).toEqual([[0, "+6×✓"]]);
    expect([...rails.values()].flatMap(({ barriers }) => barriers)).toEqual([]);
    const two = railsOf({ ...pipelineTrace, events: events.slice(0, 20) });
    expect(marksOf(two, "i1 forward$")).toEqual([[0, "(0,1)"]]);
  });

  test("follows a clock of fractions of ticks", () => {
    const events = pipelineTrace.events.map((event) => ({ ...event, t: event.t / 4 }));
    const rails = railsOf({ ...pipelineTrace, events }, { columns: 200 });
    expect(marksOf(rails, "h1 forward$").map(([t]) => t)).toEqual([0.25, 0.5, 0.75, 3, 3.25, 3.5]);
  });

  test("marks the end of a run that failed", () => {
    const events = mazurTrace.events.map((e) =>
      e.kind === "end" ? { ...e, outcome: "o1: NaN\u001b[31m" } : e,
    );
    const lines = textOf({ ...mazurTrace, events });
    expect(readRails(lines).every(({ end }) => end === "✗")).toBe(true);
    expect(lines.join("\n")).toContain("✗ the run ended: o1: NaN\ufffd[31m");
  });

  test("says the micro-batch's number where it has several samples", () => {
    const trace = traceOf(mazurNetwork as NetworkFile, [[1, 2], [3, 4], [5, 6], [7, 8]], [[0, 1], [1, 0], [0, 1], [1, 0]], { microBatch: 2 }); // prettier-ignore
    expect(marksOf(railsOf(trace), "h2 forward$")).toEqual([[1, "0"], [2, "1"]]); // prettier-ignore
    expect(textOf(trace).join(" ")).toContain("number: the micro-batch");
  });

  test("has no barrier where neurons commit on the way back", () => {
    const network = new Network(parseNetwork(mazurNetwork));
    const recording = record(network);
    const samples = createSamples([[0.05, 0.1]], [[0.01, 0.99]]);
    network.train(samples, { epochs: 1, batchSize: 1, learningRate: 0.5, commitAfter: "delta" }).subscribe();
    const rails = railsOf(recording.stop());
    const barriers = [...rails.values()].flatMap((rail) => rail.barriers);
    expect(barriers).toEqual([]);
    expect(marksOf(rails, "o1 backward$").some(([, mark]) => mark.includes("✓"))).toBe(true);
  });
});

describe("a marble diagram as a picture", () => {
  test("has a round marble for each activation, a diamond for each error signal, a square for each loss", () => {
    for (const trace of [mazurTrace, lectureTrace, pipelineTrace]) {
      const svg = readSvg(svgOf(trace));
      const count = (kind: TraceEvent["kind"]): number =>
        trace.events.filter((event) => event.kind === kind).length;
      const shapes = (name: string, className: string): number =>
        findAll(svg, (each) => each.name === name && each.attributes["class"] === className).length;
      // One of each is in the legend.
      expect(shapes("circle", "forward")).toBe(count("feed") + count("activate") + 1);
      expect(shapes("polygon", "backward")).toBe(count("delta") + 1);
      expect(shapes("rect", "loss")).toBe(count("loss") + 1);
      expect(ofClass(svg, "marbles-ring")).toHaveLength(count("gradient") + count("commit") + 2);
    }
  });

  test("has streams in the order of layers, and time running right", () => {
    const svg = readSvg(svgOf(pipelineTrace));
    const marbles = findAll(svg, ({ name, children }) => name === "g" && children[0]?.name === "title");
    const at = (sentence: RegExp): { x: number; y: number } => {
      const circle = marbles.find((g) => sentence.test(titleOf(g)))?.children.find(({ name }) => name === "circle");
      return { x: numberOf(circle, "cx"), y: numberOf(circle, "cy") };
    };
    const [given, hidden, output] = [at(/^i1 is given/), at(/^h1 has all its inputs/), at(/^o1 has all its inputs/)];
    expect(hidden.x - given.x).toBeCloseTo(output.x - hidden.x, 6);
    expect(given.x).toBeLessThan(hidden.x);
    expect(given.y).toBeLessThan(hidden.y);
    expect(hidden.y).toBeLessThan(output.y);
    // No two marbles lie upon each other.
    const places = ofClass(svg, "forward").filter(({ name }) => name === "circle");
    expect(new Set(places.map((each) => `${each.attributes["cx"]}/${each.attributes["cy"]}`)).size).toBe(places.length);
  }); // prettier-ignore

  test("tells who cannot see it what it is, in both languages", () => {
    for (const [language, title] of [["en", "Marble diagram of mazur"], ["zh", "弹珠图：mazur"]] as const) {
      const [first, second] = readSvg(svgOf(mazurTrace, { language })).children;
      expect(first).toMatchObject({ name: "title", text: title });
      expect(second?.name).toBe("desc");
      expect(second?.text).toMatch(language === "en" ? /^11 streams from tick 0 to tick 8/ : /^从时刻 0 到时刻 8 的 11 条流/);
    }
    expect(textOf(mazurTrace, { language: "zh" })[0]).toBe("弹珠图：mazur");
  }); // prettier-ignore
});

describe("names that may hold anything", () => {
  test.each(["en", "zh"] as const)("stand in a picture as they are, in %s", (language) => {
    const svg = readSvg(svgOf(hostileTrace, { language }));
    const texts = findAll(svg, ({ name }) => name === "text").map(({ text }) => text);
    for (const name of hostileNames.filter((each) => each.length <= 20 && !each.includes("\u202e"))) {
      expect(texts).toContain(name);
    }
    expect(findAll(svg, ({ name }) => name === "script")).toEqual([]);
    expect(findAll(svg, ({ name }) => name === "style")).toHaveLength(1);
  });
});
