import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name).replaceAll("\\", "/"));
const codeLines = (file: string): number =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => !/^\s*(\/?\*|\/\/|$)/.test(line)).length;
const lineCount = (file: string): number => readFileSync(file, "utf8").trimEnd().split("\n").length;

describe("the sources", () => {
  const files = filesUnder("src");

  it("are in files of at most 300 lines, half of them at most 80", () => {
    const counts = files.map(lineCount).sort((a, b) => a - b);
    expect(files.filter((file) => lineCount(file) > 300)).toEqual([]);
    expect(counts[Math.floor(counts.length / 2)]).toBeLessThanOrEqual(80);
  });

  it("say in words what each exported thing is", () => {
    // Names alone are enough for a type or constant beside its documented neighbour, but not for a whole file.
    expect(files.filter((file) => !readFileSync(file, "utf8").includes("/**"))).toEqual(["src/cli/start.ts"]);
  });

  it("are mirrored by tests: every folder of src that does something has one in test", () => {
    const folders = (root: string): string[] =>
      readdirSync(root, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name);
    expect(folders("src").filter((name) => !folders("test").includes(name))).toEqual([]);
  });
});

describe("a scenario", () => {
  it.each(readdirSync("scenarios").filter((name) => name.endsWith(".ts")))(
    "%s has at most about 60 lines of code",
    (name) => {
      expect(codeLines(join("scenarios", name))).toBeLessThanOrEqual(65);
    },
  );
});
