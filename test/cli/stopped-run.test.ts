import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readNewestCheckpoint } from "../../src/files/checkpoint-directory.ts";
import { isLong } from "../long.ts";
import { classifier as network } from "./checkpoint-files.ts";
import { command, folderWith, start } from "./command-line.ts";

// Processes that keep checkpoints, and are sent signals.

const epochs = 40_000;
const training = [
  "builtin:xor",
  "--epochs",
  String(epochs),
  "--batch-size",
  "2",
  "--shuffle",
  "1",
  "--optimizer",
  "adam",
];

/** Resolves once something is so, looking again and again. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setTimeout(1);
}

function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

describe("a signal to a run that keeps checkpoints", () => {
  const signals = [["SIGTERM", 143], ...(isLong ? [["SIGINT", 130] as const] : [])] as const;

  it.each(signals)(
    "%s stops it after the commit in hand and a checkpoint; the command that it prints goes on to the same end",
    async (signal, code) => {
      const folder = folderWith({ "my network.json": network });
      const argv = ["train", "my network.json", ...training];
      const keeping = ["--checkpoint", "ck", "--every", "1000000"];
      const { child, ended } = start(folder, ...argv, ...keeping, "--json");
      await until(() => namesIn(join(folder, "ck")).some((name) => name.endsWith(".checkpoint")));
      child.kill(signal);
      const stopped = await ended;
      expect([stopped.code, stopped.stdout]).toEqual([code, ""]);
      const { checkpoint, name } = readNewestCheckpoint(join(folder, "ck"));
      const { commits } = checkpoint.state;
      expect(commits).toBeGreaterThan(0);
      expect(commits).toBeLessThan(2 * epochs);
      const [first, next] = stopped.stderr.split("\n");
      expect(first).toBe(
        `stopped by ${signal} after ${commits} commits; ${name} in ck has ${commits} commits; to go on:`,
      );
      expect(next).toBe(
        `counterflow train --resume ck 'my network.json' ${training.join(" ")} --every 1000000 --json`,
      );
      const words = [...(next ?? "").matchAll(/'([^']*)'|(\S+)/g)].map(
        ([, quoted, plain]) => quoted ?? plain ?? "",
      );
      const resumed = await start(folder, ...words.slice(1)).ended;
      expect(resumed).toEqual(await command("train", join(folder, "my network.json"), ...training, "--json"));
    },
  );

  it("stops it at once when it is the second, in the middle of a checkpoint; the one before is intact", async () => {
    const folder = folderWith({ "network.json": network });
    const path = join(folder, "ck");
    const keeping = ["--checkpoint", "ck", "--every", "1000000", "--quiet"];
    const program = [
      "--import",
      import.meta.resolve("tsx"),
      fileURLToPath(new URL("hesitating.ts", import.meta.url)),
    ];
    const argv = [...program, "train", "network.json", ...training, ...keeping];
    const child = spawn(process.execPath, argv, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
    const ended = once(child, "exit");
    await until(() => namesIn(path).includes("000001.checkpoint"));
    child.kill("SIGINT");
    const [said] = (await once(child.stdout, "data")) as [Buffer];
    expect(said.toString()).toBe("hesitating");
    child.kill("SIGINT");
    expect(await ended).toEqual([null, "SIGINT"]);
    // It left its lock and a temporary file, and the next run sweeps them.
    expect(namesIn(path)).toHaveLength(3);
    expect(readNewestCheckpoint(path)).toMatchObject({ name: "000001.checkpoint", damaged: [] });
    const short = ["train", join(folder, "network.json"), ...training, "--json"].map((word) =>
      word === String(epochs) ? "1" : word,
    );
    expect(await command(...short, "--resume", path)).toEqual(await command(...short));
    expect(namesIn(path).every((name) => name.endsWith(".checkpoint"))).toBe(true);
  });
});
