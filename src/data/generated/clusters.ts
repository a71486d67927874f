import { random } from "../../math/random.ts";
import { type GeneratedSet, samplesOption, seedOption } from "../generated-set.ts";
import type { Samples } from "../samples.ts";
import { shuffle } from "./shuffle.ts";

const options = {
  samples: samplesOption(1600),
  dimensions: { holds: "integer", default: 16, least: 1, most: 1000, description: "numbers of a point" },
  clusters: { holds: "integer", default: 24, least: 1, most: 1000, description: "how many clouds" },
  classes: {
    holds: "integer",
    default: 8,
    least: 1,
    most: 1000,
    description: "cloud c is of class c mod this",
  },
  noise: { holds: "number", default: 0.5, least: 0, most: 10, description: "deviation round a centre" },
  seed: seedOption,
} as const;

/**
 * Normal clouds round centres that are drawn from N(0, 1) in each dimension, the same number of points in each (or one more);
 * a class has several clouds, so that no plane divides it from the others. Targets are one-hot; the order is mixed.
 */
export const clusters: GeneratedSet<typeof options> = {
  description: "normal clouds in many dimensions, several to a class",
  options,
  generate({ samples: count, dimensions, clusters: clouds, classes, noise, seed }): Samples {
    const draw = random(seed, "generated/clusters").normal;
    const centres = Float64Array.from({ length: clouds * dimensions }, draw);
    const order = Array.from({ length: count }, (_, i) => i % clouds);
    shuffle(order, random(seed, "generated/clusters/shuffle"));
    const inputs = new Float64Array(count * dimensions);
    const targets = new Float64Array(count * classes);
    order.forEach((cloud, i) => {
      for (let d = 0; d < dimensions; d++)
        inputs[i * dimensions + d] = (centres[cloud * dimensions + d] ?? NaN) + noise * draw();
      targets[i * classes + (cloud % classes)] = 1;
    });
    return { count, inputWidth: dimensions, targetWidth: classes, inputs, targets };
  },
};
