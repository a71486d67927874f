/* eslint-disable @typescript-eslint/no-non-null-assertion --
   every neuron of the file has its entry, every row a number for each input or output */
import { neuronsOf } from "./network-json.ts";
import type { ActivationName, FlatNetwork, FlatSynapse, NetworkFile, SamplesJson } from "./network-json.ts";
import { scalarActivations } from "./scalar-activation.ts";
import { scalarLosses } from "./scalar-loss.ts";

/**
 * One forward and backward pass of all samples as one batch, without an update: the textbook's double loop,
 * in the canonical order of every sum, so that other programs can be compared with it bit for bit. In "f32" every number
 * is one of IEEE's singles: what is read, each product, each sum, and what a function of one number gives.
 */
export function reference(
  file: NetworkFile,
  samples: SamplesJson,
  precision: "f64" | "f32" = "f64",
): Reference {
  const round = precision === "f64" ? (x: number) => x : Math.fround;
  const count = samples.inputs.length;
  if (count === 0 || samples.targets.length !== count)
    throw new Error("samples: expected n ≥ 1 inputs and targets");
  const wired = wire(neuronsOf(file), round);
  const { inputs, outputs } = wired.network;
  if (samples.inputs.some((row) => row.length !== inputs.length))
    throw new Error("samples.inputs: wrong width");
  if (samples.targets.some((row) => row.length !== outputs.length))
    throw new Error("samples.targets: wrong width");
  const losses: number[] = [];
  for (let s = 0; s < count; s++) {
    forward(wired, samples.inputs[s]!, round);
    losses.push(backward(wired, samples.targets[s]!, s, round));
  }
  let lossSum = 0;
  for (const loss of losses) lossSum = lossSum + loss;
  const { neurons, network } = wired;
  const mean = precision === "f64" ? meanInTwoLanes : meanInFourLanes;
  for (const neuron of neurons.values()) {
    if (neuron.activation !== "input") neuron.biasGradient = mean(neuron.delta);
  }
  const synapses = network.synapses.map(({ from, to, weight }) => {
    const source = neurons.get(from)!;
    const terms = neurons.get(to)!.delta.map((delta, s) => round(source.a[s]! * delta));
    return { from, to, weight, gradient: mean(terms) };
  });
  return { loss: lossSum / count, losses, neurons, synapses };
}

export interface Reference {
  /** Mean of `losses`. */
  readonly loss: number;
  /** One a sample. */
  readonly losses: readonly number[];
  readonly neurons: ReadonlyMap<string, ReferenceNeuron>;
  /** In synapse order; the gradients are of the mean loss, frozen weights' too. */
  readonly synapses: readonly ReferenceSynapse[];
}

/**
 * One number a sample each. Inputs have `a` alone; their other lists are empty and their biasGradient is 0.
 */
export interface ReferenceNeuron {
  readonly activation: ActivationName | "input";
  readonly z: readonly number[];
  readonly a: readonly number[];
  /** σ'(z) */
  readonly gain: readonly number[];
  /** Σ w·δ of the error signals, plus ∂L/∂a where the loss enters: what the gain multiplies. */
  readonly sum: readonly number[];
  /** ∂L/∂z */
  readonly delta: readonly number[];
  readonly biasGradient: number;
}

export interface ReferenceSynapse {
  readonly from: string;
  readonly to: string;
  readonly weight: number;
  readonly gradient: number;
}

interface WorkingNeuron {
  activation: ActivationName | "input";
  bias: number;
  incoming: FlatSynapse[];
  outgoing: FlatSynapse[];
  z: number[];
  a: number[];
  gain: number[];
  sum: number[];
  delta: number[];
  biasGradient: number;
}

interface WiredNetwork {
  readonly network: FlatNetwork;
  readonly neurons: Map<string, WorkingNeuron>;
  /** Every neuron after all that it hears from. */
  readonly order: readonly string[];
}

type Round = (x: number) => number;

function wire(network: FlatNetwork, round: Round): WiredNetwork {
  const neurons = new Map<string, WorkingNeuron>();
  for (const { id, activation, bias } of network.neurons) {
    const lists = { incoming: [], outgoing: [], z: [], a: [], gain: [], sum: [], delta: [] };
    neurons.set(id, { activation, bias: round(bias), ...lists, biasGradient: 0 });
  }
  for (const given of network.synapses) {
    const synapse = {
      ...given,
      weight: round(given.weight),
      ...(given.feedback !== undefined && { feedback: round(given.feedback) }),
    };
    neurons.get(synapse.from)!.outgoing.push(synapse);
    neurons.get(synapse.to)!.incoming.push(synapse);
  }
  return { network, neurons, order: topologicalOrder(neurons) };
}

/** Kahn, Communications of the ACM 5 (1962) 558. */
function topologicalOrder(neurons: Map<string, WorkingNeuron>): string[] {
  const awaited = new Map([...neurons].map(([id, neuron]) => [id, neuron.incoming.length]));
  const order = [...neurons.keys()].filter((id) => awaited.get(id) === 0);
  // The list grows while it is read: a neuron joins when the last of its sources has been read.
  for (const id of order) {
    for (const { to } of neurons.get(id)!.outgoing) {
      awaited.set(to, awaited.get(to)! - 1);
      if (awaited.get(to) === 0) order.push(to);
    }
  }
  if (order.length < neurons.size) throw new Error("synapses: expected no cycle");
  return order;
}

function forward({ network, neurons, order }: WiredNetwork, inputs: readonly number[], round: Round): void {
  network.inputs.forEach((id, k) => neurons.get(id)!.a.push(round(inputs[k]!)));
  for (const id of order) {
    const neuron = neurons.get(id)!;
    if (neuron.activation === "input") continue;
    let z = neuron.bias;
    for (const { from, weight } of neuron.incoming)
      z = round(z + round(weight * neurons.get(from)!.a.at(-1)!));
    const { value, gain } = scalarActivations[neuron.activation];
    const a = round(value(z));
    neuron.z.push(z);
    neuron.a.push(a);
    neuron.gain.push(round(gain(z, a)));
  }
}

/** Fills in sample s of every sum and delta; returns the sample's loss. */
function backward(
  { network, neurons, order }: WiredNetwork,
  targets: readonly number[],
  s: number,
  round: Round,
): number {
  const { enters, evaluate } = scalarLosses[network.loss];
  const outputs = network.outputs.map((id) => neurons.get(id)!);
  const zs = outputs.map((neuron) => neuron.z[s]!);
  const as = outputs.map((neuron) => neuron.a[s]!);
  const { loss, error } = evaluate(zs, as, targets);
  const errors = new Map(network.outputs.map((id, k) => [id, round(error[k]!)]));
  for (const id of order.toReversed()) {
    const neuron = neurons.get(id)!;
    if (neuron.activation === "input") continue;
    const ownError = errors.get(id);
    let sum = 0;
    for (const { to, weight, feedback } of neuron.outgoing) {
      sum = round(sum + round((feedback ?? weight) * neurons.get(to)!.delta[s]!));
    }
    if (ownError !== undefined && enters === "activation") sum = round(sum + ownError);
    let delta = round(neuron.gain[s]! * sum);
    if (ownError !== undefined && enters === "pre-activation") delta = round(delta + ownError);
    neuron.sum[s] = sum;
    neuron.delta[s] = delta;
  }
  return loss;
}

/** Even samples in one running sum, odd samples in another, each from +0; their sum times 1/n. */
function meanInTwoLanes(terms: readonly number[]): number {
  let even = 0;
  let odd = 0;
  terms.forEach((term, s) => {
    if (s % 2 === 0) even = even + term;
    else odd = odd + term;
  });
  const share = 1 / terms.length;
  return (even + odd) * share;
}

/** The same in singles: sample s in running sum s mod 4; sums 0 and 1, 2 and 3, then these two. */
function meanInFourLanes(terms: readonly number[]): number {
  const sums = [0, 0, 0, 0];
  terms.forEach((term, s) => (sums[s % 4] = Math.fround(sums[s % 4]! + term)));
  const [a, b] = [Math.fround(sums[0]! + sums[1]!), Math.fround(sums[2]! + sums[3]!)];
  return Math.fround(Math.fround(a + b) * Math.fround(1 / terms.length));
}
