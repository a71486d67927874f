import { describe, expect, it } from "vitest";
import { ampnet } from "../../scenarios/ampnet.ts";
import { isLong } from "../long.ts";
import { record, tableWith } from "./recording-screen.ts";

const rowsOf = async (options: Record<string, string>): Promise<Record<string, string>[]> =>
  tableWith("in flight", await record(ampnet, { options }));

describe("ampnet", () => {
  it("has gradients of the first layer cross as many commits as there are others in flight", async () => {
    const rows = await rowsOf({ epochs: "2" });
    const staleness = rows.map((row) => Number(row["staleness"]));
    // Fewer at the beginning, while the pipeline fills.
    [0, 7, 31, 63, 63, 63 / 8].forEach((others, i) => {
      expect(staleness[i]).toBeLessThanOrEqual(others);
      expect(staleness[i]).toBeGreaterThan(0.9 * others - 1);
    });
  });

  // Published shape: AMPNet's table 1 (arXiv:1705.09786), as many epochs in a fraction of the time; here on two moons.
  it.runIf(isLong)(
    "over 5 seeds has the epochs and ticks of the published shape within a factor of two, and its order",
    async () => {
      const rows = await rowsOf({ seeds: "5" });
      const of = (column: string): number[] => rows.map((row) => Number(row[column]));
      const [epochs, ticks] = [of("epochs"), of("ticks")];
      // The fourth is too stale to say when: some of its runs fail, and no other's.
      [10, 11.5, 11.5, NaN, 21, 24.5].forEach((expected, i) => {
        if (Number.isNaN(expected)) return;
        expect(Math.max((epochs[i] ?? NaN) / expected, expected / (epochs[i] ?? NaN))).toBeLessThan(2);
      });
      [267_000, 39_710, 10_436].forEach((expected, i) => {
        expect(Math.max((ticks[i] ?? NaN) / expected, expected / (ticks[i] ?? NaN))).toBeLessThan(2);
      });
      const failed = rows.map((row) => Number(/^\d+/.exec(row["given up"] ?? "")?.[0]));
      expect(failed[3]).toBeGreaterThanOrEqual(1);
      expect(failed.filter((_, i) => i !== 3)).toEqual([0, 0, 0, 0, 0]);
      expect(Math.max(...epochs.slice(0, 3))).toBeLessThan(epochs[4] ?? NaN);
      expect(epochs[4]).toBeLessThan(epochs[5] ?? NaN);
    },
    240_000,
  );
});
