import { createSamples } from "../../src/index.ts";

const sizes = [4, 6, 6, 3];

/** Four layers, x, g, h and y: enough neurons for one of them to be slow. */
export const fourLayers = {
  format: "counterflow-network",
  version: 1,
  loss: "half-squared-error",
  seed: 3,
  layers: sizes.map((size, l) => ({ id: "xghy"[l], size, ...(l > 0 && { activation: "tanh" }) })),
} as const;

const row = (s: number, width: number): number[] =>
  Array.from({ length: width }, (_, i) => Math.sin(s + 2 * i));
const all = Array.from({ length: 20 }, (_, s) => s);

export const twentySamples = createSamples(all.map((s) => row(s, 4)), all.map((s) => row(s + 5, 3))); // prettier-ignore
