import type { ActivationFunction, ActivationName } from "./activation-function.ts";
import { erfc } from "./erf.ts";
import { lookUp } from "./lookup.ts";
import { sigmoid, sigmoidSlope } from "./sigmoid.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- at … at + samples − 1 lies inside every block */

// Each function has a loop of its own, though all look alike: the engine then builds the function into its loop, where a
// common one would call it number by number. The gain is that of the activation as it was stored.
//
// The operations below stand in the order in which they are done: an independent program that does the same ones
// in the same order gets the same bits. Each is finite for every finite z, and NaN for NaN, so that a NaN is
// seen where it arises.

const identity: ActivationFunction = {
  name: "identity",
  value: (z) => z,
  derivative: () => 1,
  apply({ numbers: z }, { numbers: a }, { numbers: gain }, at, samples) {
    for (let i = at; i < at + samples; i++) {
      a[i] = identity.value(z[i]!);
      gain[i] = identity.derivative(z[i]!, a[i]!);
    }
  },
};

/** The one that most networks are made of: a part of the forward kernel. */
const logistic: ActivationFunction = {
  name: "sigmoid",
  value: sigmoid,
  derivative: (_, a) => sigmoidSlope(a),
  apply: undefined,
};

const tanh: ActivationFunction = {
  name: "tanh",
  value: (z) => Math.tanh(z),
  derivative: (_, a) => 1 - a * a,
  apply({ numbers: z }, { numbers: a }, { numbers: gain }, at, samples) {
    for (let i = at; i < at + samples; i++) {
      a[i] = tanh.value(z[i]!);
      gain[i] = tanh.derivative(z[i]!, a[i]!);
    }
  },
};

/** max(z, 0), with derivative 0 at the kink. */
const relu: ActivationFunction = {
  name: "relu",
  value: (z) => Math.max(z, 0),
  derivative: (z) => (z > 0 ? 1 : 0),
  apply({ numbers: z }, { numbers: a }, { numbers: gain }, at, samples) {
    for (let i = at; i < at + samples; i++) {
      a[i] = relu.value(z[i]!);
      gain[i] = relu.derivative(z[i]!, a[i]!);
    }
  },
};

/** Slope 0.01 below 0 (Maas, Hannun and Ng 2013), and at the kink. */
const leakyRelu: ActivationFunction = {
  name: "leaky-relu",
  value: (z) => (z > 0 ? z : 0.01 * z),
  derivative: (z) => (z > 0 ? 1 : 0.01),
  apply({ numbers: z }, { numbers: a }, { numbers: gain }, at, samples) {
    for (let i = at; i < at + samples; i++) {
      a[i] = leakyRelu.value(z[i]!);
      gain[i] = leakyRelu.derivative(z[i]!, a[i]!);
    }
  },
};

/** e^z − 1 below 0 (Clevert, Unterthiner and Hochreiter 2015, α = 1). */
const elu: ActivationFunction = {
  name: "elu",
  value: (z) => (z > 0 ? z : Math.expm1(z)),
  derivative: (z) => (z > 0 ? 1 : Math.exp(z)),
  apply({ numbers: z }, { numbers: a }, { numbers: gain }, at, samples) {
    for (let i = at; i < at + samples; i++) {
      a[i] = elu.value(z[i]!);
      gain[i] = elu.derivative(z[i]!, a[i]!);
    }
  },
};

/** ln(1 + e^z), as max(z, 0) + ln(1 + e^−|z|), which cannot overflow. Its derivative is the sigmoid. */
const softplus: ActivationFunction = {
  name: "softplus",
  value: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
  derivative: (z) => sigmoid(z),
  apply({ numbers: z }, { numbers: a }, { numbers: gain }, at, samples) {
    for (let i = at; i < at + samples; i++) {
      a[i] = softplus.value(z[i]!);
      gain[i] = softplus.derivative(z[i]!, a[i]!);
    }
  },
};

/**
 * z·Φ(z), exact (Hendrycks and Gimpel 2016; PyTorch's default), with Φ(z) = 0.5 · erfc(−z · √½), whose tail for
 * z far below 0 does not cancel. Derivative Φ(z) + z · φ(z), with φ(z) = exp(−0.5 · z · z) · 1/√(2π).
 */
const gelu: ActivationFunction = {
  name: "gelu",
  value: (z) => z * normalDistribution(z),
  derivative: (z) => normalDistribution(z) + z * normalDensity(z),
  apply({ numbers: z }, { numbers: a }, { numbers: gain }, at, samples) {
    for (let i = at; i < at + samples; i++) {
      a[i] = gelu.value(z[i]!);
      gain[i] = gelu.derivative(z[i]!, a[i]!);
    }
  },
};

const sin: ActivationFunction = {
  name: "sin",
  value: (z) => Math.sin(z),
  derivative: (z) => Math.cos(z),
  apply({ numbers: z }, { numbers: a }, { numbers: gain }, at, samples) {
    for (let i = at; i < at + samples; i++) {
      a[i] = sin.value(z[i]!);
      gain[i] = sin.derivative(z[i]!, a[i]!);
    }
  },
};

const functions: ReadonlyMap<ActivationName, ActivationFunction> = new Map(
  [identity, logistic, tanh, relu, leakyRelu, elu, softplus, gelu, sin].map((fn) => [fn.name, fn]),
);

export const activationNames: readonly ActivationName[] = [...functions.keys()];

/**
 * The activation function of that name, with its derivative.
 * @throws RangeError where there is none
 */
export function activationFunction(name: ActivationName): ActivationFunction {
  return lookUp("activation", functions, name);
}

/** Φ, the distribution function of the standard normal distribution. */
function normalDistribution(z: number): number {
  return 0.5 * erfc(-z * Math.SQRT1_2);
}

const oneOverSquareRootOfTwoPi = 0.3989422804014327;

/** φ, its density. */
function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) * oneOverSquareRootOfTwoPi;
}
