import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openJournal } from "../../src/files/journal.ts";

let folder = "";
let path = "";
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "counterflow-")), "journal");
  path = join(folder, "cases.jsonl");
});
afterEach(() => {
  rmSync(join(folder, ".."), { recursive: true, force: true });
});

/** Adds entries, and gives the folder back. */
function add(...entries: readonly (readonly [string, unknown])[]): void {
  const journal = openJournal(folder);
  for (const [key, value] of entries) journal.add(key, value);
  journal.close();
}

function entries(): [string, unknown][] {
  const journal = openJournal(folder);
  journal.close();
  return [...journal.entries];
}

describe("a journal", () => {
  test("has what earlier runs have added, and is the folder's only file", () => {
    add(["a", 1]);
    add(["b", { x: [null, "…", 0.1] }], ["c", null]);
    expect(entries()).toEqual([["a", 1], ["b", { x: [null, "…", 0.1] }], ["c", null]]); // prettier-ignore
    expect(readdirSync(folder)).toEqual(["cases.jsonl"]);
  });

  test("is what it would be without a line that was torn anywhere", () => {
    add(["a", 1], ["b", "two"]);
    const whole = readFileSync(path, "utf8");
    const first = whole.indexOf("\n") + 1;
    for (let length = first; length < whole.length; length++) {
      writeFileSync(path, whole);
      truncateSync(path, length);
      expect(entries()).toEqual([["a", 1]]);
      expect(readFileSync(path, "utf8")).toBe(whole.slice(0, first));
      add(["b", "two"]);
      expect(readFileSync(path, "utf8")).toBe(whole);
    }
  });

  test("drops a last line that is no entry, and refuses one before it by its number", () => {
    add(["a", 1]);
    appendFileSync(path, "\u0000\u0000\u0000\n");
    expect(entries()).toEqual([["a", 1]]);
    writeFileSync(path, '{"key":"a"}\n7\n{"key":"b","value":2}\n');
    expect(() => openJournal(folder)).toThrow(`${path}: line 2: expected an entry with a key; got something else`);
    // A refusal leaves no lock.
    expect(readdirSync(folder)).toEqual(["cases.jsonl"]);
  });

  test("belongs to one at a time", () => {
    const journal = openJournal(folder);
    expect(() => openJournal(folder)).toThrow("expected no other run to use it; got process");
    journal.add("a", 1);
    journal.close();
    expect(entries()).toEqual([["a", 1]]);
  });

  test("is not made where there is a file", () => {
    writeFileSync(folder, "");
    expect(() => openJournal(folder)).toThrow(`${folder}: expected a folder; got a file`);
  });
}); // prettier-ignore
