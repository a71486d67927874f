import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../message/input-error.ts";
import { RunError } from "../message/run-error.ts";
import { lockDirectory } from "./directory-lock.ts";
import { codeOf, nodeFileSystem, reasonOf } from "./file-system.ts";
import { readText } from "./read-file.ts";

/** What is known of a long piece of work, kept on the disk entry by entry. */
export interface Journal {
  /** Entries by their keys, those of earlier runs included. */
  readonly entries: ReadonlyMap<string, unknown>;
  /** Adds an entry; when it returns the disk has it. @throws RunError */
  readonly add: (key: string, value: unknown) => void;
  /** Gives the folder back. */
  readonly close: () => void;
}

const fileName = "cases.jsonl";

/**
 * The journal of a folder, which is this process's alone until it is closed; folder and journal are made where there are none. A
 * line is an entry. A last line that is torn, as a process that was killed leaves it, is dropped.
 * @throws InputError for a place that is no such folder, or a line that is no entry; RunError if another process uses it, or the
 * disk refuses
 */
export function openJournal(folder: string): Journal {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const got = codeOf(error) === "EEXIST" ? "a file" : reasonOf(error);
    throw new InputError([{ path: "", message: `expected a folder; got ${got}` }], folder);
  }
  const lock = attempt(folder, () => lockDirectory(nodeFileSystem, folder));
  const path = join(folder, fileName);
  try {
    const { entries, bytes } = read(path);
    const file = attempt(path, () => openSync(path, existsSync(path) ? "r+" : "w"));
    attempt(path, () => ftruncateSync(file, bytes));
    let end = bytes;
    return {
      entries,
      add(key, value) {
        const line = Buffer.from(`${JSON.stringify({ key, value })}\n`);
        attempt(path, () => {
          for (let written = 0; written < line.length;) {
            written += writeSync(file, line, written, line.length - written, end + written);
          }
          fsyncSync(file);
        });
        end += line.length;
        entries.set(key, value);
      },
      close() {
        closeSync(file);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** All whole entries, and how many bytes they are. */
function read(path: string): { readonly entries: Map<string, unknown>; readonly bytes: number } {
  const entries = new Map<string, unknown>();
  if (!existsSync(path)) return { entries, bytes: 0 };
  const text = wholeLines(readText(path));
  const lines = text.split("\n").slice(0, -1);
  lines.forEach((line, i) => {
    const entry = entryOf(line);
    if (entry === undefined) {
      throw new InputError(
        [{ path: `line ${i + 1}`, message: "expected an entry with a key; got something else" }],
        path,
      );
    }
    entries.set(entry.key, entry.value);
  });
  return { entries, bytes: Buffer.byteLength(text) };
}

/** A text up to its last line that is an entry and has an end. */
function wholeLines(text: string): string {
  const ended = text.slice(0, text.lastIndexOf("\n") + 1);
  const last = ended.slice(ended.lastIndexOf("\n", ended.length - 2) + 1);
  return last === "" || entryOf(last) !== undefined ? ended : ended.slice(0, ended.length - last.length);
}

function entryOf(line: string): { readonly key: string; readonly value: unknown } | undefined {
  try {
    const entry = JSON.parse(line) as { readonly key?: unknown; readonly value?: unknown } | null;
    return typeof entry?.key === "string" ? { key: entry.key, value: entry.value } : undefined;
  } catch {
    return undefined;
  }
}

function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof RunError) throw error;
    throw new RunError(`${path}: expected to be written; got ${reasonOf(error)}`, { cause: error });
  }
}
