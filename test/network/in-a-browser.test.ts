import { build } from "esbuild";
import type { Page } from "playwright-core";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { createSamples, Network, parseNetwork } from "../../src/index.ts";
import type { KernelChoice } from "../../src/math/kernels/kernel-choice.ts";
import { type Precision, precisions } from "../../src/math/precision.ts";
import { newPage } from "../view/browser.ts";

/** With functions that are exact everywhere, or with an exponential, which each engine rounds in its own way. */
const fileOf = (hidden: string, output: string, loss: string) => ({
  format: "counterflow-network",
  version: 1,
  loss,
  seed: 3,
  layers: [
    { id: "x", size: 5 },
    { id: "h", size: 13, activation: hidden },
    { id: "k", size: 9, activation: "leaky-relu" },
    { id: "y", size: 3, activation: output },
  ],
});
const inputs = Array.from({ length: 23 }, (_, s) => [1, 2, 3, 4, 5].map((i) => ((s * 7 + i * 5) % 11) / 11));
const targets = inputs.map((_, s) => [0, 1, 2].map((k) => (k === s % 3 ? 1 : 0)));

/** Runs here and, as text, in a page: what it uses is given to it. */
function trained(
  counterflow: { Network: typeof Network; parseNetwork: typeof parseNetwork; createSamples: typeof createSamples },
  given: { file: unknown; inputs: number[][]; targets: number[][] },
  kernel: KernelChoice,
  precision: Precision,
): number[] {
  const network = new counterflow.Network(counterflow.parseNetwork(given.file), { kernel, precision });
  const samples = counterflow.createSamples(given.inputs, given.targets);
  const options = { epochs: 5, batchSize: 10, microBatch: 3, learningRate: 0.1, optimizer: "adam" } as const;
  network.train(samples, options).subscribe();
  return [...network.parameters];
} // prettier-ignore

/** What runs a network, as one script for a page. It would not be made if anything in it needed Node. */
async function script(): Promise<string> {
  const contents = `
    export { createSamples } from "./data/samples.ts";
    export { parseNetwork } from "./model/parse-network.ts";
    export { Network } from "./network/network.ts";
  `;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL("../../src", import.meta.url)) },
    bundle: true,
    format: "iife",
    globalName: "counterflow",
    platform: "browser",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

describe("a network in a real browser", () => {
  let page: Page;
  beforeAll(async () => {
    page = await newPage();
    await page.addScriptTag({ content: await script() });
    return () => page.close();
  });

  const there = (file: object, kernel: KernelChoice, precision: Precision): Promise<number[]> => {
    const given = JSON.stringify({ file, inputs, targets });
    return page.evaluate(`(${trained.toString()})(counterflow, ${given}, "${kernel}", "${precision}")`);
  };

  it.each(precisions)("learns the same bits in %s as here", async (precision) => {
    const file = fileOf("relu", "identity", "half-squared-error");
    const here = { Network, parseNetwork, createSamples };
    const expected = trained(here, { file, inputs, targets }, "js", precision);
    expect(await there(file, "wasm", precision)).toEqual(expected);
    expect(await there(file, "js", precision)).toEqual(expected);
  });

  it.each(precisions)("learns the same bits in %s with either kernels", async (precision) => {
    const file = fileOf("sigmoid", "identity", "softmax-cross-entropy");
    const learned = await there(file, "wasm", precision);
    expect(learned).toEqual(await there(file, "js", precision));
    expect(learned.every(Number.isFinite)).toBe(true);
  });
});
