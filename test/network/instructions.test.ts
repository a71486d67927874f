import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { expect, it, onTestFinished } from "vitest";
import { isLong } from "../long.ts";

// What no clock of a busy machine tells: how many instructions a batch takes, as valgrind counts them where it is there. One
// thread compiles and runs, and WebAssembly is compiled once, so that two counts differ by a hundredth or two.

const isThere = spawnSync("valgrind", ["--version"]).status === 0;

/** The whole program as one file: what loads TypeScript would be counted too. */
function bundle(): string {
  const folder = mkdtempSync(join(tmpdir(), "counterflow-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, "work.mjs");
  const entry = fileURLToPath(new URL("work-of-batches.ts", import.meta.url));
  buildSync({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "esm" });
  return outfile;
}

function instructionsOf(file: string, epochs: number): number {
  const valgrind = ["--smc-check=all-non-file", "--tool=callgrind", "--callgrind-out-file=/dev/null"];
  const node = [process.execPath, "--single-threaded", "--no-liftoff", file, "300", String(epochs)];
  const { stderr } = spawnSync("valgrind", [...valgrind, ...node], { encoding: "utf8" });
  return Number(/Collected\s*:\s*(\d+)/.exec(stderr)?.[1]);
}

it.skipIf(!isLong || !isThere)(
  "a batch of 2-8-8-1 takes fewer than 48,000 instructions",
  () => {
    const file = bundle();
    const epochs = 200;
    const batches = 50 * epochs;
    const perBatch = (instructionsOf(file, 20 + epochs) - instructionsOf(file, 20)) / batches;
    // Less than its numbers alone take would be no count at all.
    expect(perBatch).toBeGreaterThan(10_000);
    expect(perBatch).toBeLessThan(48_000);
  },
  300_000,
);
