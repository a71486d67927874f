import { describe, expect, test } from "vitest";
import type { NetworkFile } from "../../../src/index.ts";
import type { ViewOptions } from "../../../src/view/view.ts";
import { layeredFile, layeredRun, layeredTrace, mazurRun, mazurTrace, pipelineTrace, traceOf } from "../example-traces.ts"; // prettier-ignore
import { textOf, svgOf, railsOf, marksOf } from "./drawn-marbles.ts";
import { readRails } from "./rails.ts";

describe("a marble diagram of a part of a run", () => {
  const labels = (options: ViewOptions, trace = pipelineTrace): string[] => [
    ...railsOf(trace, options).keys(),
  ];

  test("has the streams of the phases that are asked for", () => {
    expect(labels({ phases: ["forward"] })).toEqual(
      ["i1", "i2", "h1", "h2", "o1", "o2"].map((id) => `${id} forward$`),
    );
    expect(labels({ phases: ["loss"] })).toEqual(["loss$"]);
    expect(labels({ phases: ["backward"] })).toEqual(["h1", "h2", "o1", "o2"].map((id) => `${id} backward$`));
    const commits = railsOf(pipelineTrace, { phases: ["commit"] });
    expect([...commits.keys()]).toEqual(["h1", "h2", "o1", "o2"].map((id) => `${id} row$`));
    expect(marksOf(commits, "h1 row$").map(([, mark]) => mark)).toEqual(["✓", "✓"]);
  });

  test("has the samples and batches that are asked for", () => {
    const samples = railsOf(pipelineTrace, { samples: [1] });
    expect(marksOf(samples, "h1 forward$")).toEqual([[2, "1"], [13, "1"]]); // prettier-ignore
    const batch = railsOf(pipelineTrace, { batches: [1, 2] });
    expect(marksOf(batch, "i1 forward$").map(([t]) => t)).toEqual([11, 12, 13]);
  });

  test("shows of few chosen neurons whom they hear, when they hear them", () => {
    const lines = textOf(mazurTrace, { neurons: ["o1"] });
    const rails = readRails(lines);
    expect(rails.map(({ label }) => label.replace(/ +/g, " "))).toEqual(
      ["o1 forward$", "↳ h1", "↳ h2", "o1 backward$", "↳ loss", "loss$"],
    ); // prettier-ignore
    expect([...(rails[1]?.marks ?? [])]).toEqual([[2, "0"]]);
    expect([...(rails[4]?.marks ?? [])]).toEqual([[3, "0"]]);
    expect(labels({ neurons: ["o1", "o1", "nobody"] })).toContain("↳ h1");
    expect(labels({ neurons: ["i1", "h1", "h2", "o1"] }).some((label) => label.includes("↳"))).toBe(false);
  });

  test.each([
    ["of a batch that is not there", { batches: [7, 9] as const }],
    ["of nothing", { phases: [] }],
  ])("says so where it is one %s", (_, options) => {
    expect(textOf(mazurTrace, options).at(-1)).toBe("Nothing of this run is in the selection.");
    expect(svgOf(mazurTrace, options)).toContain("Nothing of this run is in the selection.");
  });

  test("tells of what is recorded alone", () => {
    expect(labels({}, mazurRun({ level: "commit" }))).toEqual([
      "h1 row$",
      "h2 row$",
      "o1 row$",
      "o2 row$",
      "loss$",
    ]);
    expect(labels({}, mazurRun({ level: "neuron" }))).toEqual(labels({}, mazurTrace));
    const populations = traceOf(layeredFile, [Array<number>(16).fill(0.5)], [[1, 0, 0, 0]], {
      level: "population",
    });
    expect(labels({}, populations)).toEqual(
      ["x forward$", "h forward$", "h backward$", "k forward$", "k backward$", "y forward$", "y backward$", "loss$"],
    ); // prettier-ignore
    expect(textOf(populations).join(" ")).toContain("norm");
  });

  test("of many neurons of which gradients alone are recorded has none of the inputs", () => {
    const lines = textOf(layeredRun({ level: "commit" }));
    expect(lines[1]).not.toContain("neurons:");
    const shown = readRails(lines).flatMap(({ label }) => /^(\S+) +row\$$/.exec(label)?.[1] ?? []);
    expect(shown).toHaveLength(12 + 8 + 4);
    const wide: NetworkFile = { ...layeredFile, loss: "half-squared-error", layers: [{ id: "x", size: 30 }, { id: "y", size: 30, activation: "tanh" }] }; // prettier-ignore
    const row = Array<number>(30).fill(0.5);
    const many = readRails(textOf(traceOf(wide, [row], [row], { level: "commit" })));
    expect(many.filter(({ label }) => /^y\.\d+ +row\$$/.test(label))).toHaveLength(24);
  });

  test("of many neurons has the first of each layer and those with the largest δ", () => {
    const lines = textOf(layeredTrace);
    expect(lines[1]).toBe("· 24 of 40 neurons: the first of each layer, and those with the largest |δ|");
    const largest = new Map<string, number>();
    for (const event of layeredTrace.events) {
      if (event.kind !== "delta") continue;
      const most = Math.max(...event.delta.map(Math.abs), largest.get(event.neuron) ?? 0);
      largest.set(event.neuron, most);
    }
    const ranked = [...largest].sort((one, other) => other[1] - one[1]).map(([id]) => id);
    const expected = new Set(["x.0", "h.0", "k.0", "y.0"]);
    for (const id of ranked) if (expected.size < 24) expected.add(id);
    const shown = readRails(lines).flatMap(({ label }) => /^(\S+) +forward\$$/.exec(label)?.[1] ?? []);
    expect(new Set(shown)).toEqual(expected);
  });
});
