import { describe, expect, it, test } from "vitest";
import { makePlan } from "../../../src/schedule/plans.ts";
import { runPlan } from "../../../src/schedule/run-plan.ts";
import { commitsOf } from "../../../src/view/schedule/commits.ts";
import { scheduleView } from "../../../src/view/schedule/schedule-view.ts";
import { widthOf } from "../../../src/view/terminal/text-width.ts";
import { colourCodes, colours } from "../colours.ts";
import { readText } from "./read-picture.ts";
import { type Example, examples, planned } from "./timetables.ts";

const linesOf = ({ timetable, options }: Example, columns = 80): string[] =>
  scheduleView.text(timetable, { ...options, columns });
const every = [...examples];

describe("a schedule in a terminal", () => {
  test("has a row a rank, a column a tick, a line where a task goes on and one for a commit", () => {
    expect(linesOf(planned("1f1b", { ranks: 2, microBatches: 2 }), 100)).toEqual([
      "1f1b: 2 ranks, 2 micro-batches, 9 ticks",
      "F forward pass · B backward pass and weight gradients · ┃ commit · blank: idle. The number is that",
      "of the micro-batch.",
      "",
      "tick   0  1  2  3  4  5  6  7  8",
      "rank 0 F0 F1       B0───    B1───┃",
      "rank 1    F0 B0─── F1 B1───┃",
      "",
      "rank  utilisation  warm-up  drain  dependency  in flight",
      "────  ───────────  ───────  ─────  ──────────  ─────────",
      "   0       66.7 %        0      0           3          2",
      "   1       66.7 %        1      2           0          1",
      "idle: warm-up = before the first task; drain = after the last task; dependency = what is needed is",
      "not yet computed",
      "",
      "Bubble: 33.3 % of total (6 of 18 rank-ticks are idle), 50 % of ideal",
    ]);
  });

  test.each(every)("of %s is the golden file at 120 columns", async (name, example) => {
    const text = `${linesOf(example, 120).join("\n")}\n`;
    await expect(text).toMatchFileSnapshot(`golden/${name.replaceAll(" ", "-")}.txt`);
  });

  it.each(["gpipe", "1f1b", "8x32", "zb-h1", "chimera", "pipedream", "one task each"])(
    "tells every task and every commit of %s once, where it is in time",
    (name) => {
      const example = examples.get(name) ?? expect.fail();
      const { ranks, microBatches } = example.timetable;
      const { gradientsPerCommit = microBatches } = example.options;
      const tasks = ranks.flatMap((slots, rank) =>
        slots.map(({ action, start }) => `rank ${rank}, ${action.stage}${action.kind}${action.microBatch}, ${start}`),
      ); // prettier-ignore
      const commits = commitsOf(example.timetable, gradientsPerCommit).map(({ rank, time }) => `rank ${rank} at ${time}`);
      for (const columns of [60, 80, 120, 200]) {
        const found = readText(linesOf(example, columns));
        expect(found.tasks).toEqual([...tasks].sort());
        expect(found.commits).toEqual([...commits].sort());
      }
    },
  ); // prettier-ignore

  it.each(every)("of %s has no line wider than it may be, in both languages", (_, { timetable, options }) => {
    for (const language of ["en", "zh"] as const) {
      for (const columns of [20, 31, 40, 61, 80, 133, 200]) {
        const lines = scheduleView.text(timetable, { ...options, columns, language });
        expect(lines.filter((line) => widthOf(line) > columns)).toEqual([]);
      }
    }
  });

  it.each(every)("of %s says nothing by colour alone", (_, { timetable, options }) => {
    const painted = scheduleView.text(timetable, { ...options, paint: colours });
    expect(painted.join("\n")).toContain("\u001b[34m");
    expect(painted.map((line) => line.replace(colourCodes, "").trimEnd())).toEqual(
      scheduleView.text(timetable, options),
    );
  });

  it("paints weight gradients otherwise than error signals", () => {
    const { timetable, options } = examples.get("zb-h1") ?? expect.fail();
    const text = scheduleView.text(timetable, { ...options, paint: colours }).join("\n");
    expect(text).toContain("\u001b[32mW0\u001b[0m");
    expect(text).toContain("\u001b[31mI0\u001b[0m");
  });

  it("names the stages where a rank's stage is not the one of its number", () => {
    expect(linesOf(examples.get("own") ?? expect.fail()).join("\n")).toContain("rank 0 0F0 1F0 0F1 1F1");
    expect(linesOf(examples.get("1f1b") ?? expect.fail()).join("\n")).toContain("rank 0 F0 F1 F2 F3");
  });

  it("says what is not drawn of one that is too long or has too many ranks, and counts all of it", () => {
    const timing = { forward: 1, backward: 1, weightGradient: 0 };
    for (const [ranks, microBatches, note] of [
      [2, 2000, "Drawn: ranks 0 to 1 of 2, ticks 0 to 144 of 4002."],
      [100, 2, "Drawn: ranks 0 to 63 of 100, ticks 0 to 202 of 202."],
    ] as const) {
      const timetable = runPlan(makePlan("gpipe", { ranks, microBatches }), timing);
      const lines = scheduleView.text(timetable, { name: "gpipe", columns: 80 });
      expect(lines.join(" ")).toContain(note);
      expect(lines.length).toBeLessThan(900);
      const [idle, total] = [ranks * 2 * (ranks - 1), ranks * 2 * (microBatches + ranks - 1)];
      expect(lines.join(" ")).toContain(`(${idle} of ${total} rank-ticks are idle)`);
    }
  });

  it("speaks Chinese", () => {
    const { timetable, options } = examples.get("zb-h1") ?? expect.fail();
    const text = scheduleView.text(timetable, { ...options, language: "zh", columns: 120 }).join("\n");
    expect(text).toContain("zb-h1：4 个处理器，8 个微批，41 个时刻");
    expect(text).not.toMatch(/rank|tick|idle|bubble/i);
  });

  it("shows the name of a file as a text of one line", () => {
    const { timetable } = planned("gpipe", { ranks: 1, microBatches: 1 });
    const name = `a\u001b[31m\n${"long/".repeat(40)}`;
    const [first = ""] = scheduleView.text(timetable, { name, columns: 120 });
    expect(first).toMatch(/^a\ufffd\[31m\ufffdlong\/long.*…: 1 rank, 1 micro-batch, 3 ticks$/);
  });
});
