/** Points of two moons: 2-16-1, tanh and sigmoid. */
export const moons = {
  format: "counterflow-network",
  version: 1,
  name: "moons",
  loss: "binary-cross-entropy",
  layers: [
    { id: "x", size: 2 },
    { id: "h", size: 16, activation: "tanh" },
    { id: "y", size: 1, activation: "sigmoid" },
  ],
} as const;
