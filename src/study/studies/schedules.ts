import type { StudyFile } from "../sweep/study.ts";

/** Four stages; F, I and W take a tick each. No network: what a plan costs does not depend on one. */
export const schedules: StudyFile = {
  format: "counterflow-study",
  version: 1,
  name: "schedules",
  question: "How many micro-batches does it take until a pipeline of four stages is busy, plan by plan?",
  base: { stages: 4, timing: { forward: 1, backward: 1, weightGradient: 1 } },
  axes: [
    {
      path: "schedule",
      values: ["sequential", "gpipe", "1f1b", "interleaved-1f1b", "zb-h1", "zb-h2", "chimera"],
    },
    { path: "microBatches", name: "micro-batches", values: [4, 8, 16, 32, 64] },
  ],
  metrics: ["makespan", "throughput", "bubble", "peak-in-flight"],
  figures: [
    { kind: "lines", metric: "throughput", x: "micro-batches", lines: "schedule" },
    { kind: "lines", metric: "bubble", x: "micro-batches", lines: "schedule" },
    { kind: "lines", metric: "peak-in-flight", x: "micro-batches", lines: "schedule" },
    { kind: "gantt", where: { schedule: "1f1b", "micro-batches": 8 } },
    { kind: "gantt", where: { schedule: "zb-h1", "micro-batches": 8 } },
  ],
};
