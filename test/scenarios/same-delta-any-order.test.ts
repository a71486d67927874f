import { describe, expect, it } from "vitest";
import { sameDeltaAnyOrder } from "../../scenarios/same-delta-any-order.ts";
import { record, tableWith } from "./recording-screen.ts";

describe("same-delta-any-order", () => {
  it("gives the same bits for all 24 orders, where a running sum gives several", async () => {
    const rows = tableWith("δ of h", await record(sameDeltaAnyOrder));
    expect(new Set(rows.map((row) => row["they arrive as"])).size).toBe(24);
    expect(new Set(rows.map((row) => row["summed as they arrive"])).size).toBeGreaterThan(1);
    // ((0.1 + 1e16) − 1e16) + 0.7·3, in the order of the synapses, times the gain at z = 0.15.
    const sigmoid = 1 / (1 + Math.exp(-0.15));
    const delta = sigmoid * (1 - sigmoid) * (0.1 * 1 + 1e16 - 1e16 + 0.7 * 3);
    expect(rows.map((row) => Number(row["δ of h"]))).toEqual(rows.map(() => delta));
    expect(rows.map((row) => Number(row["∂L/∂w"]))).toEqual(rows.map(() => delta * 0.3));
  });

  it("begins with the order that was asked for", async () => {
    const options = { order: "o2,o1,o4,o3" };
    const [first] = tableWith("δ of h", await record(sameDeltaAnyOrder, { options }));
    expect(first?.["they arrive as"]).toBe("o2 o1 o4 o3");
  });

  it.each(["o2,o2", "", "o1,o2,o3,o4,o5"])("refuses the order %j", async (order) => {
    await expect(record(sameDeltaAnyOrder, { options: { order } })).rejects.toThrow(
      `--order: expected each of o1, o2, o3 and o4 once; got "${order}"`,
    );
  });
});
