import type { GeneratedSet } from "../generated-set.ts";
import { between, pointRandom, pointSamples, regressionOptions, type Point } from "./points.ts";

const reach = 6;

/**
 * The values (x + y)/10 of an inclined plane, as TensorFlow Playground's `regressPlane` (src/dataset.ts):
 * noise moves the point that is asked for its value, not the point that is given.
 */
export const plane: GeneratedSet<typeof regressionOptions> = {
  description: "the values of an inclined plane (TensorFlow Playground's regression plane)",
  options: regressionOptions,
  generate({ samples, noise, seed }) {
    const numbers = pointRandom("plane", seed);
    const points = Array.from({ length: samples }, (): Point => {
      const x = between(numbers, -reach, reach);
      const y = between(numbers, -reach, reach);
      const noiseX = between(numbers, -reach, reach) * noise;
      const noiseY = between(numbers, -reach, reach) * noise;
      return { x, y, label: (x + noiseX + (y + noiseY)) / 10 };
    });
    return pointSamples(points);
  },
};
