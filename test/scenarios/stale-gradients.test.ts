import { beforeAll, describe, expect, it } from "vitest";
import { staleGradients } from "../../scenarios/stale-gradients.ts";
import { only, record, type Shown } from "./recording-screen.ts";

describe("stale-gradients", () => {
  let shown: readonly Shown[] = [];
  beforeAll(async () => {
    shown = await record(staleGradients, { options: { lambda: "4", beta: "0.9" } });
  });

  it("finds the boundaries of the formulas within a percent, without momentum and with it", () => {
    for (const { table, limits } of [
      { table: 0, limits: [0.5, 0.25, 0.1545085, 0.0868241, 0.0461342] },
      { table: 1, limits: [0.95, 0.025] },
    ]) {
      const { headings, rows } = need(only("table", shown)[table]);
      const found = rows.map((row) => Number(row[headings.indexOf("found")]));
      limits.forEach((limit, i) => expect(Math.abs((found[i] ?? NaN) / limit - 1)).toBeLessThan(0.01));
      expect(found.length).toBe(limits.length);
    }
  });

  it("shows a weight that swings down below that rate, and up above it", () => {
    const [below, above] = only("curve", shown).map(({ values }) => values);
    const swing = (values: readonly number[] = []): number => Math.max(...values.slice(-20).map(Math.abs));
    expect(swing(below)).toBeLessThan(0.8);
    expect(swing(above)).toBeGreaterThan(1.2);
  });
});

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("expected a table");
  return value;
}
