import { describe, expect, it } from "vitest";
import { joinAndBarrier } from "../../scenarios/join-and-barrier.ts";
import { only, record, tableWith } from "./recording-screen.ts";

describe("join-and-barrier", () => {
  it("says at each message of a neuron whom it still waits for", async () => {
    const tables = only("table", await record(joinAndBarrier));
    const joins = tables.slice(0, 2).map(({ rows }) => rows.map((row) => row[2]));
    expect(joins).toEqual([
      ["h1 has 1 of 2 activations, waiting for i2", "h1 has 2 of 2 activations"],
      ["h1 has 1 of 2 error signals, waiting for o2", "h1 has 2 of 2 error signals"],
    ]);
  });

  it("lets an output wait for the loss, which is no neuron", async () => {
    const tables = only("table", await record(joinAndBarrier, { options: { neuron: "o1" } }));
    expect(tables[1]?.rows.map((row) => row[2])).toEqual(["o1 has 1 of 1 error signal"]);
  });

  it("counts samples up to the last one, and commits after it", async () => {
    const rows = tableWith("tick", await record(joinAndBarrier));
    // In at ticks 0 to 9, each five ticks on its way: inputs, h, o, loss, o, h.
    expect(rows.map((row) => row["tick"])).toEqual(["0", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "17"]); // prettier-ignore
    expect(rows.map((row) => row["weight version"])).toEqual([...Array<string>(11).fill("0"), "1"]);
    expect(rows[7]?.["the coordinator"]).toBe("batch 0: 7 of 10 samples are complete");
  });

  it("tells what else can be asked where the neuron is none", async () => {
    await expect(record(joinAndBarrier, { options: { neuron: "h9" } })).rejects.toThrow(
      '--neuron: expected one of i1, i2, h1, h2, o1, o2; got "h9"',
    );
  });
});
