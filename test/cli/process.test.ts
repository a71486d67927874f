import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { classifier as network } from "./checkpoint-files.ts";
import { folderWith, start } from "./command-line.ts";

// What only a process of its own can show: signals, and readers that leave.

/** Resolves when the process has printed something. */
function speaks(child: ReturnType<typeof start>["child"]): Promise<void> {
  return new Promise((resolve) => child.stdout.once("data", () => resolve()));
}

const epochs = 400_000;
/** Training with a first line after a twentieth of its time, which is some seconds. */
const long = ["--epochs", String(epochs), "--batch-size", "4"];

describe("a signal", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s stops training after the commit in hand; nothing is written", async (signal, code) => {
    const folder = folderWith({ "network.json": network });
    const { child, ended } = start(
      folder,
      "train",
      "network.json",
      "builtin:xor",
      ...long,
      "--out",
      "out.json",
    );
    await speaks(child);
    child.kill(signal);
    const outcome = await ended;
    expect(outcome.code).toBe(code);
    const told = /^stopped by (\w+) after (\d+) commits; nothing was written\n$/.exec(outcome.stderr);
    expect(told?.[1]).toBe(signal);
    expect(Number(told?.[2])).toBeGreaterThan(0);
    expect(Number(told?.[2])).toBeLessThan(epochs);
    expect(outcome.stdout).not.toContain("after");
    expect(readdirSync(folder)).toEqual(["network.json"]);
  });
});

describe("a reader that leaves", () => {
  it("ends gradients without a word, however much there is still to write", async () => {
    const size = 1000;
    const layers = [
      { id: "x", size },
      { id: "y", size, activation: "tanh" },
    ];
    const samples = { inputs: [Array(size).fill(0)], targets: [Array(size).fill(0)] };
    const folder = folderWith({
      "network.json": { ...network, loss: "half-squared-error", layers },
      "s.json": samples,
    });
    const { child, ended } = start(folder, "gradients", "network.json", "s.json", "--json");
    await speaks(child);
    child.stdout.destroy();
    const { code, stdout, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.length).toBeLessThan(10_000_000);
  });

  it("ends training without a word", async () => {
    const folder = folderWith({ "network.json": network });
    const { child, ended } = start(folder, "train", "network.json", "builtin:xor", ...long);
    await speaks(child);
    child.stdout.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
  });

  it("does not keep training from writing its file", async () => {
    const folder = folderWith({ "network.json": network });
    const some = ["--epochs", "20000", "--batch-size", "4", "--out", "out.json"];
    const { child, ended } = start(folder, "train", "network.json", "builtin:xor", ...some);
    await speaks(child);
    child.stdout.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
    expect(existsSync(join(folder, "out.json"))).toBe(true);
  });
});
