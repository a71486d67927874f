import { createSamples, type Samples } from "../../../src/data/samples.ts";
import type { Model } from "../../../src/model/model.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { smallRandom, uniform } from "../../oracle/small-random.ts";
import type { NaiveLayer } from "./naive-pipeline.ts";

/** A chain of dense layers with drawn weights, and samples for it. */
export interface Chain {
  readonly model: Model;
  readonly layers: readonly NaiveLayer[];
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
  readonly samples: Samples;
}

/** `layers` layers of two to four neurons behind two inputs, tanh and sigmoid in turns; half the squared error. */
export function chain(layers: number, count: number, seed = 1): Chain {
  const random = smallRandom(seed);
  const draw = (length: number): number[] => Array.from({ length }, () => uniform(random, -1, 1));
  const sizes = [2, ...Array.from({ length: layers }, (_, l) => 2 + ((l + 1) % 3))];
  const all = sizes.slice(1).map((size, l): NaiveLayer => {
    const fanIn = sizes[l] ?? 0;
    return {
      activation: l % 2 === 0 ? "tanh" : "sigmoid",
      rows: Array.from({ length: size }, () => draw(fanIn + 1)),
    };
  });
  const inputs = Array.from({ length: count }, () => draw(2));
  const targets = Array.from({ length: count }, () => draw(sizes.at(-1) ?? 0));
  const model = parseNetwork({
    format: "counterflow-network",
    version: 1,
    loss: "half-squared-error",
    layers: [
      { id: "x", size: 2 },
      ...all.map(({ activation, rows }, l) => ({
        id: `l${l}`,
        size: rows.length,
        activation,
        weights: rows.map((row) => row.slice(0, -1)),
        biases: rows.map((row) => row.at(-1) ?? 0),
      })),
    ],
  });
  return { model, layers: all, inputs, targets, samples: createSamples(inputs, targets) };
}
