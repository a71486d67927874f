import { describe, expect, it } from "vitest";
import { linkLatency } from "../../scenarios/link-latency.ts";
import { record, tableWith, textOf } from "./recording-screen.ts";

describe("link-latency", () => {
  it("shows what GPipe and 1F1B take beside their formulas, for four stages and eight micro-batches", async () => {
    const rows = tableWith("latency c", await record(linkLatency));
    for (const row of rows) {
      const c = Number(row["latency c"]);
      expect(Number(row["GPipe"])).toBe((8 + 3) * 3 + 6 * c);
      // Published figures: 33 without latency, 49 with one tick; two round trips of 4 micro-batches and the way through.
      expect(Number(row["1F1B"])).toBe(33 + 16 * c);
      expect(Math.abs(Number(row["its period"]) - (3 + (2 * c * 3) / 4))).toBeLessThan(0.05);
      expect(Number(row["GPipe in rounds of 4"])).toBe(2 * ((4 + 3) * 3 + 6 * c));
    }
    expect(rows.map((row) => row["latency c"])).toEqual(["0", "0.5", "1", "1.5", "2", "2.5", "3"]);
  });

  it("says where they cross: with GPipe at once, at equal memory where 33 + 16c = 42 + 12c", async () => {
    const text = textOf(await record(linkLatency));
    expect(text).toContain("1F1B falls behind GPipe as soon as latency is above 0.");
    expect(text).toContain("1F1B falls behind GPipe in rounds of 4 at a latency of 2.25.");
  });

  it("refuses micro-batches that do not make whole rounds", async () => {
    await expect(record(linkLatency, { options: { batches: "6" } })).rejects.toThrow(
      "--batches: expected a multiple of 4; got 6",
    );
  });
});
