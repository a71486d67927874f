import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { command, document, folderWith } from "./command-line.ts";

interface ScheduleDocument {
  readonly makespan: number;
  readonly bubbleOfTotal: number;
  readonly bubbleOfIdeal: number;
  readonly peakInFlight: readonly number[];
  readonly liveVersions: readonly number[];
  readonly staleness: readonly ({
    readonly min: number;
    readonly mean: number;
    readonly max: number;
  } | null)[];
  readonly grid: readonly (readonly string[])[];
  readonly gridTimes: readonly number[];
  readonly closedForm: { readonly makespan?: number; readonly isFeasible?: boolean } | null;
}

const run = (text: string): Promise<ScheduleDocument> => document("schedule", ...text.split(" "));
const none = { min: 0, mean: 0, max: 0 };

describe("schedule --json", () => {
  it("has all that is known of a plan", async () => {
    expect(await run("gpipe --stages 2 --micro-batches 2")).toEqual({
      schedule: "gpipe",
      stages: 2,
      ranks: 2,
      microBatches: 2,
      timing: { forward: 1, backward: 1, weightGradient: 0, latency: 0 },
      makespan: 6,
      bubbleOfTotal: 1 / 3,
      bubbleOfIdeal: 1 / 2,
      utilisation: [2 / 3, 2 / 3],
      idle: [
        { "warm-up": 0, drain: 0, dependency: 2, latency: 0, "full-credit": 0 },
        { "warm-up": 1, drain: 1, dependency: 0, latency: 0, "full-credit": 0 },
      ],
      spans: [6, 4],
      peakInFlight: [2, 2],
      liveVersions: [1, 1],
      staleness: [none, none],
      stalenessConvention: "crossed",
      gridTimes: [0, 1, 2, 3, 4, 5, 6],
      grid: [
        ["0F0", "0F1", "", "", "0B0", "0B1"],
        ["", "1F0", "1F1", "1B0", "1B1", ""],
      ],
      closedForm: {
        makespan: 6,
        bubbleOfTotal: 1 / 3,
        bubbleOfIdeal: 1 / 2,
        peakInFlight: [2, 2],
        source: expect.stringContaining("arXiv:1811.06965") as string,
      },
    });
  });

  // The makespans of distributed.md; of interleaved-1f1b m (f + b) + (p − 1)(f + b) ÷ v.
  it.each([
    ["1f1b --stages 4 --micro-batches 8", 22],
    ["zb-h1 --stages 4 --micro-batches 8", 27],
    ["zb-h1 --stages 4 --micro-batches 8 --forward 1 --backward 1 --weight-gradient 1", 27],
    ["gpipe --stages 4 --micro-batches 8 --forward 1 --backward 2 --latency 1", 39],
    ["1f1b --stages 4 --micro-batches 8 --forward 1 --backward 2 --latency 1", 49],
    [
      "interleaved-1f1b --stages 4 --micro-batches 8 --chunks 3 --forward 3 --backward 6",
      8 * 9 + (3 * 9) / 3,
    ],
    ["chimera --stages 4 --micro-batches 4", 10],
    ["sequential --stages 3 --micro-batches 4 --backward 2", 36],
  ])("of %s has a makespan of %d, and says what the closed form is", async (words, makespan) => {
    const found = await run(words);
    expect(found.makespan).toBe(makespan);
    expect(found.closedForm?.makespan ?? makespan).toBe(makespan);
    expect(found.staleness).toEqual(found.staleness.map(() => none));
    expect(new Set(found.liveVersions)).toEqual(new Set([1]));
    expect(found.gridTimes.length).toBe((found.grid[0]?.length ?? 0) + 1);
  });

  it("of a policy has versions and staleness, a number a stage", async () => {
    const found = await run("pipedream --stages 4 --micro-batches 40");
    expect(found.liveVersions).toEqual([4, 3, 2, 1]);
    expect(found.staleness.map((spread) => spread?.max)).toEqual([3, 2, 1, 0]);
    expect(found.peakInFlight).toEqual([4, 3, 2, 1]);
  });

  it("of a policy that has not committed anything has no staleness rather than none of it", async () => {
    const { staleness } = await run("paci --stages 2 --micro-batches 3 --update-every 9");
    expect(staleness).toEqual([null, null]);
  });

  it("takes times of each stage and of each link", async () => {
    const words = "gpipe --stages 2 --micro-batches 1 --forward 1,10 --backward 100,1000 --latency 10000";
    expect((await run(words)).makespan).toBe(1 + 10 + 100 + 1000 + 20_000);
    expect((await run(`${words} --weight-gradient 0.5,0.25`)).makespan).toBe(21_111.75);
  });
});

describe("schedule --file", () => {
  it("runs a schedule of the user's own", async () => {
    const folder = folderWith({ "mine.csv": "0F0,0F1,0B1,0B0\n1F0,1F1,1B1,1B0\n" });
    const found = await document<ScheduleDocument>("schedule", "--file", join(folder, "mine.csv"));
    expect([found.makespan, found.closedForm]).toEqual([6, null]);
    expect(found.grid[0]).toEqual(["0F0", "0F1", "", "", "0B1", "0B0"]);
  });

  it.each([
    ["0F0,0Q0\n", 'line 1, column 5: expected an action such as 0F2, 1B0, 1I0 or 1W0; got "0Q0"'],
    ["0F0\n", "stage 0: expected 0B0 or 0I0; got none"],
    [
      "0F0,0B0,0F1,0B1\n1F0,1F1,1B0,1B1\n",
      "rank 0: expected an order without a deadlock; got one in which rank 0 waits at 0B0 for 1B0, which rank 1 would do after 1F1; rank 1 waits at 1F1 for 0F1, which rank 0 would do after 0B0",
    ],
  ])("refuses %j with exit code 3, and says why", async (text, sentence) => {
    const file = join(folderWith({ "mine.csv": text }), "mine.csv");
    expect(await command("schedule", "--file", file)).toEqual({
      code: 3,
      stdout: "",
      stderr: `${file}: ${sentence}\n`,
    });
  });
});

describe("schedule for people", () => {
  it("prints the grid, a line a rank, what it comes to and the closed form", async () => {
    const { code, stdout } = await command("schedule", "1f1b", "--stages", "2", "--micro-batches", "2");
    expect(code).toBe(0);
    expect(stdout.split("\n")).toEqual([
      "1f1b: 2 ranks, 2 micro-batches",
      "F forward · B backward (I error signals, W weight gradients) · blank: bubble",
      "",
      "tick   0  1  2  3  4  5",
      "rank 0 F0 F1    B0    B1",
      "rank 1    F0 B0 F1 B1",
      "",
      "rank  utilisation  warm-up  drain  dependency  in flight",
      "────  ───────────  ───────  ─────  ──────────  ─────────",
      "   0       66.7 %        0      0           2          2",
      "   1       66.7 %        1      1           0          1",
      "",
      "makespan 6 ticks; bubble 33.3 % of total, 50 % of ideal",
      expect.stringMatching(/^closed form: makespan 6, 2 a micro-batch in the middle/),
      expect.any(String),
      expect.any(String),
      "",
    ]);
  });

  it("prints versions and staleness of a policy", async () => {
    const { stdout } = await command("schedule", "pipedream", "--stages", "2", "--micro-batches", "9");
    expect(stdout).toMatch(/^ +0 +9 +2 +0 +0\.889 +1$/m);
  });
});

describe("schedule refuses", () => {
  const size = ["--stages", "2", "--micro-batches", "2"];

  it.each<[readonly string[], string]>([
    [[], "NAME: expected a schedule, or --file FILE; got nothing"],
    [
      ["gpip", ...size],
      'NAME: expected one of sequential, gpipe, 1f1b, interleaved-1f1b, zb-h1, zb-h2, chimera, pipedream-naive, pipedream, pipedream-vertical-sync, pipedream-2bw, paci, pipemare, ampnet; got "gpip" (did you mean "gpipe"?)',
    ],
    [["gpipe", "--micro-batches", "2"], "--stages: expected a whole number from 1 on; got nothing"],
    [["gpipe", "--stages", "2"], "--micro-batches: expected a whole number from 1 on; got nothing"],
    [["gpipe", ...size, "--forward", "0"], '--forward: expected a finite number above 0; got "0"'],
    [["gpipe", ...size, "--forward", "1,2,3"], "--forward: expected 1 or 2 numbers; got 3"],
    [["gpipe", ...size, "--latency", "1,2"], "--latency: expected 1 number; got 2"],
    [["gpipe", ...size, "--chunks", "2"], "--chunks: expected interleaved-1f1b beside it; got gpipe"],
    [
      ["pipedream", ...size, "--update-every", "2"],
      "--update-every: expected pipedream-2bw or paci or pipemare or ampnet beside it; got pipedream",
    ],
    [["paci", ...size, "--max-active-keys", "2"], "--max-active-keys: expected ampnet beside it; got paci"],
    [["gpipe", "--file", "x"], 'NAME: expected none beside --file; got "gpipe"'],
    [["--file", "x", "--stages", "2"], "--stages: expected none beside --file; got 2"],
    [
      ["chimera", "--stages", "3", "--micro-batches", "2"],
      "stages: expected an even number for chimera; got 3",
    ],
    [
      ["ampnet", "--stages", "2000", "--micro-batches", "2000"],
      "microBatches: expected at most 2000000 actions in all; got up to 12000000",
    ],
  ])("%j", async (argv, sentence) => {
    expect(await command("schedule", ...argv)).toEqual({ code: 2, stdout: "", stderr: `${sentence}\n` });
  });

  it("a policy that wants weights which there are not yet, with exit code 4", async () => {
    const words = ["pipedream-2bw", "--stages", "4", "--micro-batches", "9", "--update-every", "2"];
    expect(await command("schedule", ...words)).toEqual({
      code: 4,
      stdout: "",
      stderr: "pipedream-2bw: expected weight version 1 at 0F4; got 0, the newest there\n",
    });
  });
});
