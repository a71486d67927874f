import { describe, expect, it } from "vitest";
import { weightTransport } from "../../scenarios/weight-transport.ts";
import { isLong } from "../long.ts";
import { only, record, type Shown, tableWith } from "./recording-screen.ts";

interface Row {
  readonly wrong: number;
  /** Of h1 and h2, in degrees. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

function rowsOf(shown: readonly Shown[]): Map<string, Row> {
  return new Map(
    tableWith("wrong %", shown).map((row) => {
      const angles = [row["h1"], row["h2"]].map((text = "") => [...text.matchAll(/\d+/g)].map(Number));
      const [before, after] = [0, 1].map((k) => angles.map((pair) => pair[k] ?? NaN));
      return [row["rule"] ?? "", { wrong: Number(row["wrong %"]), before: before ?? [], after: after ?? [] }];
    }),
  );
}

describe("weight-transport", () => {
  it("shows in a few epochs that random weights teach: their angles fall from about 90 degrees below 65", async () => {
    const shown = await record(weightTransport, { options: { epochs: "4" } });
    const rows = rowsOf(shown);
    for (const name of ["feedback-alignment", "direct-feedback-alignment", "kolen-pollack"]) {
      const { before = [], after = [], wrong = NaN } = rows.get(name) ?? {};
      for (const angle of before) expect(Math.abs(angle - 90)).toBeLessThan(10);
      for (const angle of after) expect(angle).toBeLessThan(65);
      expect(wrong).toBeLessThan((rows.get("frozen-hidden")?.wrong ?? NaN) / 2);
    }
    expect(rows.get("backpropagation")).toMatchObject({ before: [0, 0], after: [0, 0] });
    expect(only("curve", shown)[0]?.values).toHaveLength(5);
  });

  // Published shape: BioTorch's table (feedback alignment, direct feedback alignment, sign symmetry), here on a small set.
  it.runIf(isLong)(
    "orders the rules as published over 5 seeds, each within a factor of two, with angles below 45 degrees",
    async () => {
      const start = process.cpuUsage().user;
      const rows = rowsOf(await record(weightTransport, { options: { seeds: "5" } }));
      const published = [
        ["backpropagation", 1.2],
        ["direct-feedback-alignment", 2.2],
        ["uniform-sign-symmetry", 2.8],
        ["feedback-alignment", 3.2],
        ["frozen-hidden", 36.7],
      ] as const;
      let least = 0;
      for (const [name, wrong] of published) {
        const got = rows.get(name);
        expect(got?.wrong, name).toBeGreaterThan(least);
        expect(got?.wrong, name).toBeGreaterThan(wrong / 2);
        expect(got?.wrong, name).toBeLessThan(wrong * 2);
        for (const angle of got?.after ?? []) expect(angle, name).toBeLessThan(45);
        least = got?.wrong ?? NaN;
      }
      expect(
        (rows.get("frozen-hidden")?.wrong ?? NaN) / (rows.get("feedback-alignment")?.wrong ?? NaN),
      ).toBeGreaterThan(5);
      expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(180);
    },
    360_000,
  );
});
