import type { GeneratedSet } from "../generated-set.ts";
import { between, pointRandom, pointSamples, regressionOptions, type Point } from "./points.ts";

const reach = 6;

/** Centres of the bumps, each with its sign. */
const bumpCentres = [
  [-4, 2.5, 1],
  [0, 2.5, -1],
  [4, 2.5, 1],
  [-4, -2.5, -1],
  [0, -2.5, 1],
  [4, -2.5, -1],
] as const;

/**
 * Six cones up and down, as TensorFlow Playground's `regressGaussian` (src/dataset.ts): noise moves the point
 * that is asked for its value, not the point that is given.
 */
export const bumps: GeneratedSet<typeof regressionOptions> = {
  description: "six bumps up and down (TensorFlow Playground's regression gauss)",
  options: regressionOptions,
  generate({ samples, noise, seed }) {
    const numbers = pointRandom("bumps", seed);
    const points = Array.from({ length: samples }, (): Point => {
      const x = between(numbers, -reach, reach);
      const y = between(numbers, -reach, reach);
      const noiseX = between(numbers, -reach, reach) * noise;
      const noiseY = between(numbers, -reach, reach) * noise;
      return { x, y, label: height(x + noiseX, y + noiseY) };
    });
    return pointSamples(points);
  },
};

/** sign·(1 − distance/2) of the nearest bump, 0 from a distance of 2 on. */
function height(x: number, y: number): number {
  let highest = 0;
  for (const [centreX, centreY, sign] of bumpCentres) {
    const [dx, dy] = [x - centreX, y - centreY];
    const bump = sign * Math.max(0, 1 - Math.sqrt(dx * dx + dy * dy) / 2);
    if (Math.abs(bump) > Math.abs(highest)) highest = bump;
  }
  return highest;
}
