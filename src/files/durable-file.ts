import { join } from "node:path";
import type { FileSystem } from "./file-system.ts";

/**
 * Makes a file that survives whatever comes: written under the name `temporary`, synchronized, then renamed, and the rename
 * synchronized. Whoever looks finds all of it under its name, or nothing. A file that the disk would not confirm is given up,
 * not tried again: what a failed call has left in its buffers is unknown.
 * @throws what the disk refuses with; `temporary` is removed then, if the disk lets it be
 */
export function makeDurably(
  disk: FileSystem,
  directory: string,
  names: { readonly temporary: string; readonly final: string },
  pieces: Iterable<Uint8Array>,
): void {
  const temporary = join(directory, names.temporary);
  try {
    writeAll(disk, temporary, pieces);
    disk.rename(temporary, join(directory, names.final));
  } catch (error) {
    removeIfPossible(disk, temporary);
    throw error;
  }
  synchronizeDirectory(disk, directory);
}

function writeAll(disk: FileSystem, path: string, pieces: Iterable<Uint8Array>): void {
  const file = disk.open(path, "new");
  let isOpen = true;
  try {
    for (const bytes of pieces) {
      for (let written = 0; written < bytes.length;) {
        const count = disk.write(file, bytes, written);
        if (count === 0) throw new Error("the disk took no more bytes");
        written += count;
      }
    }
    disk.synchronize(file);
    isOpen = false;
    disk.close(file);
  } finally {
    if (isOpen) closeIfPossible(disk, file);
  }
}

/** So that the names in a directory are on the disk too. */
export function synchronizeDirectory(disk: FileSystem, directory: string): void {
  const file = disk.open(directory, "read");
  try {
    disk.synchronize(file);
  } finally {
    closeIfPossible(disk, file);
  }
}

/** All bytes of a file that has `size` of them, or fewer if it is shorter by now. */
export function readAll(disk: FileSystem, path: string, size: number): Uint8Array {
  const file = disk.open(path, "read");
  try {
    const bytes = new Uint8Array(size);
    let length = 0;
    for (let count = -1; count !== 0 && length < size; length += count)
      count = disk.read(file, bytes, length);
    return bytes.subarray(0, length);
  } finally {
    closeIfPossible(disk, file);
  }
}

/** For what is of no use any more; that it could not be removed is no news beside what came before. */
export function removeIfPossible(disk: FileSystem, path: string): void {
  try {
    disk.remove(path);
  } catch {
    // It may never have been there.
  }
}

/** The file has been read, or synchronized, or given up: closing it can lose nothing. */
function closeIfPossible(disk: FileSystem, file: number): void {
  try {
    disk.close(file);
  } catch {
    // Nothing depends on it.
  }
}
