import { neuronsOf } from "./network-json.ts";
import type {
  ActivationName,
  LayeredNetworkFile,
  LayerJson,
  ListedNetworkFile,
  LossName,
  NetworkFile,
  NeuronJson,
  SamplesJson,
  SynapseJson,
} from "./network-json.ts";
import type { Reference } from "./scalar-reference.ts";
import { pick, shuffled, smallRandom, uniform, whole, type Random } from "./small-random.ts";

/**
 * A directed acyclic network of 1 to 60 neurons behind 1 to 5 inputs, and 1 to 9 samples; the same for the
 * same seed.
 *
 * Three seeds of four give listed neurons and synapses in an order that is not that of the computation, with
 * skip connections, outputs that feed others, neurons that reach no output and neurons that hear nobody; the
 * fourth gives dense layers. No number is −0, so that a file keeps every bit as JSON.
 */
export function randomNetwork(seed: number): RandomNetwork {
  const random = smallRandom(seed);
  const file = uniform(random, 0, 1) < 0.25 ? randomLayers(random) : randomLists(random);
  return { file, samples: randomSamples(random, file) };
}

export interface RandomNetwork {
  readonly file: NetworkFile;
  readonly samples: SamplesJson;
}

/** Whether rounding could decide on which side of a kink some neuron is, for some sample: |z| < 0.001. */
export function isNearKink(result: Reference): boolean {
  const kinked = new Set(["relu", "leaky-relu", "elu"]);
  return [...result.neurons.values()].some(
    ({ activation, z }) => kinked.has(activation) && z.some((value) => Math.abs(value) < 1e-3),
  );
}

export const activationNames: readonly ActivationName[] = [
  "identity",
  "sigmoid",
  "tanh",
  "relu",
  "leaky-relu",
  "elu",
  "softplus",
  "gelu",
  "sin",
];

export const lossNames: readonly LossName[] = [
  "half-squared-error",
  "mean-squared-error",
  "binary-cross-entropy",
  "softmax-cross-entropy",
];

/** What a loss asks of the activation function of an output. */
function outputActivation(random: Random, loss: LossName): ActivationName {
  if (loss === "binary-cross-entropy") return "sigmoid";
  if (loss === "softmax-cross-entropy") return "identity";
  return pick(random, activationNames);
}

function randomLists(random: Random): ListedNetworkFile {
  const inputCount = whole(random, 1, 5);
  const innerCount = whole(random, 1, uniform(random, 0, 1) < 0.5 ? 12 : 60);
  // A softmax over a single output is constant.
  const loss = pick(random, innerCount > 1 ? lossNames : lossNames.slice(0, 3));
  // In an order of computation; the names say nothing about it.
  const ids = shuffled(
    random,
    Array.from({ length: inputCount + innerCount }, (_, n) => `n${n}`),
  );
  const inputs = ids.slice(0, inputCount);
  const inner = ids.slice(inputCount);
  const outputCount = whole(random, loss === "softmax-cross-entropy" ? 2 : 1, Math.min(5, innerCount));
  const others = shuffled(random, inner.slice(0, -1)).slice(0, outputCount - 1);
  const outputs = shuffled(random, [...inner.slice(-1), ...others]);
  const neurons: NeuronJson[] = inputs.map((id) => ({ id }));
  const synapses: SynapseJson[] = [];
  inner.forEach((id, n) => {
    const activation = outputs.includes(id) ? outputActivation(random, loss) : pick(random, activationNames);
    neurons.push({ id, activation, bias: randomBias(random) });
    const sources = randomSources(random, ids.slice(0, inputCount + n));
    for (const from of sources) synapses.push({ from, to: id, weight: randomWeight(random, sources.length) });
  });
  return {
    format: "counterflow-network",
    version: 1,
    loss,
    neurons: shuffled(random, neurons),
    synapses: shuffled(random, synapses),
    inputs: shuffled(random, inputs),
    outputs,
  };
}

/** Mostly 1 to 6 of the neurons before this one, near ones preferred; now and then none. */
function randomSources(random: Random, earlier: readonly string[]): string[] {
  if (uniform(random, 0, 1) < 0.04) return [];
  const candidates = uniform(random, 0, 1) < 0.5 ? earlier.slice(-6) : earlier;
  return shuffled(random, candidates).slice(0, whole(random, 1, 6));
}

function randomLayers(random: Random): LayeredNetworkFile {
  const loss = pick(random, lossNames);
  const depth = whole(random, 1, 4);
  let sources = whole(random, 1, 5);
  const layers: LayerJson[] = [{ id: "x", size: sources }];
  for (let layer = 1; layer <= depth; layer++) {
    const isOutput = layer === depth;
    const size = whole(random, isOutput && loss === "softmax-cross-entropy" ? 2 : 1, 7);
    const fanIn = sources;
    layers.push({
      id: `layer${layer}`,
      size,
      activation: isOutput ? outputActivation(random, loss) : pick(random, activationNames),
      weights: Array.from({ length: size }, () =>
        Array.from({ length: fanIn }, () => randomWeight(random, fanIn)),
      ),
      biases: Array.from({ length: size }, () => randomBias(random)),
    });
    sources = size;
  }
  return { format: "counterflow-network", version: 1, loss, layers };
}

function randomWeight(random: Random, fanIn: number): number {
  return uniform(random, -2.5, 2.5) / Math.sqrt(fanIn);
}

function randomBias(random: Random): number {
  return uniform(random, 0, 1) < 0.1 ? 0 : uniform(random, -0.5, 0.5);
}

function randomSamples(random: Random, file: NetworkFile): SamplesJson {
  const { inputs, outputs } = neuronsOf(file);
  const count = whole(random, 1, 9);
  const rows = (row: () => number[]) => Array.from({ length: count }, row);
  return {
    inputs: rows(() => inputs.map(() => (uniform(random, 0, 1) < 0.1 ? 0 : uniform(random, -1, 1)))),
    targets: rows(() => randomTargets(random, file.loss, outputs.length)),
  };
}

function randomTargets(random: Random, loss: LossName, outputCount: number): number[] {
  const each = (target: () => number) => Array.from({ length: outputCount }, target);
  const isSoft = uniform(random, 0, 1) < 0.25;
  switch (loss) {
    case "half-squared-error":
    case "mean-squared-error":
      return each(() => uniform(random, -1, 1));
    case "binary-cross-entropy":
      return each(() => (isSoft ? uniform(random, 0, 1) : whole(random, 0, 1)));
    case "softmax-cross-entropy": {
      const label = whole(random, 0, outputCount - 1);
      return isSoft ? each(() => uniform(random, 0, 1)) : each(() => 0).with(label, 1);
    }
  }
}
