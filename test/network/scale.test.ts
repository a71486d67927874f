import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createSamples } from "../../src/data/samples.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { Network } from "../../src/network/network.ts";

const layered = (sizes: readonly number[]): object => ({
  format: "counterflow-network",
  version: 1,
  loss: "half-squared-error",
  seed: 1,
  layers: sizes.map((size, l) => (l === 0 ? { id: "x", size } : { id: `h${l}`, size, activation: "tanh" })),
});

describe("a chain of 100,000 layers", () => {
  it("runs a batch and commits it", () => {
    const network = new Network(parseNetwork(layered(new Array<number>(100_001).fill(1))));
    const before = network.parameters.slice();
    network
      .train(createSamples([[0.5]], [[0.5]]), { epochs: 1, batchSize: 1, learningRate: 0.1 })
      .subscribe();
    expect(network.commits).toBe(1);
    expect(network.parameters).not.toEqual(before);
  });
});

describe("a network of 10^6 synapses", () => {
  it("is built in under a second, with under 200 bytes of heap a neuron and no object per synapse", () => {
    const file = fileURLToPath(new URL("heap-of-a-network.ts", import.meta.url));
    const text = execFileSync(process.execPath, ["--expose-gc", "--import", "tsx", file], {
      encoding: "utf8",
    });
    const { buildSeconds, heapPerNeuron, neurons } = JSON.parse(text) as Record<string, number>;
    expect(neurons).toBe(2000);
    expect(heapPerNeuron).toBeLessThan(200);
    expect(buildSeconds).toBeLessThan(1);
  });
});

describe("cost", () => {
  /** CPU time of some passes over one sample, each in a network of its own; the middle one of three. One pass may be too short for the clock. */
  const timeOf = (sizes: readonly number[], passes: number): number => {
    const samples = createSamples([new Array<number>(sizes[0] ?? 0).fill(0.5)], [new Array<number>(sizes.at(-1) ?? 0).fill(0.5)]); // prettier-ignore
    const times = [0, 1, 2].map(() => {
      const before = process.cpuUsage();
      for (let i = 0; i < passes; i++) new Network(parseNetwork(layered(sizes))).gradients(samples);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    });
    return times.toSorted((x, y) => x - y)[1] ?? NaN;
  };

  it("grows with the synapses, not with their square, from 250,000 to 2,250,000", () => {
    timeOf([500, 500], 8);
    // 9 times as many: 9 would be linear, 81 quadratic; what no longer fits the caches costs some more.
    expect(timeOf([1500, 1500], 8) / timeOf([500, 500], 8)).toBeLessThan(30);
  });

  it("grows with the layers, not with their square, from 3,000 to 30,000", () => {
    const chain = (length: number): number[] => new Array<number>(length).fill(1);
    timeOf(chain(1000), 8);
    // 10 would be linear, 100 quadratic.
    expect(timeOf(chain(30_000), 2) / timeOf(chain(3_000), 2)).toBeLessThan(30);
  });
});
