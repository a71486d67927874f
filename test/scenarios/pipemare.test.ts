import { describe, expect, it } from "vitest";
import { pipemare } from "../../scenarios/pipemare.ts";
import { isLong } from "../long.ts";
import { record, tableWith } from "./recording-screen.ts";

const rowsOf = async (options: Record<string, string>) =>
  tableWith("errors in %", await record(pipemare, { options })).map((row) => ({
    rule: row["against the delay"],
    loss: Number(row["loss"]),
    wrong: Number(row["errors in %"]),
  }));

describe("pipemare", () => {
  it("learns most where nothing is late", async () => {
    const [fresh, ...late] = await rowsOf({ epochs: "1" });
    expect(fresh?.rule).toBe("no delay");
    expect(late.length).toBe(5);
    for (const { rule, loss } of late) expect(loss, rule).toBeGreaterThan(fresh?.loss ?? NaN);
  });

  // Published shape: PipeMare's ablation (arXiv:1910.05124), T2 alone better than T1 alone, both about as good as PipeDream.
  it.runIf(isLong)(
    "over 5 seeds has the order of the published shape, in losses and in errors within a factor of two",
    async () => {
      const start = process.cpuUsage().user;
      const rows = await rowsOf({ seeds: "5" });
      const expected = [
        ["no delay", 0, 0.9],
        ["PipeDream", 0.174, 7.6],
        ["T1 and T2", 0.265, 8],
        ["T2", 0.6, 16.2],
        ["T1", 1.33, 25.6],
        ["nothing", 8.37, 66.8],
      ] as const;
      expect(rows.map(({ rule }) => rule)).toEqual(expected.map(([rule]) => rule));
      rows.forEach(({ rule, loss, wrong }, i) => {
        const [, ofLoss, ofWrong] = expected[i] ?? ["", NaN, NaN];
        if (ofLoss > 0) expect(Math.max(loss / ofLoss, ofLoss / loss), rule).toBeLessThan(2);
        else expect(loss, rule).toBeLessThan(0.001);
        expect(Math.max(wrong / ofWrong, ofWrong / wrong), rule).toBeLessThan(2);
        expect(loss, rule).toBeGreaterThanOrEqual(rows[i - 1]?.loss ?? 0);
        expect(wrong, rule).toBeGreaterThan(rows[i - 1]?.wrong ?? 0);
      });
      expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(180);
    },
    360_000,
  );
});
