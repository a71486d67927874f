import { constants } from "node:buffer";
import { createHash, randomUUID } from "node:crypto";
import { join } from "node:path";
import { InputError } from "../message/input-error.ts";
import { RunError } from "../message/run-error.ts";
import type { Checkpoint } from "../model/checkpoint/checkpoint.ts";
import { decodeCheckpoint, NewerFormatError } from "../model/checkpoint/decode-checkpoint.ts";
import { encodeCheckpoint } from "../model/checkpoint/encode-checkpoint.ts";
import { type DirectoryLock, lockDirectory } from "./directory-lock.ts";
import { makeDurably, readAll, removeIfPossible } from "./durable-file.ts";
import { codeOf, type FileSystem, nodeFileSystem, reasonOf } from "./file-system.ts";

/** How many good checkpoints are kept: should the newest be damaged one day, there is the one before. */
const kept = 2;

/** What could be read of a directory of checkpoints. */
export interface Found {
  readonly checkpoint: Checkpoint;
  /** Name of its file. */
  readonly name: string;
  /** Of each newer one that is damaged: which, and which check it failed. */
  readonly damaged: readonly string[];
}

/** A directory that one run writes its checkpoints into, and nobody else. */
export class CheckpointDirectory {
  readonly path: string;
  readonly #disk: FileSystem;
  readonly #lock: DirectoryLock;
  #last: number;
  /** Numbers of those that are known to be good, the oldest first. */
  #good: number[] = [];

  /**
   * Takes a directory that is there. Temporary files that a killed run has left are removed.
   * @throws InputError for a place that cannot be written to; RunError for one that another run writes to, or a failing disk
   */
  constructor(path: string, disk: FileSystem = nodeFileSystem) {
    this.path = path;
    this.#disk = disk;
    this.#lock = opening(path, () => lockDirectory(disk, path));
    try {
      this.#last = opening(path, () => {
        const names = disk.list(path);
        for (const name of names) if (temporaryName.test(name)) removeIfPossible(disk, join(path, name));
        return serials(names)[0] ?? 0;
      });
    } catch (error) {
      this.#lock.release();
      throw error;
    }
  }

  /** The newest good checkpoint; see readNewestCheckpoint. */
  newest(): Found {
    const found = readNewestCheckpoint(this.path, this.#disk);
    this.#good = [serialOf(found.name) ?? 0];
    return found;
  }

  /** @throws InputError if there are checkpoints */
  expectNone(): void {
    if (this.#last === 0) return;
    const message = `expected no checkpoints of another run (--resume goes on from one); got ${nameOf(this.#last)}`;
    throw new InputError([{ path: "", message }], this.path);
  }

  /**
   * Writes a checkpoint, and lets go of those that are older than the last two good ones. When it returns the disk has it, under
   * the name that it returns.
   * @throws RunError; all earlier ones are as they were
   */
  save(checkpoint: Checkpoint): string {
    const serial = this.#last + 1;
    const final = nameOf(serial);
    try {
      const pieces = encodeCheckpoint(checkpoint, createHash("sha256"));
      this.#last = serial;
      makeDurably(this.#disk, this.path, { temporary: `.${final}.${randomUUID()}.tmp`, final }, pieces);
      this.#good = [...this.#good, serial].slice(-kept);
      this.#removeOlder();
      return final;
    } catch (error) {
      const last = this.#good.at(-1);
      const intact = last === undefined ? "" : ` (${nameOf(last)} is intact)`;
      throw new RunError(
        `${this.path}: expected a checkpoint to be written; got ${reasonOf(error)}${intact}`,
        { cause: error },
      );
    }
  }

  /** Gives the directory back. */
  close(): void {
    this.#lock.release();
  }

  #removeOlder(): void {
    const [oldest = 0] = this.#good;
    if (this.#good.length < kept) return;
    for (const serial of serials(this.#disk.list(this.path))) {
      if (serial < oldest) this.#disk.remove(join(this.path, nameOf(serial)));
    }
  }
}

/**
 * As CheckpointDirectory, for a new run: a directory that is not there is made, the one that it is to lie in is not.
 * @throws InputError also if there are checkpoints, which a new run would in time replace
 */
export function createCheckpointDirectory(
  path: string,
  disk: FileSystem = nodeFileSystem,
): CheckpointDirectory {
  opening(path, () => {
    try {
      disk.makeDirectory(path);
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
  });
  const directory = new CheckpointDirectory(path, disk);
  try {
    directory.expectNone();
  } catch (error) {
    directory.close();
    throw error;
  }
  return directory;
}

/**
 * The newest checkpoint of a directory that is whole. Damaged ones are told of, and the one before is taken.
 * @throws InputError if there is none, naming all that is wrong; for one of a newer format, as what came before it is not to
 * be gone on from
 */
export function readNewestCheckpoint(path: string, disk: FileSystem = nodeFileSystem): Found {
  const damaged: string[] = [];
  for (const serial of serials(opening(path, () => disk.list(path)))) {
    const name = nameOf(serial);
    try {
      return { checkpoint: readCheckpoint(disk, join(path, name)), name, damaged };
    } catch (error) {
      if (error instanceof NewerFormatError) throw error.in(join(path, name));
      if (!(error instanceof InputError)) throw error;
      damaged.push(error.in(join(path, name)).message);
    }
  }
  const got = damaged.length === 0 ? "none" : `damaged ones:\n${damaged.join("\n")}`;
  throw new InputError([{ path: "", message: `expected a checkpoint; got ${got}` }], path);
}

/** @throws InputError that names the check which failed; NewerFormatError */
function readCheckpoint(disk: FileSystem, path: string): Checkpoint {
  let bytes: Uint8Array;
  try {
    const size = disk.size(path);
    if (size === undefined) throw new Error("something that is no file");
    if (size > constants.MAX_LENGTH) throw new Error(`${size} bytes, more than fit into memory`);
    bytes = readAll(disk, path, size);
  } catch (error) {
    throw new InputError([{ path: "", message: `expected a file that can be read; got ${reasonOf(error)}` }]);
  }
  return decodeCheckpoint(bytes, createHash("sha256"));
}

const temporaryName = /^\.\d{6,}\.checkpoint\.[\da-f-]{36}\.tmp$/;

/** Names count the checkpoints of a directory: commits would not do, as an epoch ends without one. */
function nameOf(serial: number): string {
  return `${String(serial).padStart(6, "0")}.checkpoint`;
}

function serialOf(name: string): number | undefined {
  const digits = /^(\d{6,15})\.checkpoint$/.exec(name)?.[1];
  return digits === undefined || nameOf(Number(digits)) !== name ? undefined : Number(digits);
}

/** Numbers of the checkpoints among some files, the newest first. */
function serials(names: readonly string[]): number[] {
  return names.flatMap((name) => serialOf(name) ?? []).sort((a, b) => b - a);
}

/** Refusals that are about the place that was given, not about the disk. */
const refusals = new Map([
  ["ENOENT", "no such directory"],
  ["ENOTDIR", "something that is no directory"],
  ["EACCES", "no permission"],
  ["EPERM", "no permission"],
  ["EROFS", "a file system that cannot be written to"],
  ["ENAMETOOLONG", "a name that is too long"],
  ["ELOOP", "a circle of symbolic links"],
  ["ERR_INVALID_ARG_VALUE", "a name with a null character"],
]);

function opening<T>(path: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof RunError) throw error;
    const refusal = refusals.get(codeOf(error) ?? "");
    const message = `expected a directory for checkpoints; got ${refusal ?? reasonOf(error)}`;
    if (refusal !== undefined) throw new InputError([{ path: "", message }], path);
    throw new RunError(`${path}: ${message}`, { cause: error });
  }
}
