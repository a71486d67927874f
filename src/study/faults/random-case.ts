import { createSamples, type Samples } from "../../data/samples.ts";
import { activationNames } from "../../math/activation-functions.ts";
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

/** A small case drawn from a seed: up to four layers, skip connections, any activation function, two or three batches. */
export function randomCase(seed: number): Case {
  const draw = random(seed, "case");
  const sizes = [1 + draw.integer(3), ...Array.from({ length: 1 + draw.integer(2) }, () => 1 + draw.integer(3)), 1 + draw.integer(2)]; // prettier-ignore
  const names = sizes.map((size, l) => Array.from({ length: size }, (_, i) => `${l}.${i}`));
  const model = parseNetwork({
    format: "counterflow-network",
    version: 1,
    loss: "half-squared-error",
    neurons: names.flatMap((layer, l) =>
      layer.map((id) =>
        l === 0 ? { id } : { id, activation: pick(draw, activationNames), bias: draw.normal() / 4 },
      ),
    ),
    synapses: synapsesOf(names, draw),
    inputs: names[0],
    outputs: names.at(-1),
  });
  const count = 4 + draw.integer(5);
  const rows = (width: number): number[][] =>
    Array.from({ length: count }, () => Array.from({ length: width }, () => draw.uniform()));
  const batchSize = 2 + draw.integer(3);
  return {
    model,
    samples: createSamples(rows(sizes[0] ?? 1), rows(sizes.at(-1) ?? 1)),
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
