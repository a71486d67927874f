const sizes = [2, 8, 8, 8, 1];

/** Two inputs and four layers, which learn to tell two classes of points apart. */
export const fiveLayers = {
  format: "counterflow-network",
  version: 1,
  loss: "binary-cross-entropy",
  seed: 5,
  layers: sizes.map((size, l) => ({
    id: `l${l}`,
    size,
    ...(l > 0 && { activation: l < 4 ? "tanh" : "sigmoid" }),
  })),
} as const;
