import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readNewestCheckpoint } from "../../src/files/checkpoint-directory.ts";
import { encoded, forged } from "../model/checkpoint/example-checkpoint.ts";
import { command, document } from "./command-line.ts";
import { basic, checkpointsIn, classifier, files, held } from "./checkpoint-files.ts";

function leaveForeignFile(ck: string): void {
  mkdirSync(ck);
  writeFileSync(join(ck, "000001.checkpoint"), "x".repeat(99));
}

describe("train --resume", () => {
  it.each([
    ["plainly", []],
    [
      "with everything",
      ["--shuffle", "5", "--validation", held, "--optimizer", "adamw", "--clip-norm", "0.5"],
    ],
    ["in singles", ["--precision", "f32", "--optimizer", "momentum", "--shuffle", "1"]],
  ])("goes on to the document of a run that was never stopped: %s", async (_, options) => {
    const { network, ck } = files();
    const long = [...basic(network, 6), ...options];
    const whole = await document(...long);
    await command(...basic(network, 2), ...options, "--checkpoint", ck, "--every", "2");
    expect(await document(...long, "--resume", ck, "--every", "3", "--checkpoint", `${ck}/.`)).toEqual(whole);
    // Once it is at its end, it is at its end.
    expect(await document(...long, "--resume", ck)).toEqual(whole);
  });

  it("says where it goes on", async () => {
    const { network, ck } = files();
    await command(...basic(network, 2), "--checkpoint", ck);
    const { stdout, stderr } = await command(...basic(network, 4), "--resume", ck);
    expect(stderr).toBe(
      `going on from ${ck}/000003.checkpoint after 10 commits: 2 of 4 epochs and 0 of 5 batches\n` +
        `checkpoints in ${ck} after every epoch: at most 5 batches can be lost\n`,
    );
    expect(stdout.split("\n")[0]).toMatch(/^epoch 3\/4 /);
  });

  it("lets change what changes no bit", async () => {
    const { network, ck, out } = files();
    const whole = await document(...basic(network, 4));
    await command(...basic(network, 2), "--checkpoint", ck);
    const named = { ...classifier, name: "renamed" };
    writeFileSync(network, JSON.stringify(named));
    const changed = ["--micro-batch", "3", "--kernel", "js", "--out", out];
    expect(await document(...basic(network, 4), "--resume", ck, ...changed)).toEqual(whole);
    expect(existsSync(out)).toBe(true);
  });

  it("writes into another directory with --checkpoint, and leaves its own as it is", async () => {
    const { network, ck, folder } = files();
    const whole = await document(...basic(network, 4));
    await command(...basic(network, 2), "--checkpoint", ck);
    const before = readdirSync(ck);
    const next = join(folder, "next");
    expect(await document(...basic(network, 4), "--resume", ck, "--checkpoint", next)).toEqual(whole);
    expect(readdirSync(ck)).toEqual(before);
    expect(readNewestCheckpoint(next).checkpoint.state.commits).toBe(20);
  });

  it("refuses all that is not as it was, by name, and leaves the checkpoints as they are", async () => {
    const { wider: other, network, ck } = files();
    await command(...basic(network, 2), "--checkpoint", ck, "--shuffle", "1");
    const before = checkpointsIn(ck).map((name) => readFileSync(join(ck, name)));
    const argv = ["train", other, "builtin:circle:samples=40,seed=1", "--epochs", "1", "--resume", ck];
    const changed = ["--batch-size", "8", "--learning-rate", "0.2", "--optimizer", "adam", "--precision", "f32", "--clip-value", "2", "--validation", held]; // prettier-ignore
    const { code, stdout, stderr } = await command(...argv, ...changed);
    expect([code, stdout]).toEqual([3, ""]);
    const [prefix] = /^.+?\.checkpoint/.exec(stderr) ?? [];
    expect(prefix).toBe(`${ck}/000003.checkpoint`);
    const digest = "[0-9a-f]{32}";
    expect(
      stderr
        .trim()
        .split("\n")
        .map((line) => line.slice(`${ck}/000003.checkpoint: `.length)),
    ).toEqual([
      expect.stringMatching(`^network: expected ${digest} as in the checkpoint; got ${digest}$`),
      expect.stringMatching(`^weights at the start: expected ${digest} as in the checkpoint; got ${digest}$`),
      "precision: expected f64 as in the checkpoint; got f32",
      expect.stringMatching(`^samples: expected ${digest} as in the checkpoint; got ${digest}$`),
      "batch size: expected 10 as in the checkpoint; got 8",
      "learning rate: expected 0.1 as in the checkpoint; got 0.2",
      "optimizer: expected name: sgd as in the checkpoint; got name: adam",
      "shuffle: expected 1 as in the checkpoint; got file order",
      expect.stringMatching(`^validation: expected none as in the checkpoint; got ${digest}$`),
      "clipping: expected none as in the checkpoint; got kind: value, limit: 2",
      "epochs: expected at least 2, as many as are begun; got 1",
    ]);
    expect(checkpointsIn(ck).map((name) => readFileSync(join(ck, name)))).toEqual(before);
  });

  it.each([
    [
      "a schedule whose length hangs on the epochs",
      ["--learning-rate-schedule", "cosine"],
      /learning rate: expected kind: cosine, rate: 0.1, commits: 10, floor: 0 as in the checkpoint; got kind: cosine, rate: 0.1, commits: 20, floor: 0\n$/,
    ],
    [
      "weights drawn anew",
      ["--seed", "4"],
      /: weights at the start: expected \w+ as in the checkpoint; got \w+\n$/,
    ],
  ])("refuses %s", async (_, options, sentence) => {
    const { network, ck } = files();
    const schedule = options[0] === "--seed" ? [] : options;
    await command(...basic(network, 2), "--checkpoint", ck, ...schedule);
    const { code, stderr } = await command(...basic(network, 4), "--resume", ck, ...options);
    expect(code).toBe(3);
    expect(stderr).toMatch(sentence);
  });

  it("goes on from the one before a damaged one, and says so, with --json too", async () => {
    const { network, ck } = files();
    const whole = await command(...basic(network, 4), "--json");
    await command(...basic(network, 3), "--checkpoint", ck);
    const newest = join(ck, "000004.checkpoint");
    writeFileSync(newest, readFileSync(newest).subarray(0, 700));
    const { code, stdout, stderr } = await command(...basic(network, 4), "--resume", ck, "--json");
    expect([code, stdout]).toEqual([0, whole.stdout]);
    expect(stderr).toMatch(
      /^.+000004\.checkpoint: length: expected \d+ bytes; got 700\ngoing on from .+000003\.checkpoint instead\n$/,
    );
  });

  it("warns of a checkpoint from another engine", async () => {
    const { network, ck } = files();
    await command(...basic(network, 2), "--checkpoint", ck);
    const { checkpoint, name } = readNewestCheckpoint(ck);
    const writer = { ...checkpoint.writer, engine: "V8 1.2.3" };
    writeFileSync(join(ck, name), encoded({ ...checkpoint, writer }));
    const { code, stderr } = await command(...basic(network, 2), "--resume", ck, "--quiet");
    expect(code).toBe(0);
    expect(stderr).toBe(
      `${ck}/${name}: written on V8 1.2.3, and this is V8 ${process.versions.v8}: bits may differ\n`,
    );
  });

  it.each([
    ["nothing is there", () => undefined, ": expected a directory for checkpoints; got no such directory\n"],
    ["an empty directory", (ck: string) => mkdirSync(ck), ": expected a checkpoint; got none\n"],
    [
      "a file",
      (ck: string) => writeFileSync(ck, ""),
      ": expected a directory for checkpoints; got something that is no directory\n",
    ],
    [
      "another program's file",
      leaveForeignFile,
      ": expected a checkpoint; got damaged ones:\nCK/000001.checkpoint: magic: expected a checkpoint of counterflow; got another file\n",
    ],
  ])("never begins anew where it cannot go on: %s", async (_, prepare, sentence) => {
    const { network, ck } = files();
    prepare(ck);
    const before = existsSync(ck);
    const outcome = await command(...basic(network, 2), "--resume", ck);
    expect(outcome).toEqual({ code: 3, stdout: "", stderr: ck + sentence.replace("CK", ck) });
    expect(existsSync(ck)).toBe(before);
  });

  it("refuses a newer format, although an older one is there", async () => {
    const { network, ck } = files();
    await command(...basic(network, 2), "--checkpoint", ck);
    const { checkpoint, name } = readNewestCheckpoint(ck);
    const newer = forged(encoded(checkpoint), (body) => (body.writeUInt32LE(7, 8), body));
    writeFileSync(join(ck, name), newer);
    const { code, stderr } = await command(...basic(network, 3), "--resume", ck);
    expect([code, stderr]).toEqual([3, `${ck}/${name}: version: expected version 1 of the format; got 7, written by another version\n`]); // prettier-ignore
    expect(readFileSync(join(ck, name))).toEqual(newer);
  });

  it("refuses a directory that another run uses", async () => {
    const { network, ck, folder } = files();
    await command(...basic(network, 2), "--checkpoint", ck);
    // The process that started this one is there, and says nothing of when it began.
    const lock = `lock_${process.ppid}__01234567_${encodeURIComponent(hostname())}`;
    writeFileSync(join(ck, lock), "");
    const { code, stderr } = await command(...basic(network, 3), "--resume", ck);
    expect(code).toBe(4);
    expect(stderr).toBe(
      `${ck}: expected no other run to use it; got process ${process.ppid} (if that is no more, remove ${ck}/${lock})\n`,
    );
    // Reading it disturbs nobody.
    const next = join(folder, "next");
    expect((await command(...basic(network, 3), "--resume", ck, "--checkpoint", next)).code).toBe(0);
  });
});
