import { Readable, Writable } from "node:stream";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.ts";
import { leeNetwork, mazurNetwork, mazurPasses, mazurSamples } from "../oracle/published.ts";
import { command, document, folderWith } from "./command-line.ts";

interface GradientsDocument {
  readonly loss: number;
  readonly neurons: Readonly<
    Record<string, { z?: number[]; activation: number[]; delta?: number[]; biasGradient?: number }>
  >;
  readonly synapses: readonly { from: string; to: string; weight: number; gradient: number }[];
  readonly messages: { readonly activations: number; readonly errorSignals: number };
}

/** A network and samples in files, as the words of a command line. */
function files(network: object | string, samples: object): readonly [network: string, samples: string] {
  const folder = folderWith({ "network.json": network, "samples.json": samples });
  return [join(folder, "network.json"), join(folder, "samples.json")];
}

describe("gradients --json", () => {
  it("has Mazur's published numbers", async () => {
    const result = await document<GradientsDocument>("gradients", ...files(mazurNetwork, mazurSamples));
    const { z, a, delta, gradients, loss } = mazurPasses;
    expect(Object.keys(result)).toEqual(["loss", "neurons", "synapses", "messages"]);
    expect(result.loss).toBeCloseTo(loss, 12);
    expect(Object.keys(result.neurons)).toEqual(["i1", "i2", "h1", "h2", "o1", "o2"]);
    expect(result.neurons["i1"]).toEqual({ activation: [0.05] });
    expect(result.neurons["i2"]).toEqual({ activation: [0.1] });
    for (const id of ["h1", "h2", "o1", "o2"] as const) {
      const neuron = result.neurons[id];
      expect(neuron?.z).toEqual([expect.closeTo(z[id], 12)]);
      expect(neuron?.activation).toEqual([expect.closeTo(a[id], 12)]);
      expect(neuron?.delta).toEqual([expect.closeTo(delta[id], 12)]);
      // Of a single sample: ∂L/∂b is δ.
      expect(neuron?.biasGradient).toBe(neuron?.delta?.[0]);
    }
    expect(result.synapses).toEqual(
      mazurNetwork.synapses.map((synapse, w) => ({
        ...synapse,
        gradient: expect.closeTo(gradients[w] ?? NaN, 12) as number,
      })),
    );
    // Eight synapses downstream; upstream the four that do not come from inputs.
    expect(result.messages).toEqual({ activations: 8, errorSignals: 4 });
  });

  it("has, of one sample, what is sent down times what is sent up as each gradient", async () => {
    const words = files(leeNetwork, { inputs: [[1, -1]], targets: [[0.25, 0.5]] });
    const { neurons, synapses } = await document<GradientsDocument>("gradients", ...words);
    // Twice two neurons a layer, three projections; synapse order: by target, then by source.
    expect(synapses.map(({ from, to }) => `${from}>${to}`).slice(0, 4)).toEqual([
      "x.0>h.0",
      "x.1>h.0",
      "x.0>h.1",
      "x.1>h.1",
    ]);
    expect(synapses.map(({ weight }) => weight)).toEqual(
      leeNetwork.layers.flatMap(({ weights = [] }) => weights.flat()),
    );
    for (const { from, to, gradient } of synapses) {
      expect(gradient).toBe((neurons[from]?.activation[0] ?? NaN) * (neurons[to]?.delta?.[0] ?? NaN));
    }
    expect(new Set(synapses.map(({ gradient }) => gradient)).size).toBe(12);
  });

  it("is the same text however the batch is cut", async () => {
    const inputs = Array.from({ length: 7 }, (_, s) => [s / 7, 1 - s / 3]);
    const targets = inputs.map(([x = 0, y = 0]) => [x * y, y - x]);
    const words = files(mazurNetwork, { inputs, targets });
    const whole = await command("gradients", ...words, "--json");
    expect(whole.code).toBe(0);
    expect((JSON.parse(whole.stdout) as GradientsDocument).messages).toEqual({
      activations: 56,
      errorSignals: 28,
    });
    for (const size of ["1", "2", "3", "7", "100"]) {
      expect(await command("gradients", ...words, "--json", "--micro-batch", size)).toEqual(whole);
    }
  });

  it("gives every sample's numbers, and gradients of the mean loss", async () => {
    const one = await document<GradientsDocument>("gradients", ...files(mazurNetwork, mazurSamples));
    const [inputs, targets] = [mazurSamples.inputs[0] ?? [], mazurSamples.targets[0] ?? []];
    const four = { inputs: [inputs, inputs, inputs, inputs], targets: [targets, targets, targets, targets] };
    const all = await document<GradientsDocument>("gradients", ...files(mazurNetwork, four));
    expect(all.loss).toBe(one.loss);
    expect(all.synapses).toEqual(one.synapses);
    expect(all.neurons["h1"]?.z).toEqual(Array.from({ length: 4 }, () => one.neurons["h1"]?.z?.[0]));
  });

  it("keeps -0, and the least number there is", async () => {
    const network = JSON.stringify({ ...mazurNetwork, synapses: mazurNetwork.synapses.slice(0, 8) })
      .replace('"weight":0.15', '"weight":-0')
      .replace('"weight":0.2', '"weight":5e-324');
    const result = await document<GradientsDocument>("gradients", ...files(network, mazurSamples));
    expect(result.synapses[0]?.weight).toBe(-0);
    expect(result.synapses[1]?.weight).toBe(5e-324);
  });

  it("has a neuron for every id that is allowed", async () => {
    const ids = ["0", "toString", 'a"b\\', "h.3", "<img>", "é😀", " ", "x".repeat(256)];
    const network = {
      ...mazurNetwork,
      neurons: [{ id: "in" }, ...ids.map((id) => ({ id, activation: "tanh", bias: 0 }))],
      synapses: ids.map((id) => ({ from: "in", to: id, weight: 1 })),
      inputs: ["in"],
      outputs: ids,
    };
    const samples = { inputs: [[0.5]], targets: [ids.map((_, k) => k)] };
    const result = await document<GradientsDocument>("gradients", ...files(network, samples));
    expect(new Set(Object.keys(result.neurons))).toEqual(new Set(["in", ...ids]));
    expect(result.synapses.map(({ to }) => to)).toEqual(ids);
  });

  it("ends with exit code 4 where a gradient overflows, and prints nothing", async () => {
    const network = {
      ...mazurNetwork,
      neurons: [{ id: "x" }, { id: "y", activation: "identity", bias: 0 }],
      synapses: [{ from: "x", to: "y", weight: 1e-300 }],
      inputs: ["x"],
      outputs: ["y"],
    };
    const words = files(network, { inputs: [[1e300]], targets: [[1e100]] });
    const stderr = "neuron y: expected finite gradients; got -Infinity\n";
    expect(await command("gradients", ...words, "--json")).toEqual({ code: 4, stdout: "", stderr });
  });
});

describe("gradients for people", () => {
  it("prints tables of neurons and synapses, the loss and the messages", async () => {
    const { code, stdout, stderr } = await command("gradients", ...files(mazurNetwork, mazurSamples));
    expect([code, stderr]).toEqual([0, ""]);
    const lines = stdout.split("\n").map((line) => line.trim().split(/ {2,}/));
    expect(lines).toContainEqual(["loss 0.2983711088"]);
    expect(lines).toContainEqual(["i1", "0.05"]);
    expect(lines).toContainEqual(["o1", "1.105905967", "0.7513650696", "0.1384985616", "0.1384985616"]);
    expect(lines).toContainEqual(["h1", "o1", "0.4", "0.08216704056"]);
    expect(lines).toContainEqual(["messages: 8 activations, 4 error signals"]);
    expect(stdout).not.toContain("\u001b");
    expect(stdout).toMatch(/[^\n]\n$/);
  });

  it("shows twenty of many, and says how many there are besides", async () => {
    const network = {
      format: "counterflow-network",
      version: 1,
      loss: "half-squared-error",
      seed: 1,
      layers: [
        { id: "x", size: 10 },
        { id: "y", size: 30, activation: "tanh" },
      ],
    };
    const samples = { inputs: [Array(10).fill(1)], targets: [Array(30).fill(1)] };
    const { stdout } = await command("gradients", ...files(network, samples));
    expect(stdout).toContain("… and 20 more; --json has all\n\nSynapses");
    expect(stdout).toContain("… and 280 more; --json has all\n\nmessages");
    expect(stdout.split("\n")).toHaveLength(1 + 1 + 2 + 23 + 1 + 2 + 23 + 1 + 1 + 1);
  });
});

describe("gradients of large networks", () => {
  /** CPU time in milliseconds of the whole command, for two square layers of `size` neurons. */
  async function cost(size: number): Promise<number> {
    const network = {
      format: "counterflow-network",
      version: 1,
      loss: "half-squared-error",
      seed: 1,
      layers: [
        { id: "x", size },
        { id: "h", size, activation: "tanh" },
        { id: "y", size: 1, activation: "identity" },
      ],
    };
    const words = files(network, { inputs: [Array(size).fill(0.5)], targets: [[1]] });
    const nowhere = new Writable({ write: (_piece, _encoding, done) => done() });
    const io = { stdout: nowhere, stderr: nowhere, stdin: Readable.from([]), environment: {} };
    const before = process.cpuUsage();
    expect(await main(["gradients", ...words, "--json"], io)).toBe(0);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  }

  it("cost ten times as much for ten times the synapses", async () => {
    await cost(160);
    const small = Math.min(await cost(160), await cost(160), await cost(160));
    const large = Math.min(await cost(506), await cost(506));
    // 2.6·10⁴ and 2.6·10⁵ synapses; quadratic growth would be a hundredfold.
    expect(large / small).toBeLessThan(15);
  });
});

describe("gradients --schedule", () => {
  const several = {
    inputs: [[0.05, 0.1], [0.9, 0.2], [0.4, 0.7], [0.1, 0.8], [0.3, 0.3], [1, 0]],
    targets: [[0.01, 0.99], [0.99, 0.01], [0.5, 0.5], [0.01, 0.99], [0.4, 0.2], [0, 1]],
  }; // prettier-ignore

  it("prints the very text of no schedule, whatever the plan", async () => {
    const argv = ["gradients", ...files(mazurNetwork, several), "--json"];
    const plain = await command(...argv);
    expect(plain.code).toBe(0);
    const trace = join(folderWith({}), "run.jsonl");
    for (const plan of ["sequential", "gpipe", "1f1b", "zb-h1", "zb-h2", "chimera"]) {
      const staged = ["--schedule", plan, "--stages", "2", "--micro-batch", "2", "--trace", trace];
      expect(await command(...argv, ...staged)).toEqual(plain);
      expect(await command("trace", "verify", trace)).toMatchObject({ code: 0 });
    }
  });

  it.each([
    [["--schedule", "paci"], "--schedule: expected a plan, as gradients have no commit; got paci"],
    [["--stages", "2"], "--stages: expected --schedule beside it; got none"],
    [["--schedule", "gpipe", "--faults", "drop=0.1"], "--faults: expected none, as stages have their own virtual time, beside --schedule; got gpipe"],
  ])("%j is refused", async (options, message) => {
    const argv = ["gradients", ...files(mazurNetwork, several)];
    expect(await command(...argv, ...options)).toEqual({ code: 2, stdout: "", stderr: `${message}\n` });
  }); // prettier-ignore
});
