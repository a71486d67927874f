import { describe, expect, it } from "vitest";
import { crashAndResume } from "../../scenarios/crash-and-resume.ts";
import { latency } from "../../scenarios/latency.ts";
import { lostMessages } from "../../scenarios/lost-messages.ts";
import { partition } from "../../scenarios/partition.ts";
import { stragglers } from "../../scenarios/stragglers.ts";
import { only, record, tableWith, textOf } from "./recording-screen.ts";

describe("latency", () => {
  it("shows ten orders of arrival, and one gradient", async () => {
    const shown = await record(latency);
    const rows = only("table", shown).flatMap((table) => table.rows);
    expect(rows).toHaveLength(11);
    expect(rows.every((row) => row.at(-1) === "yes")).toBe(true);
    expect(new Set(rows.map((row) => row[2])).size).toBeGreaterThan(5);
    expect(new Set(rows.map((row) => row[4])).size).toBe(1);
  });
});

describe("lost-messages", () => {
  it.each(["0", "0.3", "0.5"])("loses a share of %s, sends again, and keeps every bit", async (drop) => {
    const shown = await record(lostMessages, { options: { drop } });
    const [calm, lossy] = tableWith("packets lost", shown);
    expect(calm?.["packets lost"]).toBe("0");
    expect(Number(lossy?.["packets lost"]) > 100).toBe(drop !== "0");
    expect(lossy?.["loss of the last batch"]).toBe(calm?.["loss of the last batch"]);
    expect(textOf(shown)).toContain("All weights equal, to the bit: yes.");
  });
});

describe("partition", () => {
  it("makes the first commit wait for the line, and changes no bit", async () => {
    const rows = tableWith("cut: tick", await record(partition));
    expect(Number(rows[0]?.["cut: tick"])).toBeGreaterThan(240);
    expect(Number(rows[0]?.["calm: tick"])).toBeLessThan(100);
    expect(rows.map((row) => row["same bits"])).toEqual(Array(6).fill("yes"));
  });
});

describe("crash-and-resume", () => {
  it.each([1, 3, 5, 7])("comes back to the same bits after commit %i", async (commit) => {
    const shown = await record(crashAndResume, { options: { commit: `${commit}` } });
    const [calm, crashed] = tableWith("attempts", shown);
    expect([calm?.["attempts"], crashed?.["attempts"], crashed?.["crashes"]]).toEqual(["8", "9", "1"]);
    expect(tableWith("same bits at the end", shown).map((row) => row["same bits at the end"])).toEqual(["yes", "yes", "yes"]); // prettier-ignore
  });
});

describe("stragglers", () => {
  it("shows that a heavy tail costs more than a spread, and a spread more than a constant", async () => {
    const [constant, exponential, pareto] = tableWith("ticks a batch", await record(stragglers)).map((row) => Number(row["times as long"])); // prettier-ignore
    expect(constant).toBe(1);
    expect(exponential).toBeGreaterThan(1.5);
    expect(pareto).toBeGreaterThan(exponential ?? NaN);
  });
});

describe("a wrong option", () => {
  it.each([
    [latency, { mean: "x" }, '--mean: expected a number from 0.001 to 1000000; got "x"'],
    [lostMessages, { drop: "0.9" }, '--drop: expected a number from 0 to 0.5; got "0.9"'],
    [partition, { ticks: "-1" }, '--ticks: expected a number from 0 to 2000; got "-1"'],
    [crashAndResume, { commit: "8" }, '--commit: expected a whole number from 1 to 7; got "8"'],
    [stragglers, { shape: "1" }, '--shape: expected a number from 1.05 to 100; got "1"'],
  ])("is refused by name: $name", async (scenario, options, message) => {
    await expect(record(scenario, { options })).rejects.toThrow(message);
  });
});
