import { describe, expect, it } from "vitest";
import { generateSet } from "../../../src/data/generated-sets.ts";

const words = "clusters:samples=480,dimensions=6,clusters=12,classes=4";

/** The points of each class. */
function byClass(text: string): number[][][] {
  const { count, inputs, targets, inputWidth, targetWidth } = generateSet(text);
  const classes = Array.from({ length: targetWidth }, (): number[][] => []);
  for (let s = 0; s < count; s++) {
    const target = Array.from(targets.subarray(s * targetWidth, (s + 1) * targetWidth));
    expect(target.toSorted((a, b) => b - a)).toEqual([1, ...Array<number>(targetWidth - 1).fill(0)]);
    classes[target.indexOf(1)]?.push(Array.from(inputs.subarray(s * inputWidth, (s + 1) * inputWidth)));
  }
  return classes;
}

describe("clusters", () => {
  it("has as many points in each class, one-hot, in as many dimensions as asked for", () => {
    const classes = byClass(words);
    expect(classes.map((points) => points.length)).toEqual([120, 120, 120, 120]);
    for (const point of classes.flat()) expect(point).toHaveLength(6);
  });

  it("without noise has one point a cloud, three clouds a class", () => {
    for (const points of byClass(`${words},noise=0`)) expect(new Set(points.map(String)).size).toBe(3);
  });

  it("is mixed, so that a slice holds all classes", () => {
    const { targets } = generateSet(words);
    const first = new Set(
      Array.from({ length: 40 }, (_, s) => targets.subarray(s * 4, s * 4 + 4).indexOf(1)),
    );
    expect(first.size).toBe(4);
  });

  it("is the same for the same seed, and another for another", () => {
    expect(generateSet(`${words},seed=1`)).toEqual(generateSet(`${words},seed=1`));
    expect(generateSet(`${words},seed=1`)).not.toEqual(generateSet(`${words},seed=2`));
  });
});
