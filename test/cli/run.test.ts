import { readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { command, document, folderWith, start, startFile } from "./command-line.ts";

const names = readdirSync(new URL("../../scenarios/", import.meta.url))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -3))
  .sort();

describe("list", () => {
  it("names every file in the folder of scenarios, with its summary", async () => {
    const { code, stdout, stderr } = await command("list");
    expect([code, stderr]).toEqual([0, ""]);
    const lines = stdout.trimEnd().split("\n");
    expect(lines.map((line) => line.split(" ")[0])).toEqual(names);
    for (const line of lines) expect(line).toMatch(/^\S+ {2,}\S.{20,}$/);
  });

  it("has the options of each with --json", async () => {
    const { scenarios } = await document<{
      scenarios: {
        name: string;
        summary: string;
        options: { name: string; help: string; fallback: string }[];
      }[];
    }>("list");
    expect(scenarios.map(({ name }) => name)).toEqual(names);
    for (const { summary, options } of scenarios) {
      expect(summary).not.toBe("");
      for (const option of options) expect(Object.keys(option)).toEqual(["name", "help", "fallback"]);
    }
  });
});

describe("run", () => {
  it("suggests the scenario that was meant, and lists them all", async () => {
    const stderr = `SCENARIO: expected one of ${names.join(", ")}; got "reversed-arows" (did you mean "reversed-arrows"?)\n`;
    expect(await command("run", "reversed-arows")).toEqual({ code: 2, stdout: "", stderr });
  });

  it("lists them all where none is named", async () => {
    const stderr = `run: expected one of ${names.join(", ")}; got nothing\n`;
    expect(await command("run")).toEqual({ code: 2, stdout: "", stderr });
  });

  it("tells of itself, and of a scenario's own options", async () => {
    const own = await command("run", "--help");
    expect(own).toMatchObject({ code: 0, stderr: "" });
    expect(own.stdout).toContain(`Scenarios: ${names.join(", ")}\n`);
    const scenario = await command("run", "reversed-arrows", "--help");
    expect(scenario).toMatchObject({ code: 0, stderr: "" });
    expect(scenario.stdout).toContain("Usage: counterflow run reversed-arrows");
    expect(scenario.stdout).toContain("--lang");
  });

  it("refuses an option that the scenario has not, and more words than it takes", async () => {
    const unknown = await command("run", "reversed-arrows", "--lnag", "zh");
    expect(unknown).toEqual({
      code: 2,
      stdout: "",
      stderr: "unknown option '--lnag' (did you mean --lang?)\n",
    });
    expect(await command("run", "reversed-arrows", "zh")).toMatchObject({ code: 2, stdout: "" });
  });
});

describe("npm start", () => {
  it("runs reversed-arrows, as `run reversed-arrows` does, hands options on, and ends by naming a page", async () => {
    const folder = folderWith({});
    const [started, run, chinese] = await Promise.all([
      startFile("src/cli/start.js", folder).ended,
      start(folder, "run", "reversed-arrows").ended,
      startFile("src/cli/start.js", folder, "--lang", "zh", "--out", "pages").ended,
    ]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect({ ...started, stdout: "" }).toEqual({ ...run, stdout: "" });
    expect(started.stdout.startsWith(run.stdout)).toBe(true);
    const [, page = ""] =
      /^\nThe run as a page, to play and to step through:\s+(\S+)\n$/.exec(
        started.stdout.slice(run.stdout.length),
      ) ?? [];
    expect(readFileSync(page, "utf8")).toMatch(/^<!doctype html>/i);
    expect(page.startsWith(tmpdir())).toBe(true);
    rmSync(dirname(page), { recursive: true });
    expect(chinese).toMatchObject({ code: 0, stderr: "" });
    expect(chinese.stdout).toMatch(/\p{Script=Han}/u);
    // Nothing is written where nobody asked for it.
    expect(readdirSync(folder)).toEqual(["pages"]);
    expect(readdirSync(join(folder, "pages"))).toEqual(["reversed-arrows.html"]);
  });

  it("runs the scenario that is named", async () => {
    const { code, stderr } = await startFile("src/cli/start.js", folderWith({}), "nobody").ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(/^SCENARIO: expected one of .+; got "nobody"\n$/);
  });
});
