import { describe, expect, test } from "vitest";
import { createSamples, Network, parseNetwork, record, type Trace } from "../../../src/index.ts";
import { bubbleOfTotal, ganttCounts } from "../../../src/view/gantt/gantt-counts.ts";
import { ganttGrid } from "../../../src/view/gantt/gantt-grid.ts";
import { ganttView } from "../../../src/view/gantt/gantt-view.ts";
import { hostileTrace, mazurTrace, pipelineTrace } from "../example-traces.ts";
import { chain, chainTrace } from "./chain-traces.ts";
import { toldTasks } from "./chart-reader.ts";

const textOf = (trace: Trace): string[] => ganttView.text?.(trace, {}) ?? [];

describe("the chart in closed form", () => {
  // One micro-batch enters a tick, and every hop takes one: with D populations (the inputs at 0) and m micro-batches
  //   F of k at depth l: k + l          loss of k: k + D          B of k at depth l: k + 2D − l
  //   the coordinator hears the last at m − 1 + 2D, then W at m + 2D and U at m + 2D + 1: m + 2D + 2 ticks in all.
  const table = [2, 3, 4, 8, 12].flatMap((depth) => [1, 2, 3, 8, 32].map((m) => [depth, m] as const));

  test.each(table)("of %i populations and %i micro-batches: every task at its tick", (depth, m) => {
    const expected: string[] = [];
    for (let k = 0; k < m; k++) {
      expected.push(`x ×2 ${k} x${k}`, `loss ${k + depth} L${k}`);
      for (let l = 1; l < depth; l++) {
        expected.push(`h${l} ×2 ${k + l} F${k}`, `h${l} ×2 ${k + 2 * depth - l} B${k}`);
      }
    }
    for (let l = 1; l < depth; l++) expected.push(`h${l} ×2 ${m + 2 * depth} W`);
    expect(toldTasks(textOf(chainTrace(depth, m)))).toEqual(expected.toSorted());
  });

  test.each(table)("of %i populations and %i micro-batches: the bubble", (depth, m) => {
    const counts = ganttCounts(ganttGrid(chainTrace(depth, m), {}));
    const ticks = m + 2 * depth + 2;
    // F and B of a stage meet in a tick where the first B comes before the last F.
    const together = (l: number): number => Math.max(0, m - 2 * (depth - l));
    const busy = Array.from({ length: depth - 1 }, (_, i) => 2 * m + 1 - together(i + 1));
    expect(counts.ticks).toBe(ticks);
    expect(counts.stages.map((stage) => stage.busy)).toEqual(busy);
    const idle = (depth - 1) * ticks - busy.reduce((sum, each) => sum + each, 0);
    expect(counts.idle).toBe(idle);
    expect(bubbleOfTotal(counts)).toBe(idle / ((depth - 1) * ticks));
    counts.stages.forEach(({ waits }, i) => {
      const l = i + 1;
      // Before the first F; between the last F and the first B; from the last B to the commit, but for W.
      expect(waits.activations).toBe(l);
      expect(waits.errorSignals).toBe(Math.max(0, 2 * (depth - l) - m));
      expect(waits.coordinator).toBe(l + 1);
      expect(waits.end).toBe(0);
    });
  });

  test("every tick of every stage is busy or waits for one thing", () => {
    for (const trace of [mazurTrace, pipelineTrace, hostileTrace, chainTrace(5, 7, { epochs: 3 })]) {
      const { ticks, stages } = ganttCounts(ganttGrid(trace, {}));
      for (const { busy, waits } of stages) {
        expect(busy + Object.values(waits).reduce((sum, each) => sum + each, 0)).toBe(ticks);
      }
    }
  });

  test("the figures under the chart are those of the grid", () => {
    const text = textOf(pipelineTrace).join("\n");
    // 2 batches of 3 + 2 · 3 + 2 = 11 ticks; h: 7 busy of each 11, o: 6.
    expect(text).toContain("Bubble of total: 40.9 % (36 of 88 stage-ticks are idle)");
    expect(text).toMatch(/h1 +14\/22 = 63\.6 %/);
    expect(text).toMatch(/o2 +12\/22 = 54\.5 %/);
    expect(text).toContain("o1 waits longest: 10 of 22 ticks, 6 of them for the rest of the batch.");
  });

  test("a network that commits on the way back has the commit in the tick of its delta", () => {
    const network = new Network(parseNetwork(chain(3)));
    const recording = record(network);
    const samples = createSamples([[1, 0]], [[0, 1]]);
    network.train(samples, { epochs: 1, batchSize: 1, learningRate: 0.1, commitAfter: "delta" }).subscribe();
    const { rows } = ganttGrid(recording.stop(), {});
    const h1 = rows.find(({ name }) => name === "h1");
    const backward = [...(h1?.cells ?? [])].flatMap(([tick, entries]) =>
      entries.some(({ task }) => task === "backward") ? [tick] : [],
    );
    expect([...(h1?.commits ?? [])]).toEqual(backward);
    expect(backward).toHaveLength(1);
  });
});
