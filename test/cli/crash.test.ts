import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { readNewestCheckpoint } from "../../src/files/checkpoint-directory.ts";
import { isLong } from "../long.ts";
import { type Random, smallRandom, uniform, whole } from "../oracle/small-random.ts";
import { document, folderWith } from "./command-line.ts";

// kill -9, at any moment, of processes that train.

const network = {
  format: "counterflow-network",
  version: 1,
  loss: "binary-cross-entropy",
  seed: 3,
  layers: [
    { id: "x", size: 2 },
    // So that a checkpoint of a megabyte takes its time, and kills meet it half written.
    { id: "g", size: 200, activation: "tanh" },
    { id: "h", size: 200, activation: "tanh" },
    { id: "y", size: 1, activation: "sigmoid" },
  ],
};
const killsPerRun = 10;
/** More than all that is killed can reach: epochs of 12 batches, 108 checkpoints. */
const trainingFor = (every: number): string[] => [
  ...["builtin:circle:samples=60,seed=1", "--validation", "builtin:circle:samples=20,seed=2"],
  ...["--epochs", String(9 * every), "--batch-size", "5", "--shuffle", "4", "--optimizer", "adam"],
  ...["--learning-rate-schedule", "cosine", "--clip-norm", "1"],
];

const bundle = mkdtempSync(join(tmpdir(), "counterflow-announcing-"));
beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL("announcing.ts", import.meta.url))],
    outdir: bundle,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    define: { "import.meta.url": JSON.stringify(new URL("../../src/cli/main.ts", import.meta.url).href) },
    banner: { js: `import { createRequire } from "node:module"; const require = createRequire(${JSON.stringify(pathToFileURL(import.meta.filename).href)});` }, // prettier-ignore
    logLevel: "error",
  });
  return () => rmSync(bundle, { recursive: true });
});

/** When to kill: `delay` milliseconds after the start, or after line number `line` of what it announces. */
interface Moment {
  readonly line: number;
  readonly delay: number;
}

/** Some die while they start, some in the middle of writing a checkpoint, some anywhere. */
function momentOf(kill: number, random: Random): Moment {
  const checkpoint = whole(random, 1, 8);
  if (kill % 5 === 0) return { line: 0, delay: uniform(random, 0, 250) };
  if (kill % 2 === 0) return { line: 2 * checkpoint - 1, delay: uniform(random, 0, 2) };
  return { line: 2 * checkpoint, delay: uniform(random, 0, 15) };
}

/** Runs the command line until it is killed. `announced`: the commits of each checkpoint that it said was saved. */
function killedAt({ line, delay }: Moment, folder: string, argv: readonly string[]) {
  const child = spawn(process.execPath, [join(bundle, "announcing.mjs"), ...argv], { cwd: folder });
  let stdout = "";
  let stderr = "";
  const kill = (): void => void setTimeout(delay).then(() => child.kill("SIGKILL"));
  const lines = (): string[] => stdout.split("\n").slice(0, -1);
  if (line === 0) kill();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const before = lines().length;
    stdout += text;
    if (before < line && lines().length >= line) kill();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise<{ announced: number[]; stderr: string; signal: string | null }>((resolve) => {
    child.on("close", (_, signal) => {
      const saved = lines().filter((said) => said !== "saving");
      resolve({ announced: saved.map(Number), stderr, signal });
    });
  });
}

/** Kills a run so often, each time going on from what is there. */
async function batteredRun(folder: string, every: number, random: Random): Promise<void> {
  const path = join(folder, "checkpoints");
  const argv = ["train", "network.json", ...trainingFor(every), "--quiet", "--every", String(every)];
  let saved = -1;
  for (let kill = 0; kill < killsPerRun; kill++) {
    const begin = [saved < 0 ? "--checkpoint" : "--resume", "checkpoints"];
    const moment = momentOf(kill, random);
    const { announced, stderr, signal } = await killedAt(moment, folder, [...argv, ...begin]);
    expect({ stderr, signal }).toEqual({ stderr: "", signal: "SIGKILL" });
    const last = announced.at(-1) ?? saved;
    if (last < 0 && !hasCheckpoint(path)) continue;
    // Nothing is torn, and nothing that was announced is missing; at most one more was saved and not announced any more.
    const { checkpoint, damaged } = readNewestCheckpoint(path);
    expect(damaged).toEqual([]);
    const { commits } = checkpoint.state;
    expect(commits).toBeGreaterThanOrEqual(last);
    expect(commits).toBeLessThanOrEqual(Math.max(0, last) + every);
    announced.forEach((count, i) => {
      const before = announced[i - 1];
      if (before !== undefined) expect(count - before).toBeLessThanOrEqual(every);
    });
    saved = commits;
  }
}

function hasCheckpoint(path: string): boolean {
  try {
    return readdirSync(path).some((name) => name.endsWith(".checkpoint"));
  } catch {
    return false;
  }
}

describe("a training process that is killed again and again", () => {
  const runs = Array.from({ length: isLong ? 20 : 1 }, (_, run) => ({ run, every: [1, 3, 5][run % 3] ?? 1 }));

  it.each(runs)(
    "loses no commit that was saved, and ends with the same bits: run $run, every $every",
    async ({ run, every }) => {
      const folder = folderWith({ "network.json": network });
      const path = join(folder, "checkpoints");
      const file = join(folder, "network.json");
      const training = trainingFor(every);
      const whole = await document("train", file, ...training);
      await batteredRun(folder, every, smallRandom(run));
      const { commits } = readNewestCheckpoint(path).checkpoint.state;
      expect(commits).toBeLessThan(108 * every);
      expect(await document("train", file, ...training, "--resume", path)).toEqual(whole);
      expect(readdirSync(path).every((name) => name.endsWith(".checkpoint"))).toBe(true);
    },
  );
});
