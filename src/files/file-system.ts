import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";

/** What is asked of the disk where every refusal of it must be lived through: each call may throw, and may do less than asked. */
export interface FileSystem {
  /** "new": to be written, and only if there is none of this name yet. A directory may be opened to be synchronized. */
  readonly open: (path: string, purpose: "new" | "read") => number;
  /** Writes some of `bytes` from `from` on; returns how many. */
  readonly write: (file: number, bytes: Uint8Array, from: number) => number;
  /** Reads some bytes into `bytes` from `from` on; returns how many, 0 at the end of the file. */
  readonly read: (file: number, bytes: Uint8Array, from: number) => number;
  /** Returns once the disk has it. */
  readonly synchronize: (file: number) => void;
  readonly close: (file: number) => void;
  readonly rename: (from: string, to: string) => void;
  readonly remove: (path: string) => void;
  readonly list: (directory: string) => string[];
  /** Bytes of a file; undefined for anything else. */
  readonly size: (path: string) => number | undefined;
  readonly makeDirectory: (path: string) => void;
}

export const nodeFileSystem: FileSystem = {
  open: (path, purpose) => openSync(path, purpose === "new" ? "wx" : "r"),
  write: (file, bytes, from) => writeSync(file, bytes, from, Math.min(mostAtOnce, bytes.length - from)),
  read: (file, bytes, from) => readSync(file, bytes, from, Math.min(mostAtOnce, bytes.length - from), null),
  synchronize: (file) => fsyncSync(file),
  close: (file) => closeSync(file),
  rename: (from, to) => renameSync(from, to),
  remove: (path) => rmSync(path),
  list: (directory) => readdirSync(directory),
  size(path) {
    const stats = lstatSync(path);
    return stats.isFile() ? stats.size : undefined;
  },
  makeDirectory: (path) => mkdirSync(path),
};

/** Systems take at most 2 GiB in a call. */
const mostAtOnce = 1_073_741_824;

/** The code of the system's refusal: "ENOENT". */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
