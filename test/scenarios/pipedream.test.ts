import { beforeAll, describe, expect, it } from "vitest";
import { pipedream } from "../../scenarios/pipedream.ts";
import { record, type Shown, tableWith } from "./recording-screen.ts";

describe("pipedream", () => {
  let shown: readonly Shown[] = [];
  beforeAll(async () => {
    shown = await record(pipedream, { options: { epochs: "1" } });
  });

  it("keeps and crosses what its schedules say, all faster than one micro-batch after another", () => {
    const rows = tableWith("crossed", shown);
    expect(rows.map(({ schedule, versions, crossed }) => [schedule, versions, crossed])).toEqual([
      ["sequential", "1 1 1 1", "0 0 0 0"],
      ["1f1b", "1 1 1 1", "0 0 0 0"],
      ["pipedream-naive", "1 1 1 1", "3 2 1 0"],
      ["pipedream", "4 3 2 1", "3 2 1 0"],
      ["pipedream-vertical-sync", "4 4 4 4", "3 3 3 3"],
      ["pipedream-2bw", "2 2 2 2", "1 1 1 1"],
    ]);
    // 200 micro-batches of 3 ticks on each of 4 ranks; in batches of 8, (8 + 3) · 3 each; without a flush, 3 each.
    expect(rows.map(({ ticks }) => Number(ticks))).toEqual([2400, 825, 609, 609, 609, 609]);
  });

  it("shows three equal inputs whose gradients differ, but for those whose weights are kept", () => {
    const rows = tableWith("versions kept", shown);
    const [first, second, third] = rows.map((row) => Object.values(row).slice(1));
    expect(new Set(first).size).toBe(3);
    expect(second?.[1]).toBe(second?.[0]);
    expect(second?.[2]).not.toBe(second?.[0]);
    expect(new Set(third).size).toBe(1);
    // Whatever is kept, the first meets the weights that have read it.
    expect(new Set([first?.[0], second?.[0], third?.[0]]).size).toBe(1);
  });
});
