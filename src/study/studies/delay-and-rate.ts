import type { StudyFile } from "../sweep/study.ts";

/** λ of each direction: the curvature of the loss along one weight. */
const curvatures = [1, 0.1, 0.01, 0.001];

/**
 * Linear regression whose Hessian is diag(λ): a batch of four samples, each √(4λ) along an input of its own, of which ½y² is the
 * loss and the mean over the batch the cost. The shape of PipeMare's figure 3 (Yang et al. 2019, arXiv:1910.05124), in a case whose
 * largest curvature, 1, is known exactly.
 */
export const delayAndRate: StudyFile = {
  format: "counterflow-study",
  version: 1,
  name: "delay-and-rate",
  question: "How large may the learning rate be when gradients are τ commits old?",
  base: {
    network: {
      format: "counterflow-network",
      version: 1,
      name: "linear",
      loss: "half-squared-error",
      neurons: [
        ...curvatures.map((_, i) => ({ id: `x${i}` })),
        { id: "y", activation: "identity", bias: 0, trainBias: false },
      ],
      synapses: curvatures.map((_, i) => ({ from: `x${i}`, to: "y", weight: 1 })),
      inputs: curvatures.map((_, i) => `x${i}`),
      outputs: ["y"],
    },
    samples: {
      inputs: curvatures.map((lambda, i) => curvatures.map((_, j) => (i === j ? Math.sqrt(4 * lambda) : 0))),
      targets: curvatures.map(() => [0]),
    },
    epochs: 1000,
    batchSize: 4,
    order: "file",
    schedule: { kind: "delayed", delay: { kind: "constant", commits: 0 } },
    stages: 1,
  },
  axes: [
    { path: "schedule.delay.commits", name: "delay τ", values: [0, 1, 2, 4, 8, 16, 32] },
    {
      path: "learningRate",
      name: "rate η",
      values: [0.01, 0.02, 0.04, 0.06, 0.08, 0.11, 0.16, 0.22, 0.32, 0.45, 0.7, 1.1, 1.6, 2.4],
    },
  ],
  metrics: ["loss", "diverged"],
  figures: [
    {
      kind: "heat-map",
      metric: "loss",
      x: "delay τ",
      y: "rate η",
      boundary: { kind: "stable-rate", curvature: 1 },
      title: "loss after 1,000 commits, by delay and learning rate",
    },
    {
      kind: "curves",
      of: "loss",
      against: "commits",
      lines: "delay τ",
      where: { "rate η": 0.06 },
      title: "one learning rate, 0.06: the longer the delay, the nearer the boundary",
    },
  ],
};
