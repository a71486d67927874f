import type { StudyFile } from "../sweep/study.ts";

const layer = (id: string, size: number) => ({
  id,
  size,
  activation: "sigmoid",
  initializer: "xavier-uniform",
});

/** 300 points of two moons, 2-16-16-1, a processor each layer; a round trip takes 9 + 4 · 20 ticks. */
export const staleness: StudyFile = {
  format: "counterflow-study",
  version: 1,
  name: "staleness",
  question: "More micro-batches in flight keep processors busy and make gradients stale: where is the best?",
  base: {
    network: {
      format: "counterflow-network",
      version: 1,
      loss: "binary-cross-entropy",
      layers: [{ id: "x", size: 2 }, layer("a", 16), layer("b", 16), layer("y", 1)],
    },
    samples: "builtin:moons:samples=300",
    epochs: 40,
    batchSize: 1,
    learningRate: 1,
    schedule: { kind: "policy", name: "ampnet" },
    stages: 3,
    latency: 20,
    target: { accuracy: 0.95 },
  },
  axes: [
    { path: "maxActiveKeys", name: "in flight", values: [1, 4, 8, 16, 32, 64, 128] },
    {
      name: "errors meet",
      choices: {
        "newest weights": { "schedule.transportVersion": "latest" },
        "weights kept": { "schedule.transportVersion": "forward" },
      },
    },
  ],
  seeds: 3,
  metrics: ["epochs-to-target", "time-to-target", "utilisation", "staleness-first"],
  figures: [
    { kind: "lines", metric: "time-to-target", x: "in flight", lines: "errors meet", logarithmic: "y" },
    { kind: "lines", metric: "epochs-to-target", x: "in flight", lines: "errors meet" },
    { kind: "curves", of: "loss", against: "epochs", lines: "in flight", title: "loss against epochs" },
    {
      kind: "curves",
      of: "loss",
      against: "time",
      lines: "in flight",
      logarithmic: "x",
      title: "loss against virtual time",
    },
    { kind: "staleness", each: "in flight" },
    { kind: "gantt", where: { "in flight": 8 }, microBatches: 24 },
  ],
};
