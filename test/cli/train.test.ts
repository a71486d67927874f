import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { lastValueFrom } from "rxjs";
import { describe, expect, it } from "vitest";
import { weightsDigest } from "../../src/cli/train/weights-digest.ts";
import { readNetwork } from "../../src/files/read-network.ts";
import { readSamples } from "../../src/files/read-samples.ts";
import { Network } from "../../src/network/network.ts";
import type { TrainOptions } from "../../src/network/train-options.ts";
import { mazurLearningRate, mazurNetwork, mazurSamples, mazurUpdates } from "../oracle/published.ts";
import { command, document, folderWith } from "./command-line.ts";

interface TrainDocument {
  readonly epochs: readonly {
    epoch: number;
    loss: number;
    accuracy?: number;
    validation?: { loss: number; accuracy?: number };
  }[];
  readonly commits: number;
  readonly finalLoss: number;
  readonly finalAccuracy?: number;
  readonly weightsSha256: string;
}

const classifier = {
  format: "counterflow-network",
  version: 1,
  loss: "binary-cross-entropy",
  seed: 3,
  layers: [
    { id: "x", size: 2 },
    { id: "h", size: 4, activation: "tanh" },
    { id: "y", size: 1, activation: "sigmoid" },
  ],
};

/** A folder with network.json and samples.json, and their paths. */
function files(network: object = classifier, samples: object = mazurSamples) {
  const folder = folderWith({ "network.json": network, "samples.json": samples });
  return {
    folder,
    network: join(folder, "network.json"),
    samples: join(folder, "samples.json"),
    out: join(folder, "out.json"),
  };
}

const circle = "builtin:circle:samples=50,seed=1";

describe("train --json", () => {
  it("has Mazur's published loss after an update, and after 10,000", async () => {
    const { network, samples } = files(mazurNetwork);
    const rate = ["--learning-rate", String(mazurLearningRate)];
    const first = await document<TrainDocument>("train", network, samples, ...rate, "--epochs", "1");
    expect(first).toMatchObject({
      commits: 1,
      finalLoss: expect.closeTo(mazurUpdates.lossAfter1, 12) as number,
    });
    expect(first.epochs).toEqual([{ epoch: 1, loss: expect.closeTo(0.2983711087600027, 12) as number }]);
    const many = await document<TrainDocument>("train", network, samples, ...rate, "--epochs", "10000");
    expect(many.finalLoss).toBeCloseTo(mazurUpdates.lossAfter10000, 12);
    expect(many.epochs).toHaveLength(10_000);
    expect(many.epochs.at(-1)?.loss).toBeCloseTo(mazurUpdates.lossAfter9999, 12);
  });

  it("is the same text however batches are cut into micro-batches", async () => {
    const { network } = files();
    const argv = ["train", network, circle, "--epochs", "3", "--shuffle", "5", "--json"];
    const whole = await command(...argv);
    expect(whole).toMatchObject({ code: 0, stderr: "" });
    for (const size of ["1", "3", "10", "50"])
      expect(await command(...argv, "--micro-batch", size)).toEqual(whole);
  });

  it("counts commits, the smaller last batch included, and judges by all samples", async () => {
    const { network } = files();
    const argv = ["train", network, circle, "--epochs", "4", "--batch-size", "15"];
    const result = await document<TrainDocument>(...argv, "--validation", "builtin:circle:samples=20,seed=2");
    expect(result.commits).toBe(16);
    expect(result.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    for (const { loss, accuracy, validation } of result.epochs) {
      expect(loss).toBeGreaterThan(0);
      expect((accuracy ?? NaN) * 50).toBeCloseTo(Math.round((accuracy ?? NaN) * 50), 10);
      expect(validation?.loss).toBeGreaterThan(0);
      expect((validation?.accuracy ?? NaN) * 20).toBeCloseTo(
        Math.round((validation?.accuracy ?? NaN) * 20),
        10,
      );
    }
    expect(result.finalAccuracy).toBeGreaterThan(0.5);
  });

  it("of no epochs tells how good the network is as it stands", async () => {
    const { network, out } = files();
    const result = await document<TrainDocument>("train", network, circle, "--epochs", "0", "--out", out);
    const untrained = await document<{ loss: number; accuracy: number }>("predict", network, circle);
    expect(result).toMatchObject({ epochs: [], commits: 0, finalLoss: untrained.loss });
    expect(readNetwork(out).parameters).toEqual(readNetwork(network).parameters);
  });

  it.each<[readonly string[], Partial<TrainOptions>]>([
    [[], {}],
    [["--batch-size", "7"], { batchSize: 7 }],
    [["--learning-rate", "0.3"], { learningRate: 0.3 }],
    [["--shuffle", "9"], { shuffle: 9 }],
    [["--optimizer", "momentum"], { optimizer: { name: "momentum" } }],
    [["--optimizer", "nesterov", "--momentum", "0.5"], { optimizer: { name: "nesterov", momentum: 0.5 } }],
    [["--optimizer", "rmsprop"], { optimizer: "rmsprop" }],
    [["--optimizer", "adam", "--weight-decay", "0.1"], { optimizer: { name: "adam", weightDecay: 0.1 } }],
    [["--optimizer", "adamw"], { optimizer: "adamw" }],
    [["--clip-norm", "0.01"], { clipping: { kind: "norm", limit: 0.01 } }],
    [["--clip-value", "0.01"], { clipping: { kind: "value", limit: 0.01 } }],
    [
      ["--learning-rate-schedule", "step:3:0.5"],
      { learningRate: { kind: "step", rate: 0.1, every: 3, factor: 0.5 } },
    ],
    // Two epochs of five batches.
    [["--learning-rate-schedule", "cosine"], { learningRate: { kind: "cosine", rate: 0.1, commits: 10 } }],
    [
      ["--learning-rate-schedule", "cosine:0.05"],
      { learningRate: { kind: "cosine", rate: 0.1, commits: 10, floor: 0.05 } },
    ],
    [["--learning-rate-schedule", "warm-up:4"], { learningRate: { kind: "warm-up", commits: 4, then: 0.1 } }],
  ])("with %j is what the library does with the same options", async (options, same) => {
    const { network } = files();
    const { weightsSha256 } = await document<TrainDocument>(
      "train",
      network,
      circle,
      "--epochs",
      "2",
      ...options,
    );
    const learner = new Network(readNetwork(network));
    const basic = { epochs: 2, batchSize: 10, learningRate: 0.1 };
    await lastValueFrom(learner.train(readSamples(circle), { ...basic, ...same }));
    expect(weightsSha256).toBe(weightsDigest(learner.parameters));
  });

  it("draws other weights from another seed", async () => {
    const { network } = files();
    const digests = await Promise.all(
      [["--seed", "3"], ["--seed", "4"], []].map(async (seed) => {
        const result = await document<TrainDocument>("train", network, circle, "--epochs", "0", ...seed);
        return result.weightsSha256;
      }),
    );
    expect(digests[0]).toBe(digests[2]);
    expect(digests[0]).not.toBe(digests[1]);
  });
});

describe("weightsSha256", () => {
  /** As the help says: neuron by neuron in the order of the file, weights in synapse order, then the bias. */
  function digest(numbers: readonly number[]): string {
    const view = new DataView(new ArrayBuffer(8 * numbers.length));
    numbers.forEach((value, i) => view.setFloat64(8 * i, value, true));
    return createHash("sha256").update(view).digest("hex");
  }

  it("is that of the doubles of a written network of layers", async () => {
    const { network, out } = files();
    const result = await document<TrainDocument>("train", network, circle, "--epochs", "2", "--out", out);
    const { layers } = JSON.parse(readFileSync(out, "utf8")) as {
      layers: { weights?: number[][]; biases?: number[] }[];
    };
    const numbers = layers.flatMap(({ weights = [], biases = [] }) =>
      weights.flatMap((row, i) => [...row, biases[i] ?? NaN]),
    );
    expect(numbers).toHaveLength(4 * 3 + 5);
    expect(result.weightsSha256).toBe(digest(numbers));
  });

  it("is that of the doubles of a written list of neurons and synapses, whose order is the file's", async () => {
    const reordered = { ...mazurNetwork, neurons: [...mazurNetwork.neurons].reverse() };
    const { network, samples, out } = files(reordered);
    const result = await document<TrainDocument>("train", network, samples, "--epochs", "2", "--out", out);
    const { neurons, synapses } = JSON.parse(readFileSync(out, "utf8")) as {
      neurons: { id: string; bias?: number }[];
      synapses: { to: string; weight: number }[];
    };
    const numbers = neurons
      .filter(({ bias }) => bias !== undefined)
      .flatMap(({ id, bias = NaN }) => [
        ...synapses.filter(({ to }) => to === id).map(({ weight }) => weight),
        bias,
      ]);
    expect(neurons.map(({ id }) => id)).toEqual(["o2", "o1", "h2", "h1", "i2", "i1"]);
    expect(result.weightsSha256).toBe(digest(numbers));
  });
});

describe("train --out", () => {
  it("writes a network that predicts as the trained one did", async () => {
    const { network, out } = files();
    const result = await document<TrainDocument>("train", network, circle, "--epochs", "3", "--out", out);
    const { loss, accuracy } = await document<{ loss: number; accuracy: number }>("predict", out, circle);
    expect({ loss, accuracy }).toEqual({ loss: result.finalLoss, accuracy: result.finalAccuracy });
    const again = await document<TrainDocument>("train", out, circle, "--epochs", "0");
    expect(again.weightsSha256).toBe(result.weightsSha256);
  });

  it.each([
    [
      "a weight that overflows",
      ["--learning-rate", "1e300"],
      /^(neuron .+|epoch \d+: loss): expected .+; got .+\n$/,
    ],
    [
      "a loss that overflows",
      ["--learning-rate", "1e160"],
      /^(neuron .+|epoch \d+: loss|final loss): expected .+; got .+\n$/,
    ],
  ])("writes nothing, and --json prints nothing, after %s", async (_, options, sentence) => {
    const { network, samples, out } = files({
      ...mazurNetwork,
      neurons: mazurNetwork.neurons.map((neuron) =>
        "bias" in neuron ? { ...neuron, activation: "identity" } : neuron,
      ),
    });
    const outcome = await command("train", network, samples, "--out", out, "--json", ...options);
    expect(outcome).toEqual({ code: 4, stdout: "", stderr: expect.stringMatching(sentence) as string });
    expect(existsSync(out)).toBe(false);
  });
});

describe("train for people", () => {
  it("prints a line an epoch, and what has come of it", async () => {
    const { network, out } = files();
    const { code, stdout, stderr } = await command("train", network, circle, "--epochs", "12", "--out", out);
    const lines = stdout.trimEnd().split("\n");
    expect([code, stderr]).toEqual([0, ""]);
    expect(lines).toHaveLength(15);
    expect(lines[0]).toMatch(/^epoch {2}1\/12 {2}loss 0\.\d+, accuracy \d+\.\d\d %$/);
    expect(lines[11]).toMatch(/^epoch 12\/12 /);
    expect(lines[12]).toMatch(/^after 60 commits: loss 0\.\d+, accuracy \d+\.\d\d %$/);
    expect(lines[13]).toMatch(/^weights sha256 [\da-f]{64}$/);
    expect(lines[14]).toBe(`written to ${out}`);
  });

  it("tells of twenty epochs of many, evenly spaced, the last one among them", async () => {
    const { network } = files();
    const { stdout } = await command("train", network, circle, "--epochs", "50");
    const told = [...stdout.matchAll(/^epoch +(\d+)\/50 /gm)].map(([, epoch]) => Number(epoch));
    expect(told).toHaveLength(20);
    expect(told.at(-1)).toBe(50);
    told.forEach((epoch, i) => expect([2, 3]).toContain(epoch - (told[i - 1] ?? 0)));
  });

  it("prints the result alone with --quiet", async () => {
    const { network } = files();
    const { stdout } = await command("train", network, circle, "--quiet");
    expect(stdout).toMatch(/^after 50 commits: .+\nweights sha256 .+\n$/);
  });
});

describe("train --validation", () => {
  it("refuses classes that are other ones than those of the training samples", async () => {
    const folder = folderWith({
      "network.json": {
        ...classifier,
        loss: "softmax-cross-entropy",
        layers: [
          { id: "x", size: 1 },
          { id: "y", size: 2, activation: "identity" },
        ],
      },
      "a.csv": "x,kind\n1,cat\n2,dog\n",
      "b.csv": "x,kind\n1,dog\n2,eel\n",
    });
    const [network = "", a = "", b = ""] = ["network.json", "a.csv", "b.csv"].map((name) =>
      join(folder, name),
    );
    expect(await command("train", network, a, "--validation", b, "--classes", "kind")).toEqual({
      code: 3,
      stdout: "",
      stderr: `${b}: classes: expected "cat", "dog" as in ${a}; got "dog", "eel"\n`,
    });
  });
});
