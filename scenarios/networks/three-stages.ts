// Sigmoid neurons with small weights all say the same at first, and stale gradients do not get them out of it: these begin larger.
const layer = (id: string, size: number, activation: string) => ({
  id,
  size,
  activation,
  initializer: { name: "normal", deviation: 0.7 },
});

/** Two moons on three stages, with an output for each moon: 2-16-16-2, sigmoid and softmax. */
export const threeStages = {
  format: "counterflow-network",
  version: 1,
  name: "three-stages",
  loss: "softmax-cross-entropy",
  layers: [
    { id: "x", size: 2 },
    layer("a", 16, "sigmoid"),
    layer("b", 16, "sigmoid"),
    layer("y", 2, "identity"),
  ],
} as const;
