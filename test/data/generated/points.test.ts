import { describe, expect, test } from "vitest";
import { generateSet } from "../../../src/data/generated-sets.ts";
import type { Samples } from "../../../src/data/samples.ts";

interface Row {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

function rows({ count, inputs, targets }: Samples): Row[] {
  return Array.from({ length: count }, (_, i) => ({
    x: inputs[2 * i] ?? NaN,
    y: inputs[2 * i + 1] ?? NaN,
    label: targets[i] ?? NaN,
  }));
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;

describe.each(["circle", "xor-field", "gauss", "spiral", "moons"])("%s", (name) => {
  const ordered = rows(generateSet(`${name}:shuffle=no`));

  test("has 500 samples, two inputs, and 0 or 1 as its target", () => {
    expect(generateSet(name)).toMatchObject({ count: 500, inputWidth: 2, targetWidth: 1 });
    expect(new Set(ordered.map(({ label }) => label))).toEqual(new Set([0, 1]));
  });

  test("has -1 and +1 instead if asked, at the same points", () => {
    const signed = rows(generateSet(`${name}:shuffle=no,targets=signed`));
    expect(signed).toEqual(ordered.map((row) => ({ ...row, label: 2 * row.label - 1 })));
  });

  test("is shuffled, and is then made of the same rows", () => {
    const shuffled = rows(generateSet(name));
    expect(shuffled).not.toEqual(ordered);
    const byPlace = (a: Row, b: Row): number => a.x - b.x || a.y - b.y;
    expect(shuffled.toSorted(byPlace)).toEqual(ordered.toSorted(byPlace));
  });

  test("has both classes in every slice of fifty", () => {
    const shuffled = rows(generateSet(name));
    for (let from = 0; from < 500; from += 50) {
      const ones = shuffled.slice(from, from + 50).filter(({ label }) => label === 1);
      expect(ones.length).toBeGreaterThan(10);
      expect(ones.length).toBeLessThan(40);
    }
  });

  test("is the same for a seed and another for another one", () => {
    expect(generateSet(`${name}:seed=7,noise=0.2`)).toEqual(generateSet(`${name}:seed=7,noise=0.2`));
    expect(generateSet(`${name}:seed=7,noise=0.2`)).not.toEqual(generateSet(`${name}:seed=8,noise=0.2`));
  });

  test("has an odd number of samples if asked", () => {
    expect(generateSet(`${name}:samples=7`).count).toBe(7);
    expect(generateSet(`${name}:samples=1`).count).toBe(1);
  });
});

describe("circle", () => {
  const quiet = rows(generateSet("circle:samples=10000,shuffle=no"));

  test("is a disc of radius 2.5 and a ring from 3.5 to 5, half of the samples each", () => {
    const radii = quiet.map(({ x, y }) => Math.sqrt(x * x + y * y));
    expect(quiet.every(({ label }, i) => label === (i < 5000 ? 1 : 0))).toBe(true);
    expect(Math.max(...radii.slice(0, 5000))).toBeLessThan(2.5);
    expect(Math.min(...radii.slice(5000))).toBeGreaterThanOrEqual(3.5 - 1e-12);
    expect(Math.max(...radii.slice(5000))).toBeLessThanOrEqual(5);
    // Uniform radii: means 1.25 and 4.25; four deviations of a mean of 5000 are 0.041 and 0.025.
    expect(Math.abs(mean(radii.slice(0, 5000)) - 1.25)).toBeLessThan(0.041);
    expect(Math.abs(mean(radii.slice(5000)) - 4.25)).toBeLessThan(0.025);
  });

  test("noise changes classes and moves no point", () => {
    const noisy = rows(generateSet("circle:samples=10000,shuffle=no,noise=0.2"));
    expect(noisy.map(({ x, y }) => [x, y])).toEqual(quiet.map(({ x, y }) => [x, y]));
    const changed = noisy.filter(({ label }, i) => label !== quiet[i]?.label).length;
    expect(changed).toBeGreaterThan(100);
    expect(changed).toBeLessThan(2500);
    // Noise of 0.2 shifts by at most 1 along each axis, so by less than 1.5: far points keep their class.
    for (const { x, y, label } of noisy) {
      const radius = Math.sqrt(x * x + y * y);
      if (radius < 1) expect(label).toBe(1);
      if (radius > 4) expect(label).toBe(0);
    }
  });
});

describe("xor-field", () => {
  const quiet = rows(generateSet("xor-field:samples=10000,shuffle=no"));

  test("is +1 where both coordinates have the same sign, from 0.3 to 5.3 off both axes", () => {
    for (const { x, y, label } of quiet) {
      expect(label).toBe(x > 0 === y > 0 ? 1 : 0);
      for (const coordinate of [x, y]) {
        expect(Math.abs(coordinate)).toBeGreaterThanOrEqual(0.3);
        expect(Math.abs(coordinate)).toBeLessThanOrEqual(5.3);
      }
    }
  });

  test("noise changes classes near the axes and moves no point", () => {
    const noisy = rows(generateSet("xor-field:samples=10000,shuffle=no,noise=0.2"));
    expect(noisy.map(({ x, y }) => [x, y])).toEqual(quiet.map(({ x, y }) => [x, y]));
    const changed = noisy.filter(({ label }, i) => label !== quiet[i]?.label);
    expect(changed.length).toBeGreaterThan(100);
    expect(changed.every(({ x, y }) => Math.min(Math.abs(x), Math.abs(y)) <= 1)).toBe(true);
  });
});

describe("gauss", () => {
  test.each([
    [0, 0.5],
    [0.25, 2.25],
    [0.5, 4],
  ])("with noise %d has variance %d round (2, 2) and (-2, -2)", (noise, variance) => {
    const points = rows(generateSet(`gauss:samples=40000,shuffle=no,noise=${noise}`));
    for (const [label, part] of [
      [1, points.slice(0, 20_000)],
      [0, points.slice(20_000)],
    ] as const) {
      expect(part.every((point) => point.label === label)).toBe(true);
      const centre = label === 1 ? 2 : -2;
      const offsets = part.flatMap(({ x, y }) => [x - centre, y - centre]);
      // Four deviations of the mean and of the variance of 40,000 normal numbers.
      expect(Math.abs(mean(offsets))).toBeLessThan(4 * Math.sqrt(variance / 40_000));
      const measured = mean(offsets.map((offset) => offset * offset));
      expect(Math.abs(measured / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / 40_000));
    }
  });
});

describe("spiral", () => {
  const points = rows(generateSet("spiral:shuffle=no,targets=signed"));

  test.each([
    [0, 0, 0],
    [1, 0.0008793623663572981, 0.019980658693562494],
    [62, 0.4996039802849418, -1.1348990540499377],
    [125, -1.7677669529663693, 1.7677669529663684],
    [249, -4.975184014697062, -0.2189612292229646],
  ])("point %d of the first arm is (%d, %d), as TensorFlow Playground computes it", (i, x, y) => {
    expect(points[i]).toEqual({ x, y, label: 1 });
    const opposite = points[250 + i];
    expect(opposite?.label).toBe(-1);
    expect(opposite?.x).toBeCloseTo(-x, 14);
    expect(opposite?.y).toBeCloseTo(-y, 14);
  });

  test("noise moves each coordinate by less than its strength", () => {
    const noisy = rows(generateSet("spiral:shuffle=no,targets=signed,noise=0.4"));
    const moves = noisy.flatMap(({ x, y }, i) => [x - (points[i]?.x ?? NaN), y - (points[i]?.y ?? NaN)]);
    expect(Math.max(...moves)).toBeLessThan(0.4);
    expect(Math.max(...moves)).toBeGreaterThan(0.38);
    expect(Math.min(...moves)).toBeGreaterThanOrEqual(-0.4);
    expect(Math.min(...moves)).toBeLessThan(-0.38);
  });
});

describe("moons", () => {
  test("are half circles of scikit-learn's make_moons: upper ones first, rounded down", () => {
    // By hand: angles 0, π/2, π on the upper one; 0, π/3, 2π/3, π on the lower one.
    const half = Math.sqrt(3) / 2;
    const expected = [
      [1, 0, 0],
      [0, 1, 0],
      [-1, 0, 0],
      [0, 0.5, 1],
      [0.5, 0.5 - half, 1],
      [1.5, 0.5 - half, 1],
      [2, 0.5, 1],
    ] as const;
    const points = rows(generateSet("moons:samples=7,shuffle=no"));
    expected.forEach(([x, y, label], i) => {
      expect(points[i]?.x).toBeCloseTo(x, 15);
      expect(points[i]?.y).toBeCloseTo(y, 15);
      expect(points[i]?.label).toBe(label);
    });
  });

  test("noise is the deviation of what is added to a coordinate", () => {
    const quiet = generateSet("moons:samples=20000,shuffle=no").inputs;
    const noisy = generateSet("moons:samples=20000,shuffle=no,noise=0.3").inputs;
    const squares = Array.from(noisy, (n, i) => (n - (quiet[i] ?? NaN)) * (n - (quiet[i] ?? NaN)));
    expect(Math.abs(mean(squares) / 0.09 - 1)).toBeLessThan(4 * Math.sqrt(2 / 40_000));
  });
});

describe("plane", () => {
  test("is (x + y)/10 over a square of 6 round the origin", () => {
    const points = rows(generateSet("plane"));
    expect(points).toHaveLength(1200);
    for (const { x, y, label } of points) {
      expect(label).toBeCloseTo((x + y) / 10, 15);
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(6);
    }
    expect(Math.max(...points.map(({ x }) => x))).toBeGreaterThan(5.9);
    expect(Math.min(...points.map(({ y }) => y))).toBeLessThan(-5.9);
  });

  test("noise moves the value alone, by the sum of two uniform numbers", () => {
    const noisy = rows(generateSet("plane:samples=20000,noise=0.5"));
    const offsets = noisy.map(({ x, y, label }) => 10 * label - (x + y));
    // Each uniform in ±3, variance 3; the fourth moment of the sum gives the deviation of its variance.
    expect(Math.abs(mean(offsets.map((offset) => offset * offset)) - 6)).toBeLessThan(
      4 * Math.sqrt(50.4 / 20_000),
    );
    expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(6 + 1e-12);
  });
});

describe("bumps", () => {
  const centres = [
    [-4, 2.5, 1],
    [0, 2.5, -1],
    [4, 2.5, 1],
    [-4, -2.5, -1],
    [0, -2.5, 1],
    [4, -2.5, -1],
  ] as const;

  test("fall from ±1 at their centres to 0 at a distance of 2; the nearest one counts", () => {
    const points = rows(generateSet("bumps:samples=5000"));
    for (const { x, y, label } of points) {
      const distances = centres.map(([a, b, sign]) => ({ sign, distance: Math.hypot(x - a, y - b) }));
      const nearest = distances.toSorted((a, b) => a.distance - b.distance)[0] ?? { sign: 0, distance: 0 };
      expect(label).toBeCloseTo(nearest.distance < 2 ? nearest.sign * (1 - nearest.distance / 2) : 0, 14);
    }
    const labels = points.map(({ label }) => label);
    expect(Math.max(...labels)).toBeGreaterThan(0.95);
    expect(Math.min(...labels)).toBeLessThan(-0.95);
  });

  test("noise moves the value alone", () => {
    const quiet = generateSet("bumps");
    const noisy = generateSet("bumps:noise=0.1");
    expect(noisy.inputs).toEqual(quiet.inputs);
    expect(noisy.targets).not.toEqual(quiet.targets);
  });
});

test.each([
  ["and", [0, 0, 0, 1]],
  ["or", [0, 1, 1, 1]],
  ["xor", [0, 1, 1, 0]],
])("%s is its truth table", (name, targets) => {
  expect(generateSet(name)).toEqual({
    count: 4,
    inputWidth: 2,
    targetWidth: 1,
    inputs: Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1),
    targets: Float64Array.from(targets),
  });
  expect(generateSet(`${name}:targets=signed`).targets).toEqual(Float64Array.from(targets, (t) => 2 * t - 1));
});
