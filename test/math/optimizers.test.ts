import { expect, test } from "vitest";
import { optimizer, optimizerNames, type OptimizerOptions } from "../../src/math/optimizers.ts";
import { random } from "../../src/math/random.ts";
import { commitAll } from "./optimizer/commit-all.ts";
import { pseudoCode } from "./optimizer/pseudo-code.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion --
   there is a number for every parameter and commit */

test("the six optimizers are known by name, with the numbers of state that each keeps", () => {
  expect(optimizerNames.map((name) => [optimizer({ name }).name, optimizer({ name }).slots])).toEqual([
    ["sgd", 0],
    ["momentum", 1],
    ["nesterov", 1],
    ["rmsprop", 1],
    ["adam", 2],
    ["adamw", 2],
  ]);
});

const torch = {
  momentum: 0.9,
  dampening: 0,
  alpha: 0.99,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
};

test.each<[OptimizerOptions, Partial<typeof torch>]>([
  [{ name: "sgd" }, {}],
  [{ name: "sgd", weightDecay: 0.1 }, { weightDecay: 0.1 }],
  [{ name: "momentum" }, {}],
  [
    { name: "momentum", momentum: 0.7, dampening: 0.3, weightDecay: 0.1 },
    { momentum: 0.7, dampening: 0.3, weightDecay: 0.1 },
  ],
  [{ name: "nesterov" }, {}],
  [
    { name: "nesterov", momentum: 0.7, weightDecay: 0.1 },
    { momentum: 0.7, weightDecay: 0.1 },
  ],
  [{ name: "rmsprop" }, {}],
  [
    { name: "rmsprop", alpha: 0.9, epsilon: 1e-3, weightDecay: 0.1 },
    { alpha: 0.9, epsilon: 1e-3, weightDecay: 0.1 },
  ],
  [{ name: "adam" }, {}],
  [
    { name: "adam", beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.1 },
    { beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.1 },
  ],
  [{ name: "adamw" }, { weightDecay: 0.01 }],
  [{ name: "adamw", weightDecay: 0 }, {}],
])("%j follows PyTorch's pseudo-code with the settings %j over PyTorch's defaults", (options, given) => {
  const { normal } = random(3, "optimizers");
  const parameters = [1.3, -0.7, 2.9];
  const gradients = Array.from({ length: 10 }, () => [normal(), normal(), normal()]);
  const rows = commitAll(options, 0.02, parameters, gradients);
  for (const [i, parameter] of parameters.entries()) {
    const column = gradients.map((row) => row[i]!);
    const expected = pseudoCode(options.name, { ...torch, ...given }, 0.02, parameter, column);
    for (const [t, row] of rows.entries()) {
      expect(
        Math.abs(row[i]! / expected[t]! - 1),
        `parameter ${String(i)}, commit ${String(t + 1)}`,
      ).toBeLessThan(1e-15);
    }
  }
});

test.each<[unknown, string]>([
  [
    { name: "rmsprob" },
    'optimizer.name: expected one of sgd, momentum, nesterov, rmsprop, adam, adamw; got "rmsprob" (did you mean "rmsprop"?)',
  ],
  [{ name: "momentum", momentum: 1 }, "optimizer.momentum: expected a number from 0 to below 1; got 1"],
  [{ name: "momentum", dampening: 1.5 }, "optimizer.dampening: expected a number from 0 to 1; got 1.5"],
  [{ name: "rmsprop", alpha: -0.1 }, "optimizer.alpha: expected a number from 0 to below 1; got -0.1"],
  [{ name: "adam", beta1: NaN }, "optimizer.beta1: expected a number from 0 to below 1; got NaN"],
  [{ name: "adam", beta2: "0.9" }, 'optimizer.beta2: expected a number from 0 to below 1; got "0.9"'],
  [{ name: "adam", epsilon: 0 }, "optimizer.epsilon: expected a finite number above 0; got 0"],
  [{ name: "adamw", weightDecay: -1 }, "optimizer.weightDecay: expected a finite number from 0; got -1"],
  [
    { name: "sgd", weightDecay: Infinity },
    "optimizer.weightDecay: expected a finite number from 0; got Infinity",
  ],
  [{ name: "sgd", momentum: 0.9 }, "optimizer.momentum: expected an option of sgd (weightDecay); got 0.9"],
  [
    { name: "nesterov", dampening: 0 },
    "optimizer.dampening: expected an option of nesterov (momentum, weightDecay); got 0",
  ],
])("%j is refused", (options, message) => {
  expect(() => optimizer(options as OptimizerOptions)).toThrow(new RangeError(message));
});

test("an option that is undefined is left out", () => {
  expect(optimizer({ name: "sgd", weightDecay: undefined, beta1: undefined }).name).toBe("sgd");
});
