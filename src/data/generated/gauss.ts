import type { GeneratedSet } from "../generated-set.ts";
import { pointRandom, twoClassOptions, twoClassSamples, type Point } from "./points.ts";

/**
 * Two normal clouds round (2, 2) and (−2, −2), as TensorFlow Playground's `classifyTwoGaussData`
 * (src/dataset.ts).
 */
export const gauss: GeneratedSet<typeof twoClassOptions> = {
  description: "two normal clouds (TensorFlow Playground's gauss)",
  options: twoClassOptions,
  generate(values) {
    const { normal } = pointRandom("gauss", values.seed);
    const deviation = Math.sqrt(0.5 + 7 * values.noise);
    const positives = Math.ceil(values.samples / 2);
    const points = Array.from({ length: values.samples }, (_, i): Point => {
      const label = i < positives ? 1 : -1;
      return { x: 2 * label + deviation * normal(), y: 2 * label + deviation * normal(), label };
    });
    return twoClassSamples("gauss", points, values);
  },
};
