import {
  add,
  constant,
  divide,
  errorFunction,
  exponential,
  hyperbolicTangent,
  logSumExp,
  multiply,
  scale,
  sine,
  subtract,
  variable,
  type Dual,
} from "./dual-arithmetic.ts";
import { neuronsOf } from "./network-json.ts";
import type { ActivationName, FlatNetwork, LossName, NetworkFile, SamplesJson } from "./network-json.ts";

/** One parameter of a network: a weight by its place in synapse order, or a bias by its neuron's id. */
export type Parameter = { readonly synapse: number } | { readonly bias: string };

/**
 * ∂L/∂parameter of one sample by forward-mode differentiation: no backward pass at all.
 *
 * Source: Griewank and Walther, Evaluating Derivatives (2nd edition 2008), section 3.1. A network with
 * `feedback` weights does not follow the gradient, so it is refused.
 */
export function dualDerivative(file: NetworkFile, sample: SampleJson, parameter: Parameter): number {
  return lossOf(differentiable(file), sample, parameter).derivative;
}

/** The derivatives of the mean loss by every parameter, one forward pass each. */
export function dualGradients(file: NetworkFile, samples: SamplesJson): DualGradients {
  const network = differentiable(file);
  const rows = samples.inputs.map((inputs, s) => ({ inputs, targets: samples.targets[s] ?? [] }));
  const mean = (parameter: Parameter) =>
    rows.reduce((sum, sample) => sum + lossOf(network, sample, parameter).derivative, 0) / rows.length;
  const synapses = network.synapses.map((_, synapse) => mean({ synapse }));
  const inner = network.neurons.filter((neuron) => !neuron.isInput);
  return { synapses, biases: new Map(inner.map(({ id }) => [id, mean({ bias: id })])) };
}

export interface SampleJson {
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
}

export interface DualGradients {
  /** In synapse order. */
  readonly synapses: readonly number[];
  /** Of every neuron that is not an input. */
  readonly biases: ReadonlyMap<string, number>;
}

export const dualActivations: Readonly<Record<ActivationName, (z: Dual) => Dual>> = {
  identity: (z) => z,
  // sigmoid(z) = ½(1 + tanh(z/2))
  sigmoid: (z) => scale(0.5, add(constant(1), hyperbolicTangent(scale(0.5, z)))),
  tanh: hyperbolicTangent,
  relu: (z) => (z.value > 0 ? z : constant(0)),
  "leaky-relu": (z) => (z.value > 0 ? z : divide(z, constant(100))),
  elu: (z) => (z.value > 0 ? z : subtract(exponential(z), constant(1))),
  // ln(1 + exp z)
  softplus: (z) => logSumExp([constant(0), z]),
  // z·½(1 + erf(z/√2))
  gelu: (z) => multiply(scale(0.5, z), add(constant(1), errorFunction(divide(z, constant(Math.SQRT2))))),
  sin: sine,
};

/** Each of the outputs' z, their a, and the targets as constants, in the order of the outputs. */
export const dualLosses: Readonly<Record<LossName, (z: Dual[], a: Dual[], t: Dual[]) => Dual>> = {
  "half-squared-error": (_z, a, t) => scale(0.5, squaredDistance(a, t)),
  "mean-squared-error": (_z, a, t) => scale(1 / a.length, squaredDistance(a, t)),
  // With a = sigmoid(z): −ln a = ln(1 + exp(−z)) and −ln(1 − a) = ln(1 + exp z).
  "binary-cross-entropy": (z, _a, t) =>
    total(z, t, (x, target) => {
      const no = multiply(subtract(constant(1), target), dualActivations.softplus(x));
      return add(multiply(target, dualActivations.softplus(scale(-1, x))), no);
    }),
  // −ln p_k = ln Σ exp(z) − z_k
  "softmax-cross-entropy": (z, _a, t) => {
    const normalizer = logSumExp(z);
    return total(z, t, (x, target) => multiply(target, subtract(normalizer, x)));
  },
};

function squaredDistance(a: readonly Dual[], t: readonly Dual[]): Dual {
  return total(a, t, (x, target) => multiply(subtract(x, target), subtract(x, target)));
}

function total(xs: readonly Dual[], targets: readonly Dual[], term: (x: Dual, target: Dual) => Dual): Dual {
  return xs.map((x, k) => term(x, targets[k] ?? constant(NaN))).reduce(add, constant(0));
}

function differentiable(file: NetworkFile): FlatNetwork {
  const network = neuronsOf(file);
  const other = network.synapses.find(
    ({ weight, feedback }) => feedback !== undefined && feedback !== weight,
  );
  if (other)
    throw new Error(`feedback of ${other.from} to ${other.to}: expected the weight itself or nothing`);
  return network;
}

/** Each neuron asks its sources, by recursion, and remembers what it answered. */
function lossOf(network: FlatNetwork, sample: SampleJson, parameter: Parameter): Dual {
  const preActivations = new Map<string, Dual>();
  const activations = new Map<string, Dual>();
  network.inputs.forEach((id, k) => activations.set(id, constant(sample.inputs[k] ?? NaN)));
  const neurons = new Map(network.neurons.map((neuron) => [neuron.id, neuron]));
  const seed = "synapse" in parameter ? parameter.synapse : parameter.bias;
  const seeded = (value: number, name: number | string) =>
    name === seed ? variable(value) : constant(value);
  const incoming = new Map(network.neurons.map(({ id }) => [id, [] as { from: string; weight: Dual }[]]));
  network.synapses.forEach(({ from, to, weight }, s) =>
    incoming.get(to)?.push({ from, weight: seeded(weight, s) }),
  );

  const activationOf = (id: string): Dual => {
    const known = activations.get(id);
    if (known) return known;
    const neuron = neurons.get(id);
    if (!neuron || neuron.isInput) throw new Error(`neuron ${id}: expected one that the file lists`);
    const terms = (incoming.get(id) ?? []).map(({ from, weight }) => multiply(weight, activationOf(from)));
    const z = terms.reduce(add, seeded(neuron.bias, id));
    const a = dualActivations[neuron.activation](z);
    preActivations.set(id, z);
    activations.set(id, a);
    return a;
  };

  const a = network.outputs.map(activationOf);
  const z = network.outputs.map((id) => preActivations.get(id) ?? constant(NaN));
  return dualLosses[network.loss](z, a, sample.targets.map(constant));
}
