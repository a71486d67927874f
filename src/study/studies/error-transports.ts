import type { StudyFile } from "../sweep/study.ts";

const rules = [
  "backpropagation",
  "kolen-pollack",
  "direct-feedback-alignment",
  "uniform-sign-symmetry",
  "fixed-random-sign-symmetry",
  "batchwise-random-sign-symmetry",
  "feedback-alignment",
  "frozen-hidden",
];

/** What the two copies of Kolen and Pollack differ in goes with the decay of both. */
const decay = { optimizer: { name: "sgd", weightDecay: 0.001 } };

/** 16-40-40-8 sigmoid neurons; 2,000 points of 24 clouds in 8 classes, judged on 1,000 more. */
export const errorTransports: StudyFile = {
  format: "counterflow-study",
  version: 1,
  name: "error-transports",
  question: "Must the reversed arrows carry the same weights?",
  base: {
    network: {
      format: "counterflow-network",
      version: 1,
      loss: "softmax-cross-entropy",
      layers: [
        { id: "x", size: 16 },
        { id: "h1", size: 40, activation: "sigmoid" },
        { id: "h2", size: 40, activation: "sigmoid" },
        { id: "y", size: 8, activation: "identity" },
      ],
    },
    samples: "builtin:clusters:samples=3000@0:2000",
    validation: "builtin:clusters:samples=3000@2000:3000",
    epochs: 25,
    batchSize: 10,
    learningRate: 0.5,
  },
  axes: [
    {
      name: "rule",
      choices: Object.fromEntries(
        rules.map((rule) => [rule, { errorTransport: rule, ...(rule === "kolen-pollack" && decay) }]),
      ),
    },
  ],
  seeds: 5,
  metrics: ["error", "loss", "angle"],
  figures: [
    { kind: "curves", of: "accuracy", against: "epochs", lines: "rule" },
    {
      kind: "curves",
      of: "angle",
      against: "epochs",
      lines: "rule",
      title: "angle between δ and that of backpropagation",
    },
    { kind: "lines", metric: "error", x: "rule", logarithmic: "y" },
  ],
};
