import type { GeneratedSet } from "../generated-set.ts";
import { between, pointRandom, twoClassOptions, twoClassSamples, type Point } from "./points.ts";

const reach = 5;
/** The gap along both axes. */
const padding = 0.3;

/**
 * A square whose opposite quarters are alike, as TensorFlow Playground's `classifyXORData` (src/dataset.ts):
 * noise moves the point that is asked for its class, not the point that is given.
 */
export const xorField: GeneratedSet<typeof twoClassOptions> = {
  description: "a square whose opposite quarters are alike (TensorFlow Playground's exclusive or)",
  options: twoClassOptions,
  generate(values) {
    const numbers = pointRandom("xor-field", values.seed);
    const coordinate = (): number => {
      const drawn = between(numbers, -reach, reach);
      return drawn + (drawn > 0 ? padding : -padding);
    };
    const points = Array.from({ length: values.samples }, (): Point => {
      const x = coordinate();
      const y = coordinate();
      const noiseX = between(numbers, -reach, reach) * values.noise;
      const noiseY = between(numbers, -reach, reach) * values.noise;
      return { x, y, label: (x + noiseX) * (y + noiseY) >= 0 ? 1 : -1 };
    });
    return twoClassSamples("xor-field", points, values);
  },
};
