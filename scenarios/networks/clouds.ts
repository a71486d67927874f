const layer = (id: string, size: number, activation: string) => ({ id, size, activation });

/** Five layers of neurons, a stage each: 16-32-32-32-32-8, tanh and softmax, for points of 24 clouds in 8 classes. */
export const clouds = {
  format: "counterflow-network",
  version: 1,
  name: "clouds",
  loss: "softmax-cross-entropy",
  layers: [
    { id: "x", size: 16 },
    ...[1, 2, 3, 4].map((l) => layer(`h${l}`, 32, "tanh")),
    layer("y", 8, "identity"),
  ],
} as const;

/** 2,000 points to learn from, then 1,000 to be tested with. */
export const cloudPoints = (seed: number): string => `clusters:samples=3000,noise=0.55,seed=${seed}`;
