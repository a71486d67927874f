import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { expectWritable, writeFile } from "../../src/files/write-file.ts";
import { InputError } from "../../src/message/input-error.ts";
import { RunError } from "../../src/message/run-error.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "counterflow-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

describe("writeFile", () => {
  it("writes all pieces, in UTF-8, and leaves nothing else behind", () => {
    const path = join(folder, "a.txt");
    writeFile(path, ["é", "", "😀", "x".repeat(1_000_000)]);
    expect(readFileSync(path, "utf8")).toBe(`é😀${"x".repeat(1_000_000)}`);
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });

  it("replaces the file that was there, through a symbolic link as well", () => {
    const path = join(folder, "a.txt");
    const link = join(folder, "b.txt");
    writeFileSync(path, "old and longer");
    symlinkSync("a.txt", link);
    writeFile(link, ["new"]);
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(readlinkSync(link)).toBe("a.txt");
  });

  it("keeps the old file as it was until the new one is whole, and when it never is", () => {
    const path = join(folder, "a.txt");
    writeFileSync(path, "old");
    const seen: string[] = [];
    function* failing(): Generator<string> {
      yield "new";
      seen.push(readFileSync(path, "utf8"));
      throw new Error("no more");
    }
    expect(() => writeFile(path, failing())).toThrow(
      new RunError(`${path}: expected to be written; got no more`),
    );
    expect(seen).toEqual(["old"]);
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });

  it("says that there is no such folder", () => {
    expect(() => writeFile(join(folder, "b", "a.txt"), ["x"])).toThrow(RunError);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("expectWritable", () => {
  it("lets a new name and a file pass, and makes nothing", () => {
    writeFileSync(join(folder, "old.txt"), "old");
    expectWritable(join(folder, "old.txt"));
    expectWritable(join(folder, "new.txt"));
    expect(readdirSync(folder)).toEqual(["old.txt"]);
  });

  it.each([
    [".", "expected a file or a new name; got a directory"],
    ["b/a.txt", "expected a place to write a file; got no such folder"],
    ["x".repeat(300), "expected a place to write a file; got ENAMETOOLONG"],
  ])("refuses %s", (name, problem) => {
    const path = join(folder, name);
    expect(() => expectWritable(path)).toThrow(InputError);
    expect(() => expectWritable(path)).toThrow(`${path}: ${problem}`);
  });
});
