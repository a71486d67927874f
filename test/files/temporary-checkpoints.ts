import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { createCheckpointDirectory } from "../../src/files/checkpoint-directory.ts";
import { checkpointAfter, checkpointName } from "../model/checkpoint/example-checkpoint.ts";

/** A folder that is empty before each test of a file, and a path in it for a directory of checkpoints. */
export function temporaryCheckpoints() {
  const parent = mkdtempSync(join(tmpdir(), "counterflow-"));
  const path = join(parent, "checkpoints");
  beforeEach(() => {
    mkdirSync(parent, { recursive: true });
  });
  afterEach(() => {
    rmSync(parent, { recursive: true, force: true });
  });
  return {
    parent,
    path,
    fileOf: (serial: number): string => join(path, checkpointName(serial)),
    /** Saves checkpoints after these commits, and gives the directory back. */
    saved: (...commits: readonly number[]): void => {
      const directory = createCheckpointDirectory(path);
      for (const count of commits) directory.save(checkpointAfter(count));
      directory.close();
    },
  };
}

/** What `act` throws; undefined where it throws nothing. */
export function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}
