import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makePlan } from "../../src/schedule/plans.ts";
import { runPlan } from "../../src/schedule/run-plan.ts";
import { scheduleView } from "../../src/view/schedule/schedule-view.ts";
import { traceEventProblems } from "../view/export/perfetto-validator.ts";
import { command, folderWith } from "./command-line.ts";

const words = ["zb-h1", "--stages", "3", "--micro-batches", "4", "--latency", "0.5"];
const timing = { forward: 1, backward: 1, weightGradient: 1, latency: 0.5 };
const timetable = runPlan(makePlan("zb-h1", { ranks: 3, microBatches: 4 }), timing);

describe("schedule --out", () => {
  it.each([
    ["svg", `${scheduleView.svg(timetable, { name: "zb-h1" })}\n`],
    ["json", [...scheduleView.perfetto(timetable, { name: "zb-h1" })].join("")],
    ["SVG", `${scheduleView.svg(timetable, { name: "zb-h1" })}\n`],
  ])("writes what the ending .%s says, and prints what it prints without it", async (ending, text) => {
    const file = join(folderWith({}), `picture.${ending}`);
    expect(await command("schedule", ...words, "--out", file)).toEqual(await command("schedule", ...words));
    expect(readFileSync(file, "utf8")).toBe(text);
    const json = await command("schedule", ...words, "--out", file, "--json");
    expect(json).toEqual(await command("schedule", ...words, "--json"));
  });

  it("draws a schedule of the user's own, with fewer micro-batches than stages", async () => {
    const folder = folderWith({ "mine.csv": "0F0,0I0,0W0\n1F0,1I0,1W0\n2F0,2B0\n" });
    const out = join(folder, "mine.json");
    const { code } = await command("schedule", "--file", join(folder, "mine.csv"), "--out", out);
    expect([code, traceEventProblems(readFileSync(out, "utf8"))]).toEqual([0, []]);
  });

  it("tells where a policy commits", async () => {
    const out = join(folderWith({}), "paci.svg");
    const paci = ["paci", "--stages", "2", "--micro-batches", "6", "--update-every", "3", "--out", out];
    expect((await command("schedule", ...paci)).code).toBe(0);
    expect(readFileSync(out, "utf8").match(/stage \d commits at \d+/g)).toHaveLength(2 * 2);
  });

  it("writes nothing of a schedule with a deadlock, and says who waits for whom", async () => {
    const folder = folderWith({ "mine.csv": "0F0,0B0,0F1,0B1\n1F0,1F1,1B0,1B1\n" });
    const out = join(folder, "mine.svg");
    const { code, stdout, stderr } = await command("schedule", "--file", join(folder, "mine.csv"), "--out", out);
    expect([code, stdout, existsSync(out)]).toEqual([3, "", false]);
    expect(stderr).toContain("rank 1 waits at 1F1 for 0F1, which rank 0 would do after 0B0");
  }); // prettier-ignore

  it.each([
    ["picture.png", 2, '--out: expected a name that ends in .svg or .json; got "picture.png"'],
    ["svg", 2, '--out: expected a name that ends in .svg or .json; got "svg"'],
    ["/no/folder/a.svg", 3, "/no/folder/a.svg: expected a place to write a file; got no such folder"],
  ])("refuses %s", async (file, code, sentence) => {
    const found = await command("schedule", ...words, "--out", file);
    expect(found).toEqual({ code, stdout: "", stderr: `${sentence}\n` });
  });
});

describe("schedule --view", () => {
  it("gantt prints the chart with who waits why", async () => {
    const { code, stdout } = await command("schedule", ...words, "--view", "gantt");
    expect(code).toBe(0);
    expect(stdout).toBe(`${scheduleView.text(timetable, { name: "zb-h1", columns: 80 }).join("\n")}\n`);
  });

  it("grid prints what is printed without it", async () => {
    expect(await command("schedule", ...words, "--view", "grid")).toEqual(await command("schedule", ...words)); // prettier-ignore
  });

  it.each([
    [["--view", "marbles"], '--view: expected one of grid, gantt; got "marbles"'],
    [["--view", "gantt", "--json"], "--view: expected none beside --json; got gantt"],
  ])("refuses %j", async (more, sentence) => {
    const found = await command("schedule", ...words, ...more);
    expect(found).toEqual({ code: 2, stdout: "", stderr: `${sentence}\n` });
  });
});
