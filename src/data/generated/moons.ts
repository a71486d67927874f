import type { GeneratedSet } from "../generated-set.ts";
import { pointRandom, twoClassOptions, twoClassSamples, type Point } from "./points.ts";

/**
 * Two interleaving half circles, as scikit-learn's `make_moons`: the upper one first (class 0, half of the
 * samples rounded down), then the lower one; noise is the deviation of the normal number added to each
 * coordinate.
 */
export const moons: GeneratedSet<typeof twoClassOptions> = {
  description: "two interleaving half circles (scikit-learn's make_moons)",
  options: twoClassOptions,
  generate(values) {
    const { normal } = pointRandom("moons", values.seed);
    const upper = Math.floor(values.samples / 2);
    const points = Array.from({ length: values.samples }, (_, i): Point => {
      const isUpper = i < upper;
      const [place, count] = isUpper ? [i, upper] : [i - upper, values.samples - upper];
      const angle = count === 1 ? 0 : (Math.PI * place) / (count - 1);
      const x = isUpper ? Math.cos(angle) : 1 - Math.cos(angle);
      const y = isUpper ? Math.sin(angle) : 1 - Math.sin(angle) - 0.5;
      return { x: x + values.noise * normal(), y: y + values.noise * normal(), label: isUpper ? -1 : 1 };
    });
    return twoClassSamples("moons", points, values);
  },
};
