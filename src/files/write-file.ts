import { randomUUID } from "node:crypto";
import {
  type Stats,
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { InputError } from "../message/input-error.ts";
import { RunError } from "../message/run-error.ts";

/**
 * Writes a file as a whole or not at all: into a temporary file beside it, which takes its place once the
 * disk has it. Whoever reads the path meets the old file or the new one, never a part. Nothing can come
 * between, as it does not wait. A symbolic link is followed.
 * @throws RunError if it cannot be written; what was there before still is
 */
export function writeFile(path: string, chunks: Iterable<string>): void {
  const place = placeOf(path);
  const temporary = join(dirname(place), `.${randomUUID()}.tmp`);
  try {
    writeDurably(temporary, chunks);
    renameSync(temporary, place);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new RunError(`${path}: expected to be written; got ${reasonOf(error)}`, { cause: error });
  }
}

/**
 * Makes sure, before the work whose result it is to hold, that a file can be written.
 * @throws InputError with the path as its source: a directory, a device, no such folder, no permission
 */
export function expectWritable(path: string): void {
  const place = placeOf(path);
  const folder = dirname(place);
  if (statsOf(path, folder)?.isDirectory() !== true) {
    fail(path, "expected a place to write a file; got no such folder");
  }
  const stats = statsOf(path, place);
  if (stats !== undefined && !stats.isFile()) {
    fail(path, `expected a file or a new name; got ${stats.isDirectory() ? "a directory" : "a device"}`);
  }
  try {
    accessSync(folder, constants.W_OK);
    if (stats !== undefined) accessSync(place, constants.W_OK);
  } catch {
    fail(path, "expected a place to write a file; got no permission");
  }
}

function statsOf(path: string, place: string): Stats | undefined {
  try {
    return statSync(place, { throwIfNoEntry: false });
  } catch (error) {
    fail(path, `expected a place to write a file; got ${reasonOf(error)}`);
  }
}

/** Where the file of a path lies, links followed; a file that is not there yet lies where its path says. */
function placeOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function writeDurably(path: string, chunks: Iterable<string>): void {
  const file = openSync(path, "wx");
  try {
    for (const chunk of chunks) writeAll(file, Buffer.from(chunk));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fail(path: string, message: string): never {
  throw new InputError([{ path: "", message }], path);
}
