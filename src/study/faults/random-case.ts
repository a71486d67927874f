import { createSamples, type Samples } from "../../data/samples.ts";
import type { ActivationName } from "../../math/activation-function.ts";
import { activationNames } from "../../math/activation-functions.ts";
import type { LossName } from "../../math/loss.ts";
import { lossNames } from "../../math/losses.ts";
import { optimizerNames } from "../../math/optimizers.ts";
import { type Random, random } from "../../math/random.ts";
import type { Model } from "../../model/model.ts";
import { parseNetwork } from "../../model/parse-network.ts";
import type { TrainOptions } from "../../network/train-options.ts";

/** A network, samples, and how it is trained: what a schedule of faults is tried on. */
export interface Case {
  readonly model: Model;
  readonly samples: Samples;
  readonly training: TrainOptions;
}

/** A small case drawn from a seed: up to four layers of up to four neurons, any activation function, two to four batches. */
export function randomCase(seed: number): Case {
  const draw = random(seed, "case");
  const hidden = Array.from({ length: 1 + draw.integer(2) }, () => 1 + draw.integer(4));
  const loss = pick(draw, lossNames);
  const outputs = loss === "softmax-cross-entropy" ? 2 : 1 + draw.integer(2);
  const sizes = [1 + draw.integer(4), ...hidden, outputs];
  const model = parseNetwork(
    seed % 2 === 0 ? layersOf(sizes, loss, seed, draw) : neuronsOf(sizes, loss, draw),
  );
  const count = 4 + draw.integer(5);
  const rows = (width: number): number[][] =>
    Array.from({ length: count }, () => Array.from({ length: width }, () => draw.uniform()));
  const batchSize = 2 + draw.integer(3);
  return {
    model,
    samples: createSamples(rows(model.inputs.length), rows(model.outputs.length)),
    training: {
      epochs: 1,
      batchSize,
      microBatch: 1 + draw.integer(batchSize),
      learningRate: 0.1,
      optimizer: pick(draw, optimizerNames),
      shuffle: seed,
    },
  };
}

const head = { format: "counterflow-network", version: 1 } as const;

/** Some losses expect outputs of their own kind. */
function activationOf(layer: number, sizes: readonly number[], loss: LossName, draw: Random): ActivationName {
  const drawn = pick(draw, activationNames);
  if (layer < sizes.length - 1) return drawn;
  if (loss === "softmax-cross-entropy") return "identity";
  return loss === "binary-cross-entropy" ? "sigmoid" : drawn;
}

/** Every layer hears all of the one below. */
function layersOf(sizes: readonly number[], loss: LossName, seed: number, draw: Random): object {
  const layers = sizes.map((size, l) =>
    l === 0 ? { id: "0", size } : { id: String(l), size, activation: activationOf(l, sizes, loss, draw) },
  );
  return { ...head, loss, seed, layers };
}

/** Neurons one by one, with gaps between neighbouring layers and synapses that skip some. */
function neuronsOf(sizes: readonly number[], loss: LossName, draw: Random): object {
  const names = sizes.map((size, l) => Array.from({ length: size }, (_, i) => `${l}.${i}`));
  return {
    ...head,
    loss,
    neurons: names.flatMap((layer, l) =>
      layer.map((id) =>
        l === 0 ? { id } : { id, activation: activationOf(l, sizes, loss, draw), bias: draw.normal() / 4 },
      ),
    ),
    synapses: synapsesOf(names, draw),
    inputs: names[0],
    outputs: names.at(-1),
  };
}

/** Every neuron hears one of the layer below at least, and sometimes one from further down. */
function synapsesOf(names: readonly (readonly string[])[], draw: Random) {
  const synapses: { from: string; to: string; weight: number }[] = [];
  names.forEach((layer, l) => {
    const below = names[l - 1];
    if (below === undefined) return;
    for (const to of layer) {
      const sure = draw.integer(below.length);
      names.slice(0, l).forEach((senders, k) => {
        senders.forEach((from, i) => {
          const isThere = k === l - 1 ? i === sure || draw.uniform() < 0.8 : draw.uniform() < 0.15;
          if (isThere) synapses.push({ from, to, weight: draw.normal() / 2 });
        });
      });
    }
  });
  return synapses;
}

function pick<T>(draw: Random, list: readonly T[]): T {
  const one = list[draw.integer(list.length)];
  if (one === undefined) throw new RangeError("pick: expected a list with something in it");
  return one;
}
