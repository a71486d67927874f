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
    [0, 7, 31, 63, 63].forEach((others, i) => {
      expect(staleness[i]).toBeLessThanOrEqual(others);
      expect(staleness[i]).toBeGreaterThan(0.9 * others - 1);
    });
  });

  it.runIf(isLong)(
    "needs as many epochs with eight in flight as with one, and learns nothing with 64",
    async () => {
      for (const seed of ["2", "3", "5"]) {
        const [one, eight, , all, kept] = await rowsOf({ seed });
        expect(Number(eight?.["epochs"])).toBeLessThan(2 * Number(one?.["epochs"]));
        expect(Number(eight?.["ticks"])).toBeLessThan(Number(one?.["ticks"]) / 5);
        expect(all?.["epochs"]).toBe("never");
        expect(Number(kept?.["epochs"])).toBeGreaterThan(0);
      }
    },
  );
});
