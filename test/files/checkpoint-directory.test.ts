import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  CheckpointDirectory,
  createCheckpointDirectory,
  readNewestCheckpoint,
} from "../../src/files/checkpoint-directory.ts";
import { type FileSystem, nodeFileSystem } from "../../src/files/file-system.ts";
import { InputError } from "../../src/message/input-error.ts";
import { checkpointAfter, checkpointName, encoded, forged } from "../model/checkpoint/example-checkpoint.ts";
import { failingDisk } from "./failing-disk.ts";
import { temporaryCheckpoints, thrownBy } from "./temporary-checkpoints.ts";

const { parent, path, fileOf, saved } = temporaryCheckpoints();

describe("a directory of checkpoints", () => {
  it("is made where its parent is, and keeps the last two", () => {
    saved(1, 2, 3, 4);
    expect(readdirSync(path).sort()).toEqual([checkpointName(3), checkpointName(4)]);
    expect(readFileSync(fileOf(4))).toEqual(encoded(checkpointAfter(4)));
    expect(readNewestCheckpoint(path)).toStrictEqual({
      checkpoint: checkpointAfter(4),
      name: checkpointName(4),
      damaged: [],
    });
  });

  it("lets go of the older ones only when there are two newer ones that are good", () => {
    saved(1, 2);
    writeFileSync(fileOf(2), "damaged");
    const directory = new CheckpointDirectory(path);
    expect(directory.newest().checkpoint.state.commits).toBe(1);
    directory.save(checkpointAfter(2));
    expect(readdirSync(path).filter((name) => name.endsWith("t"))).toEqual([1, 2, 3].map(checkpointName));
    directory.save(checkpointAfter(3));
    directory.close();
    expect(readdirSync(path)).toEqual([3, 4].map(checkpointName));
  });

  it("has each checkpoint on the disk before it has its name, and the name before anything is removed", () => {
    saved(1, 2);
    const { disk, calls } = failingDisk();
    const directory = new CheckpointDirectory(path, disk);
    directory.newest();
    calls.length = 0;
    directory.save(checkpointAfter(3));
    const [temporary = ""] = /\S+\.tmp$/.exec(calls[0] ?? "") ?? [];
    const steps = calls.map((call) => call.replace(temporary, "TEMPORARY").replace(path, "DIRECTORY"));
    const writes = steps.filter((step) => step === "write");
    expect(steps).toEqual([
      "open TEMPORARY",
      ...writes,
      ...["synchronize", "close", "rename TEMPORARY"],
      ...["open DIRECTORY", "synchronize", "close"],
      ...["list DIRECTORY", `remove DIRECTORY/${checkpointName(1)}`],
    ]);
    directory.close();
  });

  it("is not what a new run writes into if another one has", () => {
    saved(1);
    expect(() => createCheckpointDirectory(path)).toThrow(
      new InputError([{ path: "", message: "expected no checkpoints of another run (--resume goes on from one); got 000001.checkpoint" }], path), // prettier-ignore
    );
    expect(readdirSync(path)).toEqual([checkpointName(1)]);
  });

  it("is swept of what killed runs have left, and of nothing else", () => {
    mkdirSync(path);
    const temporary = ".000007.checkpoint.01234567-89ab-cdef-0123-456789abcdef.tmp";
    const others = ["7.checkpoint", ".a.tmp", "notes.txt", "000001.checkpoint.bak"];
    for (const name of [temporary, ...others]) writeFileSync(join(path, name), "");
    createCheckpointDirectory(path).close();
    expect(readdirSync(path).sort()).toEqual([...others].sort());
  });

  it("takes disks that write and read a few bytes at a time", () => {
    const slow: FileSystem = {
      ...nodeFileSystem,
      write: (file, bytes, from) => nodeFileSystem.write(file, bytes.subarray(0, from + 7), from),
      read: (file, bytes, from) => nodeFileSystem.read(file, bytes.subarray(0, from + 5), from),
    };
    const directory = createCheckpointDirectory(path, slow);
    directory.save(checkpointAfter(1));
    expect(directory.newest().checkpoint).toStrictEqual(checkpointAfter(1));
    directory.close();
    expect(readFileSync(fileOf(1))).toEqual(encoded(checkpointAfter(1)));
  });
});

describe("reading a directory of checkpoints", () => {
  it("takes the one before a damaged one, and says which check failed", () => {
    saved(1, 2);
    const bytes = readFileSync(fileOf(2));
    bytes.writeUInt8(bytes.readUInt8(200) ^ 1, 200);
    writeFileSync(fileOf(2), bytes);
    writeFileSync(fileOf(3), "");
    mkdirSync(fileOf(4));
    symlinkSync(fileOf(1), fileOf(5));
    const { checkpoint, name, damaged } = readNewestCheckpoint(path);
    expect([checkpoint.state.commits, name]).toEqual([1, checkpointName(1)]);
    expect(damaged).toEqual([
      `${fileOf(5)}: expected a file that can be read; got something that is no file`,
      `${fileOf(4)}: expected a file that can be read; got something that is no file`,
      `${fileOf(3)}: length: expected at least 56 bytes; got 0`,
      `${fileOf(2)}: checksum: expected the SHA-256 at the end of the file; got another one of its bytes`,
    ]);
  });

  it("never begins anew: without a good one it fails, and tells of all", () => {
    saved(1, 2);
    for (const serial of [1, 2]) writeFileSync(fileOf(serial), "x".repeat(60 + serial));
    expect(() => readNewestCheckpoint(path)).toThrow(InputError);
    expect(() => readNewestCheckpoint(path)).toThrow(
      `${path}: expected a checkpoint; got damaged ones:\n` +
        `${fileOf(2)}: magic: expected a checkpoint of counterflow; got another file\n` +
        `${fileOf(1)}: magic: expected a checkpoint of counterflow; got another file`,
    );
  });

  it("stops at a newer format, whose run an older checkpoint would set back", () => {
    saved(1, 2);
    writeFileSync(
      fileOf(2),
      forged(encoded(checkpointAfter(2)), (body) => (body.writeUInt32LE(2, 8), body)),
    );
    expect(() => readNewestCheckpoint(path)).toThrow(
      new InputError([{ path: "version", message: "expected version 1 of the format; got 2, written by another version" }], fileOf(2)), // prettier-ignore
    );
  });

  it.each([
    ["missing", "expected a directory for checkpoints; got no such directory"],
    ["file", "expected a directory for checkpoints; got something that is no directory"],
    [".", "expected a checkpoint; got none"],
  ])("fails where there is none: %s", (name, problem) => {
    writeFileSync(join(parent, "file"), "");
    const place = join(parent, name);
    expect(() => readNewestCheckpoint(place)).toThrow(
      new InputError([{ path: "", message: problem }], place),
    );
  });
});

describe("a place that cannot be written to", () => {
  it.each([
    ["missing/checkpoints", "got no such directory"],
    ["file", "got something that is no directory"],
    ["file/checkpoints", "got something that is no directory"],
    ["x".repeat(300), "got a name that is too long"],
    ["a\0b", "got a name with a null character"],
  ])("is bad input: %s", (name, problem) => {
    writeFileSync(join(parent, "file"), "");
    const error = thrownBy(() => createCheckpointDirectory(join(parent, name)));
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain(problem);
    expect(readdirSync(parent)).toEqual(["file"]);
  });
});
