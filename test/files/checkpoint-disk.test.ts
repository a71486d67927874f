import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  CheckpointDirectory,
  createCheckpointDirectory,
  readNewestCheckpoint,
} from "../../src/files/checkpoint-directory.ts";
import type { FileSystem } from "../../src/files/file-system.ts";
import { InputError } from "../../src/message/input-error.ts";
import { RunError } from "../../src/message/run-error.ts";
import { isLong } from "../long.ts";
import { checkpointAfter, checkpointName } from "../model/checkpoint/example-checkpoint.ts";
import { failingDisk } from "./failing-disk.ts";
import { temporaryCheckpoints, thrownBy } from "./temporary-checkpoints.ts";

const { parent, path, saved } = temporaryCheckpoints();

describe("a disk that fails at its n-th call", () => {
  /** What a run does with it: goes on from the newest, saves three times. */
  function use(disk: FileSystem, save: (commits: number) => void): void {
    const directory = new CheckpointDirectory(path, disk);
    try {
      directory.newest();
      for (const commits of [3, 4, 5]) {
        directory.save(checkpointAfter(commits));
        save(commits);
      }
    } finally {
      directory.close();
    }
  }

  /** How many calls it takes, one more for a run that meets no failure. */
  function callsOf(): number {
    saved(1, 2);
    const { disk, calls } = failingDisk();
    use(disk, () => undefined);
    rmSync(path, { recursive: true });
    return calls.length;
  }

  const failings = [
    ["EIO", "once"],
    ["ENOSPC", "on"],
    ...(isLong
      ? ([
          ["EIO", "on"],
          ["ENOSPC", "once"],
          ["EACCES", "once"],
          ["EACCES", "on"],
        ] as const)
      : []),
  ] as const;

  it.each(failings)("leaves what was saved as it was, and says so: %s, %s, for every n", (code, how) => {
    const calls = callsOf();
    expect(calls).toBeGreaterThan(50);
    let failures = 0;
    for (let from = 1; from <= calls; from++) {
      saved(1, 2);
      let confirmed = 2;
      const error = thrownBy(() =>
        use(failingDisk({ code, from, how }).disk, (commits) => (confirmed = commits)),
      );
      if (error !== undefined) {
        failures++;
        expect(error instanceof RunError || error instanceof InputError).toBe(true);
        expect((error as Error).message).toMatch(/: expected .+; got .+/);
      }
      // What a process that is no more has left: nobody can say that it is no more in this one.
      for (const name of readdirSync(path)) if (name.startsWith("lock_")) rmSync(join(path, name));
      const directory = new CheckpointDirectory(path);
      const { checkpoint, damaged } = directory.newest();
      directory.save(checkpointAfter(9));
      directory.close();
      const { commits } = checkpoint.state;
      expect(checkpoint).toStrictEqual(checkpointAfter(commits));
      expect(damaged).toEqual([]);
      // A checkpoint that could not be confirmed may be there all the same.
      expect([confirmed, confirmed + 1]).toContain(commits);
      expect(readdirSync(path).filter((name) => !name.endsWith(".checkpoint"))).toEqual([]);
      rmSync(path, { recursive: true });
    }
    // Few calls may fail without a word: those that only clean up.
    expect(failures).toBeGreaterThan(calls - (how === "on" ? 4 : 20));
  });
});

describe("a disk that is full", () => {
  it("refuses the next checkpoint and keeps the one before", ({ skip }) => {
    const small = join(parent, "small");
    mkdirSync(small);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", small], { stdio: "ignore" });
    } catch {
      skip("no right to mount a small disk");
    }
    try {
      const full = join(small, "checkpoints");
      const directory = createCheckpointDirectory(full);
      directory.save(checkpointAfter(1, 1000));
      const error = thrownBy(() => directory.save(checkpointAfter(2, 2000)));
      directory.close();
      expect(error).toBeInstanceOf(RunError);
      expect((error as RunError).message).toBe(
        `${full}: expected a checkpoint to be written; got ENOSPC: no space left on device, write (000001.checkpoint is intact)`,
      );
      expect(readdirSync(full)).toEqual([checkpointName(1)]);
      expect(readNewestCheckpoint(full).checkpoint).toStrictEqual(checkpointAfter(1, 1000));
      execFileSync("mount", ["-o", "remount,ro", small], { stdio: "ignore" });
      const refused = thrownBy(() => new CheckpointDirectory(full));
      expect(refused).toBeInstanceOf(InputError);
      expect(String(refused)).toContain("got a file system that cannot be written to");
      expect(readNewestCheckpoint(full).name).toBe(checkpointName(1));
    } finally {
      execFileSync("umount", [small]);
    }
  });
});
