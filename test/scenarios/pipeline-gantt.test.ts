import { describe, expect, it } from "vitest";
import { pipelineGantt } from "../../scenarios/pipeline-gantt.ts";
import { only, record, tableWith, textOf } from "./recording-screen.ts";

describe("pipeline-gantt", () => {
  // p = 4, m = 8, F = I = W = 1: m (f + b) + (p − 1) times (f + b), (f + b) / 2, F + I − W; of ZB-H1's ideal 24.
  it("shows five schedules, and that their makespans and bubbles are the published ones", async () => {
    const shown = await record(pipelineGantt);
    const rows = tableWith("makespan", shown);
    expect(rows.map((row) => [row["schedule"], row["makespan"], row["of ideal"]])).toEqual([
      ["gpipe", "33", "37.5 %"],
      ["1f1b", "33", "37.5 %"],
      ["interleaved-1f1b", "28.5", "18.8 %"],
      ["zb-h1", "27", "12.5 %"],
      ["zb-h2", "27", "12.5 %"],
    ]);
    expect(textOf(shown)).toContain("at most 24 ticks; the formula says 24");
    expect(only("schedule", shown).map(({ name }) => name)).toEqual(rows.map((row) => row["schedule"]));
  });

  it("tells where all idle time comes from: with what is busy, it is all there is", async () => {
    const shown = await record(pipelineGantt, { options: { stages: "3", batches: "6" } });
    const makespans = tableWith("makespan", shown).map((row) => Number(row["makespan"]));
    const idle = tableWith("idle in all", shown);
    idle.forEach((row, i) => {
      const { busy, "ticks of all ranks": name, "idle in all": all, ...causes } = row;
      const sum = Object.values(causes).reduce((total, ticks) => total + Number(ticks), 0);
      expect([name, sum]).toEqual([name, Number(all)]);
      expect(Number(busy) + sum).toBe(3 * (makespans[i] ?? NaN));
    });
  });

  it("leaves out the interleaved one where micro-batches are no multiple of the ranks", async () => {
    const shown = await record(pipelineGantt, { options: { stages: "4", batches: "6" } });
    expect(only("schedule", shown).map(({ name }) => name)).toEqual(["gpipe", "1f1b", "zb-h1", "zb-h2"]);
  });
});
