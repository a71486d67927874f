import { describe, expect, it } from "vitest";
import { vanishingGain } from "../../scenarios/vanishing-gain.ts";
import { record, tableWith, textOf } from "./recording-screen.ts";

describe("vanishing-gain", () => {
  it.each([
    ["8", 8],
    ["1", 1],
    ["20", 20],
    ["99", 20],
    ["none", 1],
  ])("with depth %s multiplies by exactly a quarter at each of %i neurons", async (depth, count) => {
    const rows = tableWith("k", await record(vanishingGain, { options: { depth } }));
    expect(rows).toHaveLength(count);
    // Powers of 1/4 are exact.
    expect(rows.map((row) => Number(row["δ"]))).toEqual(rows.map((_, k) => 1 / Number(4n ** BigInt(k + 1)))); // eslint-disable-line no-restricted-syntax -- of whole numbers
    expect(rows.every((row) => row["gain"] === "0.25")).toBe(true);
  });

  it("says how much is left", async () => {
    expect(textOf(await record(vanishingGain))).toContain("one part in 65,536 is left");
  });

  it("shows that weights of 4 make up for it", async () => {
    const rows = tableWith("k", await record(vanishingGain, { options: { weight: "4" } }));
    expect(new Set(rows.map((row) => row["δ"]))).toEqual(new Set(["0.25"]));
  });
});
