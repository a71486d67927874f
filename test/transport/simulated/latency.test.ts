import { describe, expect, it } from "vitest";
import { random } from "../../../src/math/random.ts";
import { type Latency, latencyOf, meanOf } from "../../../src/transport/simulated/latency.ts";

const draws = (latency: Latency, count = 200_000): number[] => {
  const draw = latencyOf(latency, random(1, "latency").uniform);
  return Array.from({ length: count }, draw);
};
const shareOver = (values: readonly number[], x: number): number =>
  values.filter((value) => value > x).length / values.length;

describe("a latency", () => {
  it.each<[Latency, mean: number]>([
    [{ kind: "constant", ticks: 3 }, 3],
    [{ kind: "uniform", from: 1, to: 9 }, 5],
    [{ kind: "exponential", mean: 5 }, 5],
    [{ kind: "pareto", shape: 3, least: 2 }, 3],
  ])("%j has the mean that it says", (latency, mean) => {
    expect(meanOf(latency)).toBe(mean);
    const values = draws(latency);
    expect(values.reduce((sum, value) => sum + value, 0) / values.length / mean).toBeCloseTo(1, 2);
  });

  it("is spread as its distribution function says", () => {
    // P(longer than x): exponential e^(−x/5), Pareto (2/x)^1.5, uniform (9 − x)/8.
    expect(shareOver(draws({ kind: "exponential", mean: 5 }), 10)).toBeCloseTo(0.1353, 2);
    expect(shareOver(draws({ kind: "pareto", shape: 1.5, least: 2 }), 8)).toBeCloseTo(0.125, 2);
    expect(shareOver(draws({ kind: "uniform", from: 1, to: 9 }), 7)).toBeCloseTo(0.25, 2);
    expect(Math.min(...draws({ kind: "pareto", shape: 1.5, least: 2 }, 1000))).toBeGreaterThanOrEqual(2);
    expect(meanOf({ kind: "pareto", shape: 1, least: 2 })).toBe(Infinity);
  });
});
