import { expect, test } from "vitest";
import { scalarCount } from "../../../src/math/kernels/scalars.ts";
import { newStep } from "../../../src/math/optimizer.ts";
import { optimizer } from "../../../src/math/optimizers.ts";
import { commitAll } from "./commit-all.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- there is a move and a row for every commit */

const gradients = [
  [2, -2],
  [-1, 1],
  [4, -4],
];
// With β₁ = 0.5, β₂ = 0.75, ε = 1: m = 1, 0, 2 and v = 1, 1, 4.75; corrected m̂ = 2, 0, 16/7, v̂ = 4, 16/7, 304/37.
const settings = { beta1: 0.5, beta2: 0.75, epsilon: 1 };
const moves = [1 / 3, 0, 8 / 7 / (Math.sqrt(304 / 37) + 1)] as const;

test("adam moves by the corrected mean over the corrected root (three commits by hand)", () => {
  const rows = commitAll({ name: "adam", ...settings }, 0.5, [1, -1], gradients);
  let w = 1;
  for (const [t, row] of rows.entries()) {
    w -= moves[t]!;
    expect(row[0]).toBeCloseTo(w, 15);
    expect(row[1]).toBe(-row[0]!);
  }
});

test("adamw shrinks the weight first, by rate times decay (three commits by hand)", () => {
  const rows = commitAll({ name: "adamw", ...settings, weightDecay: 0.5 }, 0.5, [1, -1], gradients);
  let w = 1;
  for (const [t, row] of rows.entries()) {
    w = 0.75 * w - moves[t]!;
    expect(row[0]).toBeCloseTo(w, 15);
    expect(row[1]).toBe(-row[0]!);
  }
});

test("adam without a gradient does not move; adamw still decays, at PyTorch's default of 0.01", () => {
  expect(commitAll({ name: "adam" }, 0.5, [2], [[0], [0]])).toEqual([[2], [2]]);
  expect(commitAll({ name: "adamw" }, 0.5, [2], [[0]])).toEqual([[2 * (1 - 0.5 * 0.01)]]);
});

test("a constant gradient moves adam by one rate a commit, at PyTorch's defaults", () => {
  // m̂ = g and v̂ = g² exactly, so that every move is 0.1 · 4 / (4 + 10⁻⁸).
  const rows = commitAll(
    { name: "adam" },
    0.1,
    [1],
    Array.from({ length: 20 }, () => [4]),
  );
  for (const [t, row] of rows.entries()) expect(row[0]).toBeCloseTo(1 - (t + 1) * (0.4 / (4 + 1e-8)), 14);
});

test("a step carries β₁ᵗ and β₂ᵗ as running products", () => {
  const { begin } = optimizer({ name: "adam" });
  const step = newStep();
  const steps = [1, 2, 3].map((commit) => {
    begin(step, 0.1 * commit, new Float64Array(scalarCount));
    return { ...step };
  });
  expect(steps).toEqual([
    { commit: 1, learningRate: 0.1, beta1: 0.9, beta2: 0.999 },
    { commit: 2, learningRate: 0.2, beta1: 0.9 * 0.9, beta2: 0.999 * 0.999 },
    { commit: 3, learningRate: 0.1 * 3, beta1: 0.9 * 0.9 * 0.9, beta2: 0.999 * 0.999 * 0.999 },
  ]);
});
