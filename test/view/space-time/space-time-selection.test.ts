import { describe, expect, test } from "vitest";
import type { ViewOptions } from "../../../src/view/view.ts";
import { hostileTrace, layeredFile, layeredTrace, longTrace, mazurRun, mazurTrace, pipelineTrace, traceOf } from "../example-traces.ts"; // prettier-ignore
import { textOf, svgOf, eventsOf, pictureOf, lineOf } from "./pictures.ts";
import { readRows } from "./rows.ts";
import { findAll, numberOf, ofClass, readSvg } from "../svg-reader.ts";

describe("a space-time diagram of a part of a run", () => {
  test("has the messages from and to the neurons that are chosen, and whom they join", () => {
    const rows = readRows(textOf(mazurTrace, { neurons: ["h1"], columns: 120 }));
    expect(rows.map(({ from, to, sent }) => `${from} → ${to} by ${sent}`)).toEqual([
      "i1 → h1 by 2", "i2 → h1 by 3", "h1 → o1 by 6", "h1 → o2 by 6", "o1 → h1 by 19", "o2 → h1 by 20",
    ]); // prettier-ignore
    const { svg, arrows } = pictureOf(mazurTrace, { neurons: ["h1"] });
    expect(arrows).toHaveLength(6);
    expect(ofClass(svg, "space-time-lane")).toHaveLength(7);
  });

  test("has the phases, samples and batches that are chosen", () => {
    const directions = (options: ViewOptions): Set<string> =>
      new Set(
        readRows(textOf(pipelineTrace, { columns: 120, ...options })).map(({ direction }) => direction),
      );
    expect(directions({ phases: ["forward"] })).toEqual(new Set(["forward"]));
    expect(directions({ phases: ["backward"] })).toEqual(new Set(["backward"]));
    const samples = readRows(textOf(pipelineTrace, { samples: [1], columns: 120 }));
    expect(new Set(samples.map(({ sample }) => sample))).toEqual(new Set(["1"]));
    const batch = readRows(textOf(pipelineTrace, { batches: [1, 2], columns: 120 }));
    expect(Math.min(...batch.map(({ tick }) => tick))).toBe(12);
    expect(pictureOf(pipelineTrace, { at: 20 }).arrows).toHaveLength(10);
  });

  test("says so where there is nothing to draw", () => {
    expect(textOf(mazurTrace, { phases: [] }).at(-1)).toBe("Nothing of this run is in the selection.");
    expect(readSvg(svgOf(mazurTrace, { phases: [] })).name).toBe("svg");
  });

  test("says which ticks it shows, the first or those up to an event", () => {
    const total = (longTrace.events.at(-1)?.t ?? 0) + 1;
    expect(textOf(longTrace).join("\n")).toMatch(
      new RegExp(`ticks 0 to \\d+ of ${total.toLocaleString("en-US")}`),
    );
    const { t } = longTrace.events[1000] ?? { t: NaN };
    expect(textOf(longTrace, { at: 1000 })[1]).toMatch(new RegExp(`ticks \\d+ to ${t} of ${t + 1}$`));
  });

  test("draws no more than there is room for, though all happens in one tick", () => {
    const events = longTrace.events.map((event) => ({ ...event, t: 7 }));
    const text = textOf({ ...longTrace, events }).join("\n");
    expect(text).toMatch(/the first \d+ of [\d,]+ events at these ticks/);
    expect(svgOf({ ...longTrace, events }).length).toBeLessThan(2e6);
  });

  test("says where messages are not recorded, and draws those that parents tell of", () => {
    const trace = mazurRun({ level: "neuron" });
    expect(textOf(trace).join(" ")).toContain("messages on single synapses are not recorded at this level");
    expect(readRows(textOf(trace, { columns: 120 })).map(({ from, to }) => `${from} → ${to}`)).toEqual([
      "o1 → loss", "o2 → loss", "loss → o1", "loss → o2",
    ]); // prettier-ignore
    for (const level of ["population", "commit"] as const) {
      const other = traceOf(layeredFile, [Array<number>(16).fill(0.5)], [[1, 0, 0, 0]], { level });
      expect(textOf(other).join(" ")).toContain("not recorded at this level");
      expect(ofClass(readSvg(svgOf(other)), "loss").length).toBeGreaterThan(0);
    }
  });
});

describe("a space-time diagram of many neurons", () => {
  test("has a line for each population, and counts its messages", () => {
    const { arrows, laneAt } = pictureOf(layeredTrace);
    const counts = arrows.map((arrow) => {
      const line = lineOf(arrow);
      const from = laneAt(numberOf(line, "x1"));
      const count = arrow.children.find(({ name }) => name === "text")?.text ?? "×1";
      return `${from} ${line?.attributes["class"]?.split("-")[0] ?? ""} ${count}`;
    });
    const expected = [
      ["x forward ×192", "h forward ×96", "k forward ×32", "y forward ×4"],
      ["loss backward ×4", "y backward ×32", "k backward ×96"],
    ].flat();
    expect(counts.sort()).toEqual([...expected, ...expected, ...expected].sort());
    // Three activations and, but for the inputs, three deltas, a gradient and a commit of each population.
    const beside = ofClass(pictureOf(layeredTrace).svg, "space-time-n").map(({ text }) => text);
    expect(beside.filter((text) => text === "×16")).toHaveLength(3);
    expect(beside.filter((text) => text === "×12")).toHaveLength(8);
    expect(beside.filter((text) => text === "×8")).toHaveLength(8);
    const total = eventsOf(layeredTrace, "deliver").length + 2 * 3 * 4;
    const { children } = readSvg(svgOf(layeredTrace));
    expect(children[1]?.text).toContain(`${total.toLocaleString("en-US")} messages are arrows`);
  });

  test("has those that are chosen on lines of their own", () => {
    const rows = readRows(textOf(layeredTrace, { neurons: ["k.1"], columns: 160 }));
    const toIt = rows.filter(({ to, tick }) => to === "k.1" && tick === 2);
    expect(toIt.map(({ from, sent }) => `${from} ${sent}`)).toEqual(["h ×12"]);
  });

  test("says how many messages an arrow is between two lines, before the last one where it passes others", () => {
    const { svg, arrows } = pictureOf(layeredTrace, { neurons: ["x.3", "h.1"] });
    const lanes = ofClass(svg, "space-time-lane").map((lane) => numberOf(lane, "x1"));
    const width = (lanes[1] ?? NaN) - (lanes[0] ?? NaN);
    const far = arrows.filter((arrow) => Math.abs(numberOf(lineOf(arrow), "x2") - numberOf(lineOf(arrow), "x1")) > 1.5 * width); // prettier-ignore
    const counts = far.flatMap((arrow) => arrow.children.filter(({ name }) => name === "text"));
    expect(counts.length).toBeGreaterThan(0);
    for (const count of counts) {
      const x = numberOf(count, "x");
      expect(Math.min(...lanes.map((lane) => Math.abs(lane - x)))).toBeGreaterThan(width / 4);
    }
  });

  test("is well-formed and quiet about markup in names", () => {
    for (const language of ["en", "zh"] as const) {
      const svg = readSvg(svgOf(hostileTrace, { language }));
      expect(findAll(svg, ({ name }) => name === "script")).toEqual([]);
      const texts = findAll(svg, ({ name }) => name === "text").map(({ text }) => text);
      for (const name of ["=1+1", "]]>", "-->", "神经元", "😀"]) expect(texts).toContain(name);
      expect(texts.join("")).not.toContain("\u202e");
    }
  });
});
