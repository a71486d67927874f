import type { GeneratedSet } from "../generated-set.ts";
import { between, pointRandom, twoClassOptions, twoClassSamples, type Point } from "./points.ts";

const radius = 5;

/**
 * A disc and the ring round it, as TensorFlow Playground's `classifyCircleData` (src/dataset.ts): noise moves
 * the point that is asked for its class, not the point that is given.
 */
export const circle: GeneratedSet<typeof twoClassOptions> = {
  description: "a disc and the ring round it (TensorFlow Playground's circle)",
  options: twoClassOptions,
  generate(values) {
    const numbers = pointRandom("circle", values.seed);
    const inside = Math.ceil(values.samples / 2);
    const points = Array.from({ length: values.samples }, (_, i): Point => {
      const r = i < inside ? between(numbers, 0, radius * 0.5) : between(numbers, radius * 0.7, radius);
      const angle = between(numbers, 0, 2 * Math.PI);
      const x = r * Math.sin(angle);
      const y = r * Math.cos(angle);
      const dx = x + between(numbers, -radius, radius) * values.noise;
      const dy = y + between(numbers, -radius, radius) * values.noise;
      return { x, y, label: Math.sqrt(dx * dx + dy * dy) < radius * 0.5 ? 1 : -1 };
    });
    return twoClassSamples("circle", points, values);
  },
};
