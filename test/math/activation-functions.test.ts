import { expect, test } from "vitest";
import type { ActivationName } from "../../src/math/activation-function.ts";
import { activationFunction, activationNames } from "../../src/math/activation-functions.ts";
import { scalarActivations } from "../oracle/scalar-activation.ts";

test("the nine activation functions are known by name", () => {
  expect(activationNames).toEqual([
    "identity",
    "sigmoid",
    "tanh",
    "relu",
    "leaky-relu",
    "elu",
    "softplus",
    "gelu",
    "sin",
  ]);
  for (const name of activationNames) expect(activationFunction(name).name).toBe(name);
});

test.each(["sigmod", "constructor", "__proto__"])("the name %s is refused with what is allowed", (name) => {
  expect(() => activationFunction(name as ActivationName)).toThrow(
    `activation: expected one of ${activationNames.join(", ")}; got "${name}"`,
  );
});

// Value and derivative, 17 digits from an evaluation in 40; where the textbook form is exact, by hand.
const table: readonly [ActivationName, number, number, number][] = [
  ["identity", -3.5, -3.5, 1],
  ["sigmoid", -3, 0.047425873177566781, 0.045176659730912133],
  ["sigmoid", -1, 0.26894142136999512, 0.19661193324148185],
  ["sigmoid", 0, 0.5, 0.25],
  ["sigmoid", 0.5, 0.62245933120185456, 0.23500371220159449],
  ["sigmoid", 2, 0.88079707797788244, 0.10499358540350652],
  ["tanh", -3, -0.99505475368673045, 0.0098660371654401913],
  ["tanh", -1, -0.76159415595576489, 0.41997434161402607],
  ["tanh", 0, 0, 1],
  ["tanh", 0.5, 0.46211715726000976, 0.78644773296592741],
  ["relu", -2, 0, 0],
  ["relu", 0, 0, 0],
  ["relu", 2, 2, 1],
  ["leaky-relu", -2, -0.02, 0.01],
  ["leaky-relu", 0, 0, 0.01],
  ["leaky-relu", 2, 2, 1],
  ["elu", -3, -0.95021293163213606, 0.049787068367863943],
  ["elu", -1, -0.63212055882855768, 0.36787944117144232],
  ["elu", 0, 0, 1],
  ["elu", 2, 2, 1],
  ["softplus", -3, 0.048587351573742059, 0.047425873177566781],
  ["softplus", 0, Math.LN2, 0.5],
  ["softplus", 0.5, 0.97407698418010668, 0.62245933120185456],
  ["softplus", 2, 2.1269280110429725, 0.88079707797788244],
  ["gelu", -10, -7.6198530241605261e-23, -7.6184000964648141e-22],
  ["gelu", -3, -0.0040496940948902836, -0.011945647204183927],
  ["gelu", -1, -0.15865525393145705, -0.083315470587686298],
  ["gelu", 0, 0, 0.5],
  ["gelu", 0.5, 0.34573123063700655, 0.86749512465616284],
  ["gelu", 2, 1.9544997361036416, 1.0852318010781969],
  ["sin", -1, -0.84147098480789651, 0.54030230586813972],
  ["sin", 0, 0, 1],
  ["sin", 2, 0.9092974268256817, -0.41614683654714239],
];

test.each(table)("%s at %d has the value %d and the derivative %d", (name, z, value, derivative) => {
  const { value: valueAt, derivative: derivativeAt } = activationFunction(name);
  const a = valueAt(z);
  // The argument of Φ is rounded twice, and the slope of ln Φ at z < 0 turns that into up to z² roundings.
  const roundings = name === "gelu" ? 4 + z * z : 4;
  expect(Math.abs(a - value)).toBeLessThanOrEqual(roundings * Math.abs(value) * Number.EPSILON);
  // 1 − a·a and Φ + z·φ cancel: their error is a rounding of 1, not of the result.
  expect(Math.abs(derivativeAt(z, a) - derivative)).toBeLessThanOrEqual(2 * Number.EPSILON);
});

test.each(activationNames)("%s has the bits of the scalar reference", (name) => {
  const fn = activationFunction(name);
  for (let z = -45; z < 45; z += 1 / 32 + 1e-5) {
    const a = fn.value(z);
    expect(a).toBe(scalarActivations[name].value(z));
    expect(fn.derivative(z, a)).toBe(scalarActivations[name].gain(z, a));
  }
});

test.each(activationNames)("the derivative of %s is its central difference", (name) => {
  const { value, derivative } = activationFunction(name);
  const h = 1e-5;
  for (const z of [-5, -2.7, -1, -0.3, 0.4, 1.7, 3, 5]) {
    // h²/6 · |σ'''| is below 2e-11 · 1, rounding below 5 · 2⁻⁵² / h = 1.2e-10.
    expect(Math.abs((value(z + h) - value(z - h)) / (2 * h) - derivative(z, value(z)))).toBeLessThan(1.5e-10);
  }
});

const extremes = [
  0,
  5e-324,
  1e-300,
  1e-8,
  1,
  38,
  40,
  700,
  709.8,
  745.2,
  1e4,
  1e154,
  1.4e154,
  1e155,
  1e308,
  Number.MAX_VALUE,
];

test.each(activationNames)(
  "%s and its derivative are finite for every finite z, and NaN is passed on",
  (name) => {
    const { value, derivative } = activationFunction(name);
    for (const z of extremes.flatMap((size) => [size, -size])) {
      const a = value(z);
      expect(a, `σ(${String(z)})`).toSatisfy(Number.isFinite);
      expect(derivative(z, a), `σ'(${String(z)})`).toSatisfy(Number.isFinite);
    }
    expect(value(NaN)).toBeNaN();
  },
);
