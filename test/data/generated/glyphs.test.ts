import { describe, expect, test } from "vitest";
import { generateSet } from "../../../src/data/generated-sets.ts";
import type { Samples } from "../../../src/data/samples.ts";
import { countCorrect, targetKind } from "../../../src/data/target-kind.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- loops stay within the arrays that they are given */

describe("glyphs", () => {
  test.each([
    ["glyphs:samples=50", 784],
    ["glyphs:samples=50,size=8", 64],
  ])("%s are %d shades of gray and one of ten classes", (text, inputWidth) => {
    const samples = generateSet(text);
    expect(samples).toMatchObject({ count: 50, inputWidth, targetWidth: 10 });
    expect(samples.classes).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    expect(targetKind(samples)).toBe("one-hot");
    expect(samples.inputs.every((shade) => shade >= 0 && shade <= 1)).toBe(true);
  });

  test("are a thousand if nothing is said, each digit a hundred times, mixed", () => {
    const digits = labels(generateSet("glyphs"));
    expect(digits.toSorted()).toEqual(Array.from({ length: 1000 }, (_, i) => Math.floor(i / 100)));
    expect(new Set(digits.slice(0, 100)).size).toBe(10);
    expect(digits).not.toEqual(digits.map((_, i) => i % 10));
  });

  test("come in order if they are not shuffled", () => {
    expect(labels(generateSet("glyphs:samples=25,shuffle=no"))).toEqual(
      Array.from({ length: 25 }, (_, i) => i % 10),
    );
  });

  test("are the same for a seed, others for another one, and no two alike", () => {
    expect(generateSet("glyphs:samples=30,seed=3")).toEqual(generateSet("glyphs:samples=30,seed=3"));
    const { inputs } = generateSet("glyphs:samples=300,seed=4,shuffle=no,noise=0");
    const images = Array.from({ length: 300 }, (_, i) => inputs.subarray(i * 784, (i + 1) * 784).join());
    expect(new Set(images).size).toBe(300);
  });

  test.each(["28", "8"])("of size %s have ink on a clean ground that stays off the edge", (size) => {
    const { inputs, inputWidth, count } = generateSet(`glyphs:samples=200,noise=0,size=${size}`);
    const width = Number(size);
    for (let i = 0; i < count; i++) {
      const image = inputs.subarray(i * inputWidth, (i + 1) * inputWidth);
      const ink = image.reduce((sum, shade) => sum + shade, 0) / inputWidth;
      expect(ink).toBeGreaterThan(0.03);
      expect(ink).toBeLessThan(0.4);
      const corners = [0, width - 1, inputWidth - width, inputWidth - 1].map((at) => image[at]);
      expect(corners).toEqual([0, 0, 0, 0]);
    }
  });

  test("noise moves no pixel by more than its strength", () => {
    const quiet = generateSet("glyphs:samples=1,noise=0").inputs;
    const noisy = generateSet("glyphs:samples=1,noise=0.3").inputs;
    const moves = Array.from(noisy, (shade, p) => Math.abs(shade - (quiet[p] ?? NaN)));
    expect(Math.max(...moves)).toBeLessThanOrEqual(0.3);
    expect(Math.max(...moves)).toBeGreaterThan(0.28);
  });

  test("six thousand of 28 × 28 cost less than two seconds of the processor", () => {
    const start = process.cpuUsage();
    expect(generateSet("glyphs:samples=6000").count).toBe(6000);
    expect(process.cpuUsage(start).user).toBeLessThan(2_000_000);
  });

  test.each([
    ["28", 0.8],
    ["8", 0.7],
  ])(
    "of size %s can be told apart by the mean image of each class: at least %d of new ones",
    (size, least) => {
      const known = generateSet(`glyphs:samples=2000,size=${size},seed=1`);
      const fresh = generateSet(`glyphs:samples=1000,size=${size},seed=2`);
      expect(centroidAccuracy(known, fresh)).toBeGreaterThan(least);
    },
  );
});

function labels({ count, targets }: Samples): number[] {
  return Array.from({ length: count }, (_, i) => targets.subarray(i * 10, i * 10 + 10).indexOf(1));
}

/** The part of `fresh` whose nearest mean image of `known` is that of its class. */
function centroidAccuracy(known: Samples, fresh: Samples): number {
  const width = known.inputWidth;
  const sums = Array.from({ length: 10 }, () => new Float64Array(width));
  const knownLabels = labels(known);
  knownLabels.forEach((digit, i) => {
    for (let p = 0; p < width; p++) sums[digit]![p]! += known.inputs[i * width + p]!;
  });
  const means = sums.map((sum, digit) =>
    sum.map((s) => s / knownLabels.filter((label) => label === digit).length),
  );
  let right = 0;
  for (let i = 0; i < fresh.count; i++) {
    const image = fresh.inputs.subarray(i * width, (i + 1) * width);
    const nearness = Float64Array.from(
      means,
      (m) => -m.reduce((sum, v, p) => sum + (v - image[p]!) * (v - image[p]!), 0),
    );
    right += countCorrect("one-hot", nearness, fresh.targets.subarray(i * 10), 1, 10);
  }
  return right / fresh.count;
}
