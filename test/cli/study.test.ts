import { readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { systemClock } from "../../src/cli/io/clock.ts";
import { runCases } from "../../src/cli/study/run-cases.ts";
import { studies } from "../../src/study/studies.ts";
import { casesOf, type StudyCase } from "../../src/study/sweep/axes.ts";
import type { CaseResult } from "../../src/study/sweep/case-result.ts";
import { readStudy } from "../../src/study/sweep/read-study.ts";
import type { StudyFile } from "../../src/study/sweep/study.ts";
import { layered, timed, world } from "../study/sweep/world.ts";
import { command, document, folderWith, start } from "./command-line.ts";

const learning: StudyFile = {
  ...timed,
  name: "learning",
  base: { network: layered, samples: "builtin:moons:samples=20", epochs: 3, batchSize: 1, schedule: "ampnet", stages: 3 },
  axes: [
    { path: "learningRate", name: "rate", values: [0.1, 0.3] },
    { path: "maxActiveKeys", name: "keys", values: [1, 4] },
  ],
  seeds: 2,
  metrics: ["loss", "staleness-mean"],
  figures: [
    { kind: "curves", of: "loss", against: "time", lines: "keys" },
    { kind: "heat-map", metric: "loss", x: "keys", y: "rate" },
  ],
}; // prettier-ignore

/** All that a study has written but its journal, by name. */
function written(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name !== "cases.jsonl");
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

const lineCount = (folder: string): number => readFileSync(join(folder, "cases.jsonl"), "utf8").split("\n").length - 1; // prettier-ignore

describe("study", () => {
  test("lists the studies that there are", async () => {
    const { code, stdout } = await command("study", "--list");
    expect(code).toBe(0);
    for (const { name } of studies.values()) expect(stdout).toContain(`\n${name}`.trimStart());
    const listed = await document<{ studies: StudyFile[] }>("study", "--list");
    expect(listed.studies).toEqual(JSON.parse(JSON.stringify([...studies.values()])));
  });

  test("runs a file's cases, and tells and writes what came of them", async () => {
    const folder = folderWith({ "learning.json": learning });
    const out = join(folder, "out");
    const { code, stdout, stderr } = await command("study", join(folder, "learning.json"), "--out", out);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^learning: Who is sooner\?\n\nrate {2}keys {2}loss/);
    const names = ["results.csv", "results.json", "learning-1-curves.svg", "learning-2-heat-map.svg"];
    expect(Object.keys(written(out)).sort()).toEqual([...names].sort());
    for (const name of names) expect(stdout).toContain(join(out, name));
    for (const line of stdout.split("\n").slice(0, 12)) expect(line.length).toBeLessThanOrEqual(80);
  });

  test("tells as JSON what results.json has: all that it takes to repeat it", async () => {
    const folder = folderWith({ "learning.json": learning });
    const out = join(folder, "out");
    const { stdout } = await command("study", join(folder, "learning.json"), "--out", out, "--json");
    expect(readFileSync(join(out, "results.json"), "utf8")).toBe(stdout);
    const results = JSON.parse(stdout) as Record<string, unknown>;
    const version = (JSON.parse(readFileSync("package.json", "utf8")) as { version: string }).version;
    expect(results).toMatchObject({
      format: "counterflow-results",
      version: 1,
      program: `counterflow ${version}`,
      node: process.version,
      engine: `V8 ${process.versions.v8}`,
      study: learning,
      seeds: [1, 2],
      files: [],
    });
    // Its study is a study file, which comes to the same.
    const again = folderWith({ "again.json": results["study"] as object });
    const repeated = await command("study", join(again, "again.json"), "--out", join(again, "out"), "--json");
    expect(repeated.stdout).toBe(stdout);
  });

  test("goes on where an earlier run has got to, whatever line that was torn in, to the same bytes", async () => {
    const folder = folderWith({ "learning.json": learning });
    const run = (out: string) => command("study", join(folder, "learning.json"), "--out", join(folder, out), "--jobs", "1"); // prettier-ignore
    const whole = await run("whole");
    const journal = readFileSync(join(folder, "whole", "cases.jsonl"), "utf8");
    await run("part");
    for (const length of [0, 7, Math.floor(journal.length / 2), journal.length - 2]) {
      truncateSync(join(folder, "part", "cases.jsonl"), length);
      const part = await run("part");
      expect(part.stdout.replaceAll("/part/", "/whole/")).toBe(whole.stdout);
      expect(written(join(folder, "part"))).toEqual(written(join(folder, "whole")));
      expect(readFileSync(join(folder, "part", "cases.jsonl"), "utf8")).toBe(journal);
    }
  });

  test("runs no case again that is done, also of another study, and anew what has changed", async () => {
    const folder = folderWith({ "one.json": learning });
    const out = join(folder, "out");
    const run = (name: string) => command("study", join(folder, name), "--out", out);
    await run("one.json");
    expect(lineCount(out)).toBe(8);
    const write = (name: string, study: StudyFile) =>
      writeFileSync(join(folder, name), JSON.stringify(study));
    // A third rate has cases of its own; another name or metric has none.
    write("two.json", { ...learning, name: "other", metrics: ["throughput"], axes: [{ path: "learningRate", name: "rate", values: [0.1, 0.3, 0.2] }, ...(learning.axes ?? []).slice(1)] }); // prettier-ignore
    await run("two.json");
    expect(lineCount(out)).toBe(12);
    write("three.json", { ...learning, base: { ...learning.base, epochs: 2 } });
    await run("three.json");
    expect(lineCount(out)).toBe(20);
  });

  test("runs cases anew whose samples have changed", async () => {
    const rows = (value: number) => ({ inputs: [[0, value], [1, 1]], targets: [[0], [1]] }); // prettier-ignore
    const folder = folderWith({ "s.json": rows(0), "n.json": layered });
    const own = { ...learning, seeds: 1, base: { ...learning.base, network: join(folder, "n.json"), samples: join(folder, "s.json") } }; // prettier-ignore
    writeFileSync(join(folder, "own.json"), JSON.stringify(own));
    const run = () => command("study", join(folder, "own.json"), "--out", join(folder, "out"), "--json");
    const first = JSON.parse((await run()).stdout) as { files: { file: string; sha256: string }[]; study: StudyFile };
    // The network is in the results, the samples are named by what they are.
    expect(first.study.base["network"]).toEqual(layered);
    expect(first.files).toMatchObject([{ file: join(folder, "s.json") }]);
    writeFileSync(join(folder, "s.json"), JSON.stringify(rows(0.5)));
    const second = JSON.parse((await run()).stdout) as typeof first;
    expect(second.files[0]?.sha256).not.toBe(first.files[0]?.sha256);
    expect(lineCount(join(folder, "out"))).toBe(8);
  }); // prettier-ignore

  test("reads the columns of CSV that it names", async () => {
    const folder = folderWith({ "s.csv": "a,b,kind\n0,0,yes\n1,1,no\n0,1,yes\n" });
    const samples = { file: join(folder, "s.csv"), classes: "kind" };
    const network = { ...layered, layers: [...layered.layers.slice(0, -1), { id: "y", size: 2, activation: "sigmoid" }] }; // prettier-ignore
    writeFileSync(join(folder, "own.json"), JSON.stringify({ ...learning, base: { ...learning.base, network, samples } })); // prettier-ignore
    const out = ["--out", join(folder, "out")];
    const { stdout } = await command("study", join(folder, "own.json"), ...out, "--json");
    expect((JSON.parse(stdout) as { files: object[] }).files).toMatchObject([samples]);
    writeFileSync(join(folder, "own.json"), JSON.stringify({ ...learning, base: { ...learning.base, network, samples: { ...samples, classes: "kin" } } })); // prettier-ignore
    const wrong = await command("study", join(folder, "own.json"), ...out);
    expect([wrong.code, wrong.stderr]).toEqual([3, expect.stringContaining("base.samples: ")]);
    expect(wrong.stderr).toContain('(did you mean "kind"?)');
  });

  test("takes a TypeScript module", async () => {
    const text = `const ms: readonly number[] = [4, 8];\nexport const study = ${JSON.stringify(timed)};\nstudy.axes[1].values = [...ms, 16];\n`;
    const folder = folderWith({ "mine.ts": text });
    const { code, stdout } = await command("study", join(folder, "mine.ts"), "--out", join(folder, "out"));
    expect([code, stdout.match(/gpipe/g)]).toEqual([0, ["gpipe", "gpipe", "gpipe"]]);
  });

  test("tells a large map as a map", async () => {
    const values = Array.from({ length: 8 }, (_, i) => i + 1);
    const axes = [{ path: "latency", values }, { path: "microBatches", name: "m", values }]; // prettier-ignore
    const figures = [{ kind: "heat-map", metric: "makespan", x: "latency", y: "m" }] as const;
    const file = { ...timed, base: { ...timed.base, schedule: "gpipe" }, axes, figures };
    const folder = folderWith({ "map.json": file });
    const { stdout } = await command("study", join(folder, "map.json"), "--out", join(folder, "out"));
    // (m + p − 1)(f + b) + 2(p − 1)c, for m = 8 and c = 1 … 8.
    expect(stdout).toMatch(/\n +8 +28 +34 +40 +46 +52 +58 +64 +70\n/);
    expect(stdout).toContain("m \\ latency");
  });

  test("ends with 4 where cases have failed, and has told and written the others", async () => {
    const base = { stages: 4, schedule: "pipedream-2bw", microBatches: 12 };
    const file = { ...timed, base, axes: [{ path: "updateEvery", name: "every", values: [4, 2] }] };
    const folder = folderWith({ "failing.json": file });
    const { code, stdout, stderr } = await command("study", join(folder, "failing.json"), "--out", join(folder, "out")); // prettier-ignore
    expect(code).toBe(4);
    expect(stderr).toMatch(/^1 of 2 cases failed; the first, every 2, seed 1: expected weight version/);
    expect(stdout).toContain("makespan");
    expect(readFileSync(join(folder, "out", "results.csv"), "utf8")).toMatch(
      /\r\n2,1,failed,,,"expected weight/,
    );
  });

  test.each([
    [["study"], 2, "STUDY: expected one of schedules, delay-and-rate, error-transports, staleness, or a file; got nothing\n"],
    [["study", "stalenes"], 2, 'STUDY: expected one of schedules, delay-and-rate, error-transports, staleness, a file; got "stalenes" (did you mean "staleness"?)\n'],
    [["study", "no.json"], 3, "no.json: expected a file; got none of this name\n"],
    [["study", "no.ts"], 3, "no.ts: expected a file; got none of this name\n"],
    [["study", "schedules", "--jobs", "0"], 2, '--jobs: expected a whole number from 1 on; got "0"\n'],
    [["study", "schedules", "--out", "package.json"], 3, "package.json: expected a folder; got a file\n"],
  ] as const)("refuses %j", async (words, code, stderr) => {
    expect(await command(...words)).toEqual({ code, stdout: "", stderr });
  }); // prettier-ignore

  test.each([
    ["broken.json", "{", 'broken.json: line 1, column 2: expected a key in double quotes or "}"; got the end of the text'],
    ["wrong.json", JSON.stringify({ ...timed, metrics: ["makspan"] }), "wrong.json: metrics[0]: expected one of"],
    ["broken.ts", "export const = 1", "broken.ts: expected a module that can be loaded; got"],
    ["empty.ts", "export const x = 1;", 'empty.ts: expected a module that exports a study, with "format" and "base"; got none'],
  ])("refuses %s, and makes no folder for it", async (name, text, message) => {
    const folder = folderWith({ [name]: text });
    const { code, stderr } = await command("study", join(folder, name), "--out", join(folder, "out"));
    expect(code).toBe(3);
    expect(stderr).toContain(message);
    expect(readdirSync(folder)).toEqual([name]);
  }); // prettier-ignore
});

describe("the threads of a study", () => {
  const cases = casesOf(readStudy({ ...learning, seeds: 3 }, world));
  const run = async (jobs: number, order: readonly StudyCase[] = cases): Promise<Map<number, CaseResult>> => {
    const results = new Map<number, CaseResult>();
    const done = ({ index }: StudyCase, result: CaseResult): void => void results.set(index, result);
    const { signal } = new AbortController();
    await runCases({ cases: order, jobs, done, signal, clock: systemClock, patience: 0 });
    return new Map([...results].sort(([one], [other]) => one - other));
  };

  test("come to the same, however many they are and whatever is first", async () => {
    const alone = await run(1);
    expect(alone.size).toBe(12);
    expect(await run(2)).toEqual(alone);
    expect(await run(1, [...cases].reverse())).toEqual(alone);
  });

  test("end when they are told to, without another case", async () => {
    const stop = new AbortController();
    const finished: number[] = [];
    const done = ({ index }: StudyCase): void => {
      finished.push(index);
      stop.abort(new Error("enough"));
    };
    const run = runCases({ cases, jobs: 2, done, signal: stop.signal, clock: systemClock, patience: 0 });
    await expect(run).rejects.toThrow("enough");
    expect(finished).toHaveLength(1);
  });

  test("end with what was wrong with taking down a result", async () => {
    const done = (): void => {
      throw new Error("the disk is full");
    };
    const { signal } = new AbortController();
    await expect(runCases({ cases, jobs: 2, done, signal, clock: systemClock, patience: 0 })).rejects.toThrow("the disk is full"); // prettier-ignore
  });
});

test("a study that is interrupted says what is kept, ends with 130, and goes on to the same bytes", async () => {
  const long = { ...learning, base: { ...learning.base, epochs: 15 }, seeds: 4 };
  const folder = folderWith({ "long.json": long });
  const { child, ended } = start(folder, "study", "long.json", "--out", "out", "--jobs", "2");
  const journal = join(folder, "out", "cases.jsonl");
  const isBegun = (): boolean => {
    try {
      return readFileSync(journal, "utf8").includes("\n");
    } catch {
      return false;
    }
  };
  while (!isBegun() && child.exitCode === null) await setTimeout(2);
  child.kill("SIGINT");
  const { code, stdout, stderr } = await ended;
  expect([code, stdout]).toEqual([130, ""]);
  expect(stderr).toMatch(/^\d+ of 16 cases are done and kept in out; the same command goes on\n$/);
  expect(stderr.startsWith(`${lineCount(join(folder, "out"))} of 16`)).toBe(true);
  expect(readdirSync(join(folder, "out"))).toEqual(["cases.jsonl"]);
  await command("study", join(folder, "long.json"), "--out", join(folder, "out"), "--jobs", "1");
  await command("study", join(folder, "long.json"), "--out", join(folder, "whole"), "--jobs", "1");
  expect(written(join(folder, "out"))).toEqual(written(join(folder, "whole")));
});
