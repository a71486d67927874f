/* eslint-disable @typescript-eslint/no-non-null-assertion --
   the networks and the lists of published.ts fix the lengths */
import { expect, test } from "vitest";
import type { ListedNetworkFile } from "./network-json.ts";
import {
  cs231nNetwork,
  cs231nPasses,
  leeNetwork,
  leePasses,
  mazurFreshWeightUpdates,
  mazurLearningRate,
  mazurNetwork,
  mazurPasses,
  mazurSamples,
  mazurUpdates,
  nielsenLearningRate,
  nielsenNeuron,
  nielsenRuns,
  nielsenSamples,
} from "./published.ts";
import { reference, type Reference } from "./scalar-reference.ts";

test.each(["z", "a", "sum", "gain", "delta"] as const)(
  "Mazur's first pass has the published %s",
  (quantity) => {
    const { neurons } = reference(mazurNetwork, mazurSamples);
    for (const [id, expected] of Object.entries(mazurPasses[quantity])) {
      expectWithin(neurons.get(id)![quantity][0]!, expected, 1e-12);
    }
  },
);

test("Mazur's first pass has the published loss, of each output and in total", () => {
  const result = reference(mazurNetwork, mazurSamples);
  expectWithin(result.loss, mazurPasses.loss, 1e-12);
  for (const [k, id] of (["o1", "o2"] as const).entries()) {
    const only = { ...mazurNetwork, outputs: [id] };
    const samples = { inputs: mazurSamples.inputs, targets: [[mazurSamples.targets[0]![k]!]] };
    expectWithin(reference(only, samples).loss, mazurPasses.lossOfOutput[id], 1e-12);
  }
});

test("Mazur's first pass has the published gradient and error signal on each synapse", () => {
  const { synapses, neurons } = reference(mazurNetwork, mazurSamples);
  const inputGradient = { i1: 0, i2: 0 };
  synapses.forEach(({ from, to, weight, gradient }, s) => {
    const part = weight * neurons.get(to)!.delta[0]!;
    expectWithin(gradient, mazurPasses.gradients[s]!, 1e-12);
    expectWithin(part, mazurPasses.parts[s]!, 1e-12);
    if (from === "i1" || from === "i2") inputGradient[from] += part;
  });
  expectWithin(inputGradient.i1, mazurPasses.inputGradient.i1, 1e-12);
  expectWithin(inputGradient.i2, mazurPasses.inputGradient.i2, 1e-12);
});

test("Mazur's updates with the weights of the forward pass give the correct figures", () => {
  let network = trained(mazurNetwork, 1);
  const afterOne = reference(network, mazurSamples);
  expectAllWithin(weightsOf(network), mazurUpdates.weightsAfter1, 1e-12);
  expectWithin(afterOne.loss, mazurUpdates.lossAfter1, 1e-12);
  expectAllWithin(outputsOf(afterOne, network), mazurUpdates.outputsAfter1, 1e-12);
  network = trained(network, 1);
  expectWithin(reference(network, mazurSamples).loss, mazurUpdates.lossAfter2, 1e-12);
  network = trained(network, 9997);
  expectWithin(reference(network, mazurSamples).loss, mazurUpdates.lossAfter9999, 1e-16);
  network = trained(network, 1);
  const last = reference(network, mazurSamples);
  expectWithin(last.loss, mazurUpdates.lossAfter10000, 1e-16);
  expectAllWithin(outputsOf(last, network), mazurUpdates.outputsAfter10000, 1e-12);
  expectAllWithin(weightsOf(network), mazurUpdates.weightsAfter10000, 1e-12);
});

test("Mazur's updates with already updated weights give the post's figures after the first update", () => {
  let network = mazurNetwork;
  for (let update = 1; update <= 10_000; update++) {
    const withFresh = withFreshOutputWeights(network);
    if (update === 1) {
      const { neurons } = reference(withFresh, mazurSamples);
      expectWithin(neurons.get("h1")!.sum[0]!, mazurFreshWeightUpdates.sum.h1, 1e-12);
      expectWithin(neurons.get("h2")!.sum[0]!, mazurFreshWeightUpdates.sum.h2, 1e-12);
    }
    network = trained(withFresh, 1);
    if (update === 1) {
      expectAllWithin(weightsOf(network).slice(0, 4), mazurFreshWeightUpdates.hiddenWeightsAfter1, 1e-12);
      expectWithin(reference(network, mazurSamples).loss, mazurFreshWeightUpdates.lossAfter1, 1e-12);
    }
  }
  const last = reference(network, mazurSamples);
  expectWithin(last.loss, mazurFreshWeightUpdates.lossAfter10000, 1e-16);
  expectAllWithin(outputsOf(last, network), mazurFreshWeightUpdates.outputsAfter10000, 1e-12);
});

test("Lee's network answers as on the slides", () => {
  const samples = { inputs: leePasses.inputs, targets: leePasses.inputs };
  const { neurons } = reference(leeNetwork, samples);
  const inner = [...neurons.values()].filter(({ activation }) => activation !== "input");
  const column = (quantity: "z" | "a", s: number) => inner.map((neuron) => neuron[quantity][s]!);
  expectAllWithin(column("z", 0), leePasses.first.z, 1e-12);
  expectAllWithin(column("a", 0), leePasses.first.a, 1e-12);
  expectAllWithin(column("a", 1), leePasses.second.a, 5e-11);
});

test("CS231n's neuron has the published derivatives", () => {
  // The target one below the output makes dL/da one, so that the gradients are those of the output.
  const samples = { inputs: [cs231nPasses.inputs], targets: [[cs231nPasses.a - 1]] };
  const { neurons, synapses } = reference(cs231nNetwork, samples);
  const { z, a, gain, delta, biasGradient } = neurons.get("f")!;
  const { derivatives, inputDerivatives } = cs231nPasses;
  expect(z).toEqual([cs231nPasses.z]);
  expectWithin(a[0]!, cs231nPasses.a, 1e-12);
  expectWithin(gain[0]!, cs231nPasses.gain, 1e-12);
  expectAllWithin([...synapses.map(({ gradient }) => gradient), biasGradient], derivatives, 1e-12);
  const upstream = synapses.map(({ weight }) => weight * delta[0]!);
  expectAllWithin(upstream, inputDerivatives, 1e-12);
});

test.each(nielsenRuns)("Nielsen's neuron learns from w = $weight, b = $bias as in the book", (run) => {
  const start = nielsenNeuron(run.weight, run.bias);
  for (const [updates, expected] of Object.entries(run.outputs)) {
    const network = trained(start, Number(updates), nielsenSamples, nielsenLearningRate);
    expectAllWithin(outputsOf(reference(network, nielsenSamples), network), [expected], 1e-12);
  }
});

/** Plain gradient descent after the reference's gradients; `feedback` is used once and forgotten. */
function trained(
  start: ListedNetworkFile,
  updates: number,
  samples = mazurSamples,
  rate = mazurLearningRate,
): ListedNetworkFile {
  let network = start;
  for (let update = 0; update < updates; update++) {
    const result = reference(network, samples);
    network = {
      ...network,
      neurons: network.neurons.map((neuron) => {
        if (neuron.bias === undefined || neuron.trainBias === false) return neuron;
        return { ...neuron, bias: neuron.bias - rate * result.neurons.get(neuron.id)!.biasGradient };
      }),
      synapses: result.synapses.map(({ from, to, weight, gradient }) => ({
        from,
        to,
        weight: weight - rate * gradient,
      })),
    };
  }
  return network;
}

/** Error signals meet w5 … w8 as they will be after the update: their gradients need no error signal. */
function withFreshOutputWeights(network: ListedNetworkFile): ListedNetworkFile {
  const { synapses } = trained(network, 1);
  const fresh = network.synapses.map((synapse, s) => ({ ...synapse, feedback: synapses[s]!.weight! }));
  return { ...network, synapses: [...network.synapses.slice(0, 4), ...fresh.slice(4)] };
}

function weightsOf(network: ListedNetworkFile): number[] {
  return network.synapses.map(({ weight }) => weight!);
}

function outputsOf(result: Reference, network: ListedNetworkFile): number[] {
  return network.outputs.map((id) => result.neurons.get(id)!.a[0]!);
}

function expectAllWithin(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, n) => expectWithin(value, expected[n]!, tolerance));
}

function expectWithin(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(tolerance);
}
