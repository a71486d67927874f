import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mazurNetwork, mazurSamples } from "../oracle/published.ts";
import { randomNetwork } from "../oracle/random-network.ts";
import { reference } from "../oracle/scalar-reference.ts";
import { command, document, folderWith, start } from "./command-line.ts";

interface GradientsDocument {
  readonly loss: number;
  readonly neurons: Readonly<Record<string, { z?: number[]; activation: number[]; delta?: number[] }>>;
  readonly synapses: readonly { gradient: number }[];
}

function files(network: object, samples: object): readonly string[] {
  const folder = folderWith({ "network.json": network, "samples.json": samples });
  return ["network.json", "samples.json"].map((name) => join(folder, name));
}

describe("--precision f32", () => {
  it.each(["auto", "wasm", "js"])("has gradients computed in singles, by the kernel %s", async (kernel) => {
    const { file, samples } = randomNetwork(3);
    const words = [...files(file, samples), "--precision", "f32", "--kernel", kernel];
    const got = await document<GradientsDocument>("gradients", ...words);
    const expected = reference(file, samples, "f32");
    expect(got.loss).toBe(expected.loss);
    expect(got.synapses.map(({ gradient }) => gradient)).toEqual(
      expected.synapses.map(({ gradient }) => gradient),
    );
    for (const [id, { z, a, delta }] of expected.neurons) {
      if (z.length > 0) expect(got.neurons[id]).toMatchObject({ z, activation: a, delta });
    }
  });

  it("goes for the networks of a scenario too, with either kernel", async () => {
    const folder = folderWith({});
    const run = async (...words: readonly string[]): Promise<readonly [string, string | undefined]> => {
      const { code, stdout } = await start(folder, "run", "path-sum", ...words, "--trace", "run.jsonl").ended;
      expect(code).toBe(0);
      const [header = ""] = readFileSync(join(folder, "run.jsonl"), "utf8").split("\n");
      const { options } = JSON.parse(header) as { readonly options: { readonly precision?: string } };
      return [stdout, options.precision];
    };
    const [singles, same, doubles] = [
      await run("--precision", "f32"),
      await run("--precision", "f32", "--kernel", "js"),
      await run(),
    ];
    // Doubles go without saying.
    expect([singles[1], doubles[1]]).toEqual(["f32", undefined]);
    expect(same).toEqual(singles);
    expect(singles[0]).not.toBe(doubles[0]);
  });

  it("is told of in a trace, which verifies", async () => {
    const folder = folderWith({ "network.json": mazurNetwork, "samples.json": mazurSamples });
    const [network, samples, trace] = ["network.json", "samples.json", "trace.jsonl"].map((name) => join(folder, name)); // prettier-ignore
    await command("train", network ?? "", samples ?? "", "--precision", "f32", "--trace", trace ?? "");
    const { violations } = await document<{ violations: unknown[] }>("trace", "verify", trace ?? "");
    expect(violations).toEqual([]);
  });
});

describe("--kernel", () => {
  it.each(["f64", "f32"])("changes no bit of what training in %s learns", async (precision) => {
    const train = async (kernel: string): Promise<string> => {
      const options = ["--optimizer", "adam", "--epochs", "5", "--precision", precision, "--kernel", kernel];
      const words = [...files(mazurNetwork, mazurSamples), ...options];
      return (await document<{ weightsSha256: string }>("train", ...words)).weightsSha256;
    };
    const [js, wasm] = [await train("js"), await train("wasm")];
    expect(js).toMatch(/^[0-9a-f]{64}$/);
    expect(wasm).toBe(js);
  });

  it("refuses what it does not know", async () => {
    const { code, stderr } = await command(
      "predict",
      ...files(mazurNetwork, mazurSamples),
      "--kernel",
      "wams",
    );
    expect(code).toBe(2);
    expect(stderr).toContain('--kernel: expected one of auto, wasm, js; got "wams" (did you mean "wasm"?)');
  });
});
