import { beforeAll, describe, expect, it } from "vitest";
import { parameterServer } from "../../scenarios/parameter-server.ts";
import { isLong } from "../long.ts";
import { record, type Shown, tableWith, textOf } from "./recording-screen.ts";

/** Of a run's table, a column by rule. */
function columnOf(shown: readonly Shown[], column: string): ReadonlyMap<string, number> {
  const rows = tableWith("rule", shown);
  return new Map(rows.map((row) => [row["rule"] ?? "", Number.parseFloat(row[column] ?? "")]));
}

function expectStory(shown: readonly Shown[]): void {
  const [ticks, points, crossed, idle] = ["ticks", "points", "crossed", "others idle"].map((column) =>
    columnOf(shown, column),
  );
  const of = (column: ReadonlyMap<string, number> | undefined, rule: string): number =>
    column?.get(rule) ?? NaN;
  // Whoever waits for the slow worker takes times as long; whoever does not, needs as many points within a factor of two.
  for (const rule of ["bsp", "ssp, s = 3"]) {
    expect(of(ticks, rule)).toBeGreaterThan(2 * of(ticks, "asp"));
    expect(of(idle, rule)).toBeGreaterThan(70);
  }
  expect(of(ticks, "bsp, 2 backups")).toBeLessThan(of(ticks, "bsp"));
  for (const rule of ["asp", "hogwild"]) {
    expect(of(points, rule)).toBeLessThan(2 * of(points, "bsp"));
    expect(of(crossed, rule)).toBeGreaterThan(6.9);
    expect(of(crossed, rule)).toBeLessThanOrEqual(7);
  }
  expect(of(crossed, "bsp")).toBe(0);
  expect(of(crossed, "ssp, s = 3")).toBeLessThan(of(crossed, "asp"));
}

describe("parameter-server", () => {
  let shown: readonly Shown[] = [];
  beforeAll(async () => {
    shown = await record(parameterServer);
  });

  it("shows what waiting costs, and what staleness costs", () => {
    expectStory(shown);
  });

  it("shows lost updates, fewer than one in ten", () => {
    const [, lost, stored] = /lost (\d+) of (\d+) updates/.exec(textOf(shown)) ?? [];
    expect(Number(lost)).toBeGreaterThan(0);
    expect(Number(lost)).toBeLessThan(Number(stored) / 10);
  });

  it("shows a staleness that is geometric, as the formula has it", () => {
    const rows = tableWith("formula", shown);
    expect(rows.length).toBeGreaterThan(5);
    for (const { share, formula } of rows)
      expect(Math.abs(Number(share) - Number(formula))).toBeLessThan(0.01);
  });

  it.runIf(isLong)("tells the same of other seeds and of a slower worker", async () => {
    for (const options of [{ seed: "2" }, { seed: "3" }, { seed: "4", slow: "8" }]) {
      expectStory(await record(parameterServer, { options }));
    }
  });
});
