import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.ts";
import { readNewestCheckpoint } from "../../src/files/checkpoint-directory.ts";
import { command, document } from "./command-line.ts";
import { basic, checkpointsIn, classifier, files } from "./checkpoint-files.ts";

describe("train --checkpoint", () => {
  it("prints what train prints without it, and keeps the last two checkpoints", async () => {
    const { network, ck } = files();
    const argv = [...basic(network, 3), "--json"];
    const { stdout } = await command(...argv);
    expect(await command(...argv, "--checkpoint", ck)).toEqual({ code: 0, stdout, stderr: "" });
    // One at the start and one an epoch.
    expect(readdirSync(ck)).toEqual(["000003.checkpoint", "000004.checkpoint"]);
    expect(readNewestCheckpoint(ck).checkpoint.state).toMatchObject({
      commits: 15,
      position: { epoch: 3, batch: 0 },
    });
  });

  it.each([
    [[], "after every epoch: at most 5 batches can be lost"],
    [["--every", "1"], "every 1 commit: at most 1 batch can be lost"],
    [["--every", "7"], "every 7 commits: at most 7 batches can be lost"],
  ])("says how much can be lost: %j", async (every, sentence) => {
    const { network, ck } = files();
    const { stderr } = await command(...basic(network, 1), "--checkpoint", ck, ...every);
    expect(stderr).toBe(`checkpoints in ${ck} ${sentence}\n`);
  });

  it("writes one every so many commits, and one at the end", async () => {
    const { network, ck } = files();
    await command(...basic(network, 4), "--checkpoint", ck, "--every", "4");
    // After 0, 4, 8, 12, 16 and 20 commits, and at the end of the last epoch.
    expect(readdirSync(ck)).toEqual(["000006.checkpoint", "000007.checkpoint"]);
  });

  it("has on the disk what it tells of", async () => {
    const { network, ck } = files();
    const found: string[] = [];
    const write = (piece: string, _: string, done: () => void): void => {
      const { commits, position } = readNewestCheckpoint(ck).checkpoint.state;
      found.push(`${piece.slice(0, "epoch 1/3".length)}: ${commits}, ${position.epoch}`);
      done();
    };
    const stdout = new Writable({ decodeStrings: false, write });
    const stderr = new Writable({ write: (_, __, done) => done() });
    const io = { stdout, stderr, stdin: Readable.from([]), environment: {} };
    expect(await main([...basic(network, 3), "--checkpoint", ck], io)).toBe(0);
    expect(found.slice(0, 3)).toEqual(["epoch 1/3: 5, 1", "epoch 2/3: 10, 2", "epoch 3/3: 15, 3"]);
  });

  it("says nothing of checkpoints with --quiet, and of none of them in the result", async () => {
    const { network, ck } = files();
    const { stderr, stdout } = await command(...basic(network, 1), "--checkpoint", ck, "--quiet");
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^after 5 commits: .+\nweights sha256 \w+\n$/);
  });

  it("does not touch the checkpoints of another run", async () => {
    const { network, ck } = files();
    await command(...basic(network, 1), "--checkpoint", ck);
    const before = checkpointsIn(ck).map((name) => readFileSync(join(ck, name)));
    expect(await command(...basic(network, 1), "--checkpoint", ck)).toEqual({
      code: 3,
      stdout: "",
      stderr: `${ck}: expected no checkpoints of another run (--resume goes on from one); got 000002.checkpoint\n`,
    });
    expect(checkpointsIn(ck).map((name) => readFileSync(join(ck, name)))).toEqual(before);
  });

  it("tells after a failure which checkpoint there is", async () => {
    const { network, ck } = files();
    const linear = { ...classifier, loss: "half-squared-error", layers: classifier.layers.map((layer) => ("activation" in layer ? { ...layer, activation: "identity" } : layer)) }; // prettier-ignore
    writeFileSync(network, JSON.stringify(linear));
    const argv = [...basic(network, 50), "--checkpoint", ck, "--every", "1", "--learning-rate", "100"];
    const { code, stderr } = await command(...argv);
    expect(code).toBe(4);
    const { state } = readNewestCheckpoint(ck).checkpoint;
    const [, told, failure] = stderr.trim().split("\n");
    expect(told).toBe(`${checkpointsIn(ck).at(-1) ?? ""} in ${ck} has ${state.commits} commits`);
    expect(failure).toMatch(
      /^(neuron|loss).*: expected a finite .+; got .+ \(.*batch \d+, sample \d+ of the batch\)$/,
    );
    // Gone on from, it fails at the same place.
    const again = await command(...basic(network, 50), "--resume", ck, "--learning-rate", "100", "--quiet");
    expect(again.code).toBe(4);
    expect(again.stderr).toContain(failure);
  });
});

describe("a checkpoint directory that cannot be used", () => {
  it.each([
    ["no such directory", "missing/ck"],
    ["something that is no directory", "network.json"],
  ])("is refused before training: %s", async (got, name) => {
    const { network, folder } = files();
    const path = join(folder, name);
    const outcome = await command(...basic(network, 1), "--checkpoint", path);
    const sentence = `${path}: expected a directory for checkpoints; got ${got}\n`;
    expect(outcome).toEqual({ code: 3, stdout: "", stderr: sentence });
  });

  it("ends the run when the disk is full, and the run goes on once there is room", async ({ skip }) => {
    const { network, folder } = files();
    const disk = join(folder, "disk");
    mkdirSync(disk);
    const mount = (...options: readonly string[]): unknown =>
      execFileSync("mount", [...options, "-t", "tmpfs", "tmpfs", disk], { stdio: "ignore" });
    try {
      mount("-o", "size=64k");
    } catch {
      skip("no right to mount a small disk");
    }
    try {
      const ck = join(disk, "ck");
      const argv = ["train", network, "builtin:xor", "--epochs", "1500", "--batch-size", "4"];
      // Each epoch makes the checkpoint a little longer.
      const { code, stdout, stderr } = await command(...argv, "--checkpoint", ck, "--json");
      expect([code, stdout]).toEqual([4, ""]);
      const { checkpoint, name, damaged } = readNewestCheckpoint(ck);
      const { commits } = checkpoint.state;
      expect(damaged).toEqual([]);
      expect(commits).toBeGreaterThan(100);
      expect(stderr).toBe(
        `${name} in ${ck} has ${commits} commits\n` +
          `${ck}: expected a checkpoint to be written; got ENOSPC: no space left on device, write (${name} is intact)\n`,
      );
      mount("-o", "remount,ro");
      for (const options of [
        ["--checkpoint", join(disk, "other")],
        ["--resume", ck],
      ]) {
        const refused = await command(...argv, ...options);
        const sentence = `${options[1] ?? ""}: expected a directory for checkpoints; got a file system that cannot be written to\n`;
        expect(refused).toEqual({ code: 3, stdout: "", stderr: sentence });
      }
      mount("-o", "remount,rw,size=1m");
      expect(await document(...argv, "--resume", ck)).toEqual(await document(...argv));
    } finally {
      execFileSync("umount", [disk]);
    }
  });

  it("is left without a lock, whatever became of the run", async () => {
    const { network, ck } = files();
    await command(...basic(network, 1), "--checkpoint", ck);
    await command(...basic(network, 2), "--resume", ck, "--batch-size", "3");
    await command(...basic(network, 2), "--checkpoint", ck);
    expect(readdirSync(ck)).toEqual(checkpointsIn(ck));
    copyFileSync(network, join(ck, "mine.txt"));
    await command(...basic(network, 2), "--resume", ck);
    expect(readdirSync(ck)).toContain("mine.txt");
  });
});

describe("options of checkpoints that do not go together", () => {
  it.each([
    [["--every", "3"], "--every: expected --checkpoint or --resume beside it; got neither"],
    [["--checkpoint", "ck", "--every", "0"], '--every: expected a whole number from 1 on; got "0"'],
    [
      ["--resume", "ck", "--trace", "t.jsonl"],
      "--trace: expected no --resume, as a trace tells of a run from its beginning; got both",
    ],
    [["--checkpoint", ""], '--checkpoint: expected a text; got ""'],
  ])("are wrong usage: %j", async (options, sentence) => {
    const outcome = await command("train", "n.json", "s.json", ...options);
    expect(outcome).toEqual({ code: 2, stdout: "", stderr: `${sentence}\n` });
  });
});
