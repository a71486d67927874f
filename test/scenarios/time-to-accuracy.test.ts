import { beforeAll, describe, expect, it } from "vitest";
import { timeToAccuracy } from "../../scenarios/time-to-accuracy.ts";
import { record, tableWith } from "./recording-screen.ts";

describe("time-to-accuracy", () => {
  let rows: readonly Record<string, string>[] = [];
  beforeAll(async () => {
    rows = tableWith("ticks each", await record(timeToAccuracy));
  }, 60_000);
  const of = (schedule: string, column: string): number =>
    Number.parseFloat(rows.find((row) => row["schedule"] === schedule)?.[column] ?? "");

  it("takes an epoch as long as the formulas of the schedules say", () => {
    // 300 points one by one, 17 ticks each; 50 batches of (m + p − 1)(f + b) + 2(p − 1)c.
    expect(of("sequential", "ticks each")).toBe(300 * 17);
    expect(of("gpipe", "ticks each")).toBe(50 * (8 * 3 + 2 * 2 * 2));
    // Three in flight share a round trip of 17 ticks, or as many as it takes to be busy share it.
    for (const name of ["pipedream", "pipedream-2bw"]) {
      expect(Math.abs(of(name, "ticks each") / ((300 * 17) / 3) - 1)).toBeLessThan(0.01);
    }
    expect(of("ampnet", "busy")).toBeGreaterThanOrEqual(94);
  });

  it("shows a time that is epochs times ticks an epoch, and how busy processors are", () => {
    expect(rows.length).toBe(6);
    for (const { schedule = "" } of rows) {
      const each = of(schedule, "ticks to 95 %") / of(schedule, "epochs");
      expect(Math.abs(each - of(schedule, "ticks each"))).toBeLessThanOrEqual(0.5);
      expect(Math.abs(90_000 / each - of(schedule, "busy"))).toBeLessThanOrEqual(0.5);
    }
  });

  it("has gradients that are fresh, or as stale as there are others in flight", () => {
    const stale = { sequential: 0, gpipe: 0, "1f1b": 0, "pipedream-2bw": 1, pipedream: 2, ampnet: 5 };
    for (const [schedule, commits] of Object.entries(stale)) expect(of(schedule, "stale")).toBe(commits);
    expect(of("gpipe", "epochs")).toBe(of("1f1b", "epochs"));
  });

  it("finds stale gradients on busy processors faster than fresh ones on waiting processors", () => {
    const order = ["ampnet", "pipedream", "sequential"].map((name) => of(name, "ticks to 95 %"));
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(of("sequential", "ticks to 95 %") / of("ampnet", "ticks to 95 %")).toBeGreaterThan(4);
  });
});
