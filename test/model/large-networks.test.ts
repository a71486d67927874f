import { describe, expect, it } from "vitest";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { writeNetwork } from "../../src/model/write-network.ts";
import { layersFile, listedFile, refusal, type Members } from "./network-files.ts";

// Each size is eight times another. Linear work takes eight times as long, or some times more where it no longer
// fits into caches; quadratic work sixty-four times, and where it begins as linear work, more and more.
const growth = 8;
const bound = 40;

function chainOfNeurons(count: number): Members {
  const ids = Array.from({ length: count }, (_, i) => `n${i}`);
  return listedFile({
    neurons: ids.map((id, i) => (i === 0 ? { id } : { id, activation: "tanh" })).reverse(),
    synapses: ids.slice(1).map((to, i) => ({ from: `n${i}`, to, weight: 1 })),
    inputs: ["n0"],
    outputs: [`n${count - 1}`],
  });
}

function chainOfLayers(count: number): Members {
  const layer = (i: number): Members => ({ id: `l${i}`, size: 1, activation: "tanh" });
  return layersFile({
    layers: Array.from({ length: count }, (_, i) => (i === 0 ? { id: "l0", size: 1 } : layer(i))),
  });
}

/** `count` synapses between 1000 inputs and the others. */
function manySynapses(count: number): Members {
  const inputs = Array.from({ length: 1000 }, (_, i) => `i${i}`);
  const outputs = Array.from({ length: count / 1000 }, (_, i) => `o${i}`);
  return listedFile({
    neurons: [...inputs.map((id) => ({ id })), ...outputs.map((id) => ({ id, activation: "tanh" }))],
    synapses: outputs.flatMap((to) => inputs.map((from) => ({ from, to, weight: 0.5 }))),
    inputs,
    outputs,
  });
}

function drawnWeights(count: number): Members {
  return layersFile({
    layers: [
      { id: "x", size: 1000 },
      { id: "y", size: count / 1000, activation: "tanh" },
    ],
  });
}

function givenWeights(count: number): Members {
  const weights = Array.from({ length: count / 1000 }, (_, row) =>
    Array.from({ length: 1000 }, (_, i) => row + i / 7),
  );
  const y = { id: "y", size: count / 1000, activation: "tanh", weights, feedback: weights };
  return layersFile({ layers: [{ id: "x", size: 1000 }, y] });
}

describe("a large network", () => {
  it.each([
    ["100,000 neurons one after the other", chainOfNeurons, 100_000],
    ["100,000 layers one after the other", chainOfLayers, 100_000],
    ["500,000 listed synapses", manySynapses, 500_000],
    ["4,000,000 weights to draw", drawnWeights, 4_000_000],
    ["4,000,000 given weights", givenWeights, 4_000_000],
  ])("is read in time that grows with its size: %s", (_, fileOf, size) => {
    expect(timesLonger(fileOf, size, parseNetwork)).toBeLessThan(bound);
  });

  it("is refused in time that grows with its size, for a cycle", () => {
    const ringOf = (count: number): Members => {
      const file = chainOfNeurons(count);
      const back = { from: `n${count - 1}`, to: "n1", weight: 1 };
      return { ...file, synapses: [...(file["synapses"] as unknown[]), back] };
    };
    expect(timesLonger(ringOf, 100_000, refusal)).toBeLessThan(bound);
  });

  it("is refused in time that grows with its size, for as many unknown ids", () => {
    const strayOf = (count: number): Members => {
      const synapses = Array.from({ length: count }, (_, i) => ({
        from: `m${i}`,
        to: `m${i + 1}`,
        weight: 1,
      }));
      return { ...chainOfNeurons(count), synapses };
    };
    expect(timesLonger(strayOf, 40_000, refusal)).toBeLessThan(bound);
  });

  it("is written in time that grows with its size", () => {
    const rewrite = (file: unknown): unknown => writeNetwork(parseNetwork(file));
    expect(timesLonger(manySynapses, 400_000, rewrite)).toBeLessThan(bound);
  });

  it("of 100,000 layers is as deep as it is long", () => {
    expect(parseNetwork(chainOfNeurons(100_000)).populations[0]?.depth).toBe(99_999);
    expect(parseNetwork(chainOfLayers(100_000)).populations.at(-1)?.depth).toBe(99_999);
  });
});

/**
 * How much more processor time `work` takes on `size` than on an eighth of it, the least of some runs each:
 * what else the machine does at the time counts for nothing.
 */
function timesLonger(
  fileOf: (size: number) => unknown,
  size: number,
  work: (file: unknown) => unknown,
): number {
  const least = (file: unknown, runs: number): number =>
    Math.min(
      ...Array.from({ length: runs }, () => {
        const before = process.cpuUsage();
        work(file);
        const { user, system } = process.cpuUsage(before);
        return user + system;
      }),
    );
  const small = least(fileOf(size / growth), 4);
  return least(fileOf(size), 2) / small;
}
