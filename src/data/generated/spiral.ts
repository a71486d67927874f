import type { GeneratedSet } from "../generated-set.ts";
import { between, pointRandom, twoClassOptions, twoClassSamples, type Point } from "./points.ts";

/**
 * Two arms of a spiral, as TensorFlow Playground's `classifySpiralData` (src/dataset.ts); noise moves the
 * points.
 */
export const spiral: GeneratedSet<typeof twoClassOptions> = {
  description: "two arms of a spiral (TensorFlow Playground's spiral)",
  options: twoClassOptions,
  generate(values) {
    const numbers = pointRandom("spiral", values.seed);
    const positives = Math.ceil(values.samples / 2);
    const arm = (count: number, turn: number, label: number): Point[] =>
      Array.from({ length: count }, (_, i) => {
        const r = (i / count) * 5;
        const t = ((1.75 * i) / count) * 2 * Math.PI + turn;
        const x = r * Math.sin(t) + between(numbers, -1, 1) * values.noise;
        const y = r * Math.cos(t) + between(numbers, -1, 1) * values.noise;
        return { x, y, label };
      });
    const points = [...arm(positives, 0, 1), ...arm(values.samples - positives, Math.PI, -1)];
    return twoClassSamples("spiral", points, values);
  },
};
