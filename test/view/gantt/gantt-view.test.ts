import { describe, expect, test } from "vitest";
import { ganttGrid } from "../../../src/view/gantt/gantt-grid.ts";
import { ganttView } from "../../../src/view/gantt/gantt-view.ts";
import { widthOf } from "../../../src/view/terminal/text-width.ts";
import { colours } from "../colours.ts";
import { hostileNames, hostileTrace, pipelineTrace } from "../example-traces.ts";
import { formsOf } from "../forms.ts";
import { describeGoldenFiles } from "../golden-files.ts";
import { chainTrace, layerRow, tasksOf } from "./chain-traces.ts";
import { readChart, readCommits, toldTasks } from "./chart-reader.ts";

const { textOf, svgOf } = formsOf(ganttView);

describeGoldenFiles("the pipeline chart", ganttView);

describe("the pipeline chart in a terminal", () => {
  test("of a pipeline of 8 stages and 32 micro-batches is the golden file at 120 columns", async () => {
    const text = `${textOf(chainTrace(8, 32), { columns: 120 }).join("\n")}\n`;
    await expect(text).toMatchFileSnapshot("golden/8x32.120.txt");
  });

  test.each([40, 80, 120, 200])("tells every task of the trace once, at %i columns", (columns) => {
    expect(toldTasks(textOf(pipelineTrace, { columns }))).toEqual(tasksOf(pipelineTrace, (neuron) => neuron));
    const long = chainTrace(8, 32);
    expect(toldTasks(textOf(long, { columns }))).toEqual(tasksOf(long, layerRow));
  });

  test("shows two tasks of one stage in one tick, one over the other", () => {
    const cell = readChart(textOf(pipelineTrace)).filter(({ row, tick }) => row === "o1" && tick === 4);
    expect(cell.map(({ text }) => text)).toEqual(["F2", "B0"]);
  });

  test("has a line at the end of every tick in which a stage commits", () => {
    expect(readCommits(textOf(pipelineTrace), "h1")).toEqual([10, 21]);
    expect(readCommits(textOf(pipelineTrace), "i1")).toEqual([]);
  });

  test("draws where a batch begins", () => {
    const lines = textOf(pipelineTrace);
    const names = lines.find((line) => line.includes("batch 1")) ?? "";
    const inputs = lines.find((line) => line.startsWith("i1 ")) ?? "";
    expect(inputs.indexOf("│")).toBe(names.indexOf("batch 1") - 1);
  });

  test("begins a new block with a batch where that leaves no block half empty", () => {
    const firsts = textOf(pipelineTrace, { columns: 40 }).flatMap(
      (line) => /^tick +(\d+)/.exec(line)?.[1] ?? [],
    );
    expect(firsts).toEqual(["0", "11"]);
  });

  test("is painted", () => {
    expect(textOf(pipelineTrace, { paint: colours }).join("\n")).toContain("\u001b[34mF0\u001b[0m");
  });

  test("speaks Chinese", () => {
    const text = textOf(pipelineTrace, { language: "zh" }).join("\n");
    expect(text).toContain("流水线图：第 0–1 批");
    expect(text).toContain("气泡占总量：40.9 %");
  });

  test("keeps both kinds where everything happens in one tick", () => {
    const at0 = { ...pipelineTrace, events: pipelineTrace.events.map((event) => ({ ...event, t: 0 })) };
    const cells = readChart(textOf(at0).map((line) => line.replace(/^tick 0 *$/, "tick 0   1")));
    const ofHidden = cells.filter(({ row }) => row === "h1").map(({ text }) => text);
    expect(ofHidden).toEqual(["F0+", "B0+", "W+"]);
  });

  test("takes a clock whose ticks are not whole", () => {
    const odd = {
      ...pipelineTrace,
      events: pipelineTrace.events.map((event) => ({ ...event, t: event.t / 3 })),
    };
    const grid = ganttGrid(odd, {});
    expect([grid.from, grid.to]).toEqual([0, 8]);
    // h1 is busy at 1, 2, 3, 5, 6, 7 and 9 of each 11 ticks, which are thirds here.
    const thirds = [1, 2, 3, 5, 6, 7, 9, 12, 13, 14, 16, 17, 18, 20].map((t) => Math.floor(t / 3));
    const h1 = grid.rows.find(({ name }) => name === "h1");
    expect([...(h1?.cells.keys() ?? [])]).toEqual([...new Set(thirds)]);
    expect(Math.max(...textOf(odd).map(widthOf))).toBeLessThanOrEqual(80);
  });
});

describe("a selection", () => {
  test("of neurons shows their stages", () => {
    const rows = new Set(readChart(textOf(pipelineTrace, { neurons: ["h2", "o1"] })).map(({ row }) => row));
    expect([...rows]).toEqual(["h2", "o1", "loss"]);
  });

  test("of samples shows their micro-batches", () => {
    const texts = readChart(textOf(pipelineTrace, { samples: [1] })).map(({ text }) => text);
    expect(new Set(texts)).toEqual(new Set(["x1", "F1", "L1", "B1", "W"]));
  });

  test("of batches shows their ticks", () => {
    const lines = textOf(pipelineTrace, { batches: [1, 2] });
    expect(lines[0]).toBe("Pipeline chart: batch 1, ticks 11 to 21");
    expect(toldTasks(lines)).toEqual(
      tasksOf(
        { ...pipelineTrace, events: pipelineTrace.events.filter(({ t }) => t >= 11) },
        (neuron) => neuron,
      ),
    );
  });

  test("of phases shows their tasks", () => {
    const texts = readChart(textOf(pipelineTrace, { phases: ["backward"] })).map(({ text }) => text[0]);
    expect(new Set(texts)).toEqual(new Set(["B"]));
  });

  test("up to an event shows what has happened by then", () => {
    const until = { ...pipelineTrace, events: pipelineTrace.events.slice(0, 53) };
    expect(toldTasks(textOf(pipelineTrace, { at: 52 }))).toEqual(tasksOf(until, (neuron) => neuron));
  });

  test("that nothing is left of says so", () => {
    for (const language of ["en", "zh"] as const) {
      const options = { batches: [7, 9], language } as const;
      expect(textOf(pipelineTrace, options)).toHaveLength(1);
      expect(svgOf(pipelineTrace, options)).toContain("</svg>");
    }
  });
});

describe("a coarser trace", () => {
  test("of populations has the same chart", () => {
    const fine = readChart(textOf(chainTrace(4, 3)));
    const coarse = readChart(textOf(chainTrace(4, 3, { level: "population" })));
    // The loss is no population.
    const withoutLoss = fine.filter(({ row }) => row !== "loss");
    expect(coarse.filter(({ row }) => row !== "loss")).toEqual(withoutLoss);
  });

  test("of commits counts no bubble and nobody's waiting, and says why", () => {
    const coarse = chainTrace(4, 3, { level: "commit" });
    const texts = readChart(textOf(coarse)).map(({ text }) => text[0]);
    expect(new Set(texts)).toEqual(new Set(["L", "W"]));
    for (const said of [textOf(coarse).join(" "), svgOf(coarse)]) {
      expect(said).toContain("does not tell when neurons compute");
      expect(said).not.toMatch(/bubble of|idle ÷|utilisation|waits longest|NaN/i);
    }
  });

  test("of neurons has the same chart", () => {
    expect(textOf(chainTrace(4, 3, { level: "neuron" }))).toEqual(textOf(chainTrace(4, 3)));
  });
});

describe("the pipeline chart as SVG", () => {
  test.each([
    ["of one block", pipelineTrace, (neuron: string) => neuron],
    ["of several blocks", chainTrace(4, 8, { epochs: 4 }), layerRow],
  ] as const)("has a cell for every task, with its text: %s", (_, trace, rowOf) => {
    const cells = svgOf(trace).matchAll(
      /<rect class="gantt-(?:given|forward|loss|backward|gradient)"[^>]*\/><text [^>]*class="gantt-number[^>]*>([^<]*)</g,
    );
    // The legend shows each of the five signs once more.
    const expected = tasksOf(trace, rowOf).map((task) => task.split(" ").at(-1) ?? "");
    expect(Array.from(cells, ([, text]) => text).toSorted()).toEqual(
      [...expected, "x", "F", "L", "B", "W"].toSorted(),
    );
  });

  test("tells in words what is seen", () => {
    const svg = svgOf(pipelineTrace);
    expect(svg).toMatch(/<title [^>]*>Pipeline chart: batches 0–1, ticks 0 to 21<\/title>/);
    expect(svg).toMatch(/<desc [^>]*>Rows are 4 stages, columns 22 ticks of time\./);
  });

  test("escapes names that are markup", () => {
    const svg = svgOf(hostileTrace);
    expect(svg).not.toContain("<script");
    expect(svg).not.toContain("</style><style>");
    expect(svg).toContain("&lt;script&gt;");
    expect(hostileNames[0]).toContain("<script>");
  });
});

describe("a long run", () => {
  test("of a thousand batches is drawn in part, counted as a whole, and says so", () => {
    const trace = chainTrace(4, 8, { epochs: 1000 });
    const ticks = 1000 * (8 + 2 * 4 + 2);
    for (const columns of [80, 200]) {
      const text = textOf(trace, { columns });
      expect(text.length).toBeLessThan(200);
      expect(text.join(" ")).toContain(`of ${ticks}. The figures are those of all ${ticks} ticks.`);
      // As of one batch: h1 15, h2 13, h3 11 busy of 18.
      expect(text.join("\n")).toContain(`(${15 * 1000} of ${54 * 1000} stage-ticks are idle)`);
    }
    const svg = svgOf(trace);
    expect(svg.length).toBeLessThan(2_000_000);
    expect(svg).toContain(`${ticks}`);
    const last = trace.events.at(-1)?.n ?? 0;
    expect(textOf(trace, { at: last }).join(" ")).toContain(` to ${ticks - 1} of ${ticks}.`);
  });

  test("of many populations puts them together by depth", () => {
    const text = textOf(chainTrace(100, 2), { columns: 200 });
    expect(text.join(" ")).toContain("A stage here is all populations at several neighbouring depths.");
    const rows = new Set(readChart(text).map(({ row }) => row));
    expect(rows.size).toBeLessThanOrEqual(25);
  });
});
