import type { ActivationName } from "./network-json.ts";
import { erfc } from "./scalar-erfc.ts";

/** σ(z) and σ'(z) of each activation function, in plain doubles; σ' may use a = σ(z). */
export const scalarActivations: Readonly<Record<ActivationName, ScalarActivation>> = {
  identity: { value: (z) => z, gain: () => 1 },
  sigmoid: { value: (z) => 1 / (1 + Math.exp(-z)), gain: (_z, a) => a * (1 - a) },
  tanh: { value: (z) => Math.tanh(z), gain: (_z, a) => 1 - a * a },
  relu: { value: (z) => (z > 0 ? z : 0), gain: (z) => (z > 0 ? 1 : 0) },
  "leaky-relu": { value: (z) => (z > 0 ? z : 0.01 * z), gain: (z) => (z > 0 ? 1 : 0.01) },
  elu: { value: (z) => (z > 0 ? z : Math.expm1(z)), gain: (z) => (z > 0 ? 1 : Math.exp(z)) },
  softplus: {
    value: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
    gain: (z) => 1 / (1 + Math.exp(-z)),
  },
  gelu: {
    value: (z) => z * normalDistribution(z),
    gain: (z) => normalDistribution(z) + z * normalDensity(z),
  },
  sin: { value: (z) => Math.sin(z), gain: (z) => Math.cos(z) },
};

export interface ScalarActivation {
  readonly value: (z: number) => number;
  readonly gain: (z: number, a: number) => number;
}

/**
 * Φ(z) of the standard normal distribution. GELU is z·Φ(z): Hendrycks and Gimpel, arXiv:1606.08415, section
 * 2.
 */
function normalDistribution(z: number): number {
  return 0.5 * erfc(-z * Math.SQRT1_2);
}

/** φ(z) = Φ'(z); the constant is 1/√(2π). */
function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) * 0.3989422804014327;
}
