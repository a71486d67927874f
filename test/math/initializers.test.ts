import { expect, test } from "vitest";
import { initializer, initializerNames, type InitializerOptions } from "../../src/math/initializers.ts";
import { random } from "../../src/math/random.ts";

const [fanIn, fanOut] = [30, 70];
const count = 40_000;

function weightsOf(options: InitializerOptions, seed = 1): number[] {
  const drawn = new Float64Array(count);
  const draw = initializer(options).weights(random(seed, "weights"), fanIn, fanOut);
  // In parts of several lengths: where one ends changes nothing.
  for (let from = 0, length = 1; from < count; from += length++) {
    draw(drawn, from, Math.min(from + length, count));
  }
  return [...drawn];
}

function biasesOf(options: InitializerOptions): number[] {
  const { bias } = initializer(options);
  const source = random(1, "biases");
  return Array.from({ length: count }, () => bias(source));
}

/**
 * Mean and variance lie within five standard errors: σ/√n for the mean, σ²·√((κ−1)/n) for the variance, where the
 * kurtosis κ is 3 for a normal and 9/5 for a uniform distribution.
 */
function expectMoments(draws: readonly number[], mean: number, variance: number, kurtosis: number): void {
  const sampleMean = draws.reduce((sum, x) => sum + x, 0) / count;
  const sampleVariance = draws.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / count;
  expect(Math.abs(sampleMean - mean)).toBeLessThan(5 * Math.sqrt(variance / count));
  expect(Math.abs(sampleVariance - variance)).toBeLessThan(5 * variance * Math.sqrt((kurtosis - 1) / count));
}

function expectUniform(draws: readonly number[], low: number, high: number): void {
  expectMoments(draws, (low + high) / 2, ((high - low) * (high - low)) / 12, 9 / 5);
  // All of 40,000 draws miss an outer hundredth of the range with probability 0.99^40000 < 10⁻¹⁷⁰.
  const margin = (high - low) / 100;
  const [least, most] = [Math.min(...draws), Math.max(...draws)];
  expect(least).toBeGreaterThanOrEqual(low);
  expect(least).toBeLessThan(low + margin);
  expect(most).toBeLessThanOrEqual(high);
  expect(most).toBeGreaterThan(high - margin);
}

function expectNormal(draws: readonly number[], mean: number, variance: number): void {
  expectMoments(draws, mean, variance, 3);
  // Shares within one and two deviations (68.27 % and 95.45 %), within five standard errors.
  for (const [deviations, share] of [
    [1, 0.6826894921370859],
    [2, 0.9544997361036416],
  ] as const) {
    const within = draws.filter((x) => Math.abs(x - mean) < deviations * Math.sqrt(variance)).length / count;
    expect(Math.abs(within - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / count));
  }
}

test("the eight initializers are known by name", () => {
  expect(initializerNames).toEqual([
    "constant",
    "uniform",
    "normal",
    "xavier-uniform",
    "xavier-normal",
    "he-uniform",
    "he-normal",
    "lecun-normal",
  ]);
});

test("constant gives its value, by default 0, to weights and biases", () => {
  const source = random(1, "any");
  const [zero, half] = [initializer({ name: "constant" }), initializer({ name: "constant", value: 0.5 })];
  const weights = new Float64Array(4).fill(NaN);
  zero.weights(source, 2, 3)(weights, 0, 1);
  half.weights(source, 2, 3)(weights, 2, 4);
  expect([...weights]).toEqual([0, NaN, 0.5, 0.5]);
  expect([zero.bias(source), half.bias(source)]).toEqual([0, 0.5]);
});

test.each<[InitializerOptions, number, number]>([
  [{ name: "uniform" }, -0.5, 0.5],
  [{ name: "uniform", low: 1, high: 3 }, 1, 3],
  [{ name: "xavier-uniform" }, -Math.sqrt(6 / 100), Math.sqrt(6 / 100)],
  [{ name: "xavier-uniform", gain: 5 / 3 }, (-5 / 3) * Math.sqrt(6 / 100), (5 / 3) * Math.sqrt(6 / 100)],
  [{ name: "he-uniform" }, -Math.sqrt(6 / 30), Math.sqrt(6 / 30)],
  [{ name: "he-uniform", gain: 1 }, -Math.sqrt(3 / 30), Math.sqrt(3 / 30)],
])("weights of %j, 30 in and 70 out, are uniform from %d to %d", (options, low, high) => {
  expectUniform(weightsOf(options), low, high);
});

test.each<[InitializerOptions, number, number]>([
  [{ name: "normal" }, 0, 1],
  [{ name: "normal", mean: -2, deviation: 3 }, -2, 9],
  [{ name: "xavier-normal" }, 0, 2 / 100],
  [{ name: "xavier-normal", gain: 2 }, 0, 8 / 100],
  [{ name: "he-normal" }, 0, 2 / 30],
  [{ name: "he-normal", gain: 1 }, 0, 1 / 30],
  [{ name: "lecun-normal" }, 0, 1 / 30],
])("weights of %j, 30 in and 70 out, are normal with mean %d and variance %d", (options, mean, variance) => {
  expectNormal(weightsOf(options), mean, variance);
});

test("biases are drawn like weights by uniform and normal, and are 0 elsewhere", () => {
  expectUniform(biasesOf({ name: "uniform" }), -0.5, 0.5);
  expectNormal(biasesOf({ name: "normal", mean: 1, deviation: 2 }), 1, 4);
  for (const name of [
    "xavier-uniform",
    "xavier-normal",
    "he-uniform",
    "he-normal",
    "lecun-normal",
  ] as const) {
    expect(new Set(biasesOf({ name }))).toEqual(new Set([0]));
  }
});

test.each(initializerNames.filter((name) => name !== "constant"))(
  "%s draws the same from the same seed only",
  (name) => {
    expect(weightsOf({ name }, 7)).toEqual(weightsOf({ name }, 7));
    expect(weightsOf({ name }, 7)).not.toEqual(weightsOf({ name }, 8));
  },
);

test.each<[unknown, string]>([
  [{ name: "xavier" }, `initializer.name: expected one of ${initializerNames.join(", ")}; got "xavier"`],
  [{ name: "constant", value: NaN }, "initializer.value: expected a finite number; got NaN"],
  [{ name: "uniform", low: 1 }, "initializer.high: expected a number not below low (1); got 0.5"],
  [{ name: "normal", deviation: -1 }, "initializer.deviation: expected a finite number from 0; got -1"],
  [{ name: "he-normal", gain: "2" }, 'initializer.gain: expected a finite number from 0; got "2"'],
  [{ name: "lecun-normal", gain: 2 }, "initializer.gain: expected an option of lecun-normal (none); got 2"],
])("%j is refused", (options, message) => {
  expect(() => initializer(options as InitializerOptions)).toThrow(new RangeError(message));
});
