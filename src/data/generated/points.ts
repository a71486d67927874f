import { random, type Random } from "../../math/random.ts";
import {
  samplesOption,
  seedOption,
  shuffleOption,
  targetsOption,
  type NumberOption,
  type Values,
} from "../generated-set.ts";
import type { Samples } from "../samples.ts";
import { shuffle } from "./shuffle.ts";

/** A point of the plane with its class, +1 or −1, or its value. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

/** TensorFlow Playground's slider of 0 … 50, divided by 100. */
const noiseOption: NumberOption = {
  holds: "number",
  default: 0,
  least: 0,
  most: 0.5,
  description: "strength of the noise",
};

/** Options of a set of points in two classes. */
export const twoClassOptions = {
  samples: samplesOption(500),
  noise: noiseOption,
  seed: seedOption,
  targets: targetsOption,
  shuffle: shuffleOption,
};

/** Options of a set of points with values. */
export const regressionOptions = { samples: samplesOption(1200), noise: noiseOption, seed: seedOption };

/**
 * The random numbers of a set: those that make its points never depend on whether they are shuffled
 * afterwards.
 */
export function pointRandom(name: string, seed: number): Random {
  return random(seed, `generated/${name}`);
}

/** Samples of points in two classes. */
export function twoClassSamples(
  name: string,
  points: Point[],
  values: Pick<Values<typeof twoClassOptions>, "seed" | "targets" | "shuffle">,
): Samples {
  if (values.shuffle === "yes") shuffle(points, random(values.seed, `generated/${name}/shuffle`));
  const negative = values.targets === "signed" ? -1 : 0;
  return pointSamples(
    points.map((point) => (point.label > 0 ? { ...point, label: 1 } : { ...point, label: negative })),
  );
}

/** Samples with inputs x, y and the label as their target. */
export function pointSamples(points: readonly Point[]): Samples {
  return {
    count: points.length,
    inputWidth: 2,
    targetWidth: 1,
    inputs: Float64Array.from(points.flatMap(({ x, y }) => [x, y])),
    targets: Float64Array.from(points, ({ label }) => label),
  };
}

/** Uniform in [from, to). */
export function between({ uniform }: Random, from: number, to: number): number {
  return uniform() * (to - from) + from;
}
