import { cachedSamples } from "../../../src/cli/study/cached-samples.ts";
import { casesOf } from "../../../src/study/sweep/axes.ts";
import { readStudy } from "../../../src/study/sweep/read-study.ts";
import { runCase } from "../../../src/study/sweep/run-case.ts";
import type { Study, StudyFile } from "../../../src/study/sweep/study.ts";
import type { World } from "../../../src/study/sweep/world.ts";
import type { Finished } from "../../../src/study/sweep/summary.ts";

/** Samples as the command line reads them. */
export const world: World = { samples: cachedSamples() };

/** y = w·x, w = 1. */
export const oneWeight = {
  format: "counterflow-network",
  version: 1,
  loss: "half-squared-error",
  neurons: [{ id: "x" }, { id: "y", activation: "identity", bias: 0, trainBias: false }],
  synapses: [{ from: "x", to: "y", weight: 1 }],
  inputs: ["x"],
  outputs: ["y"],
};

/** Layers of 2, 4, 4 and 1 neurons for two moons. */
export const layered = {
  format: "counterflow-network",
  version: 1,
  loss: "binary-cross-entropy",
  layers: [
    { id: "x", size: 2 },
    { id: "a", size: 4, activation: "tanh" },
    { id: "b", size: 4, activation: "tanh" },
    { id: "y", size: 1, activation: "sigmoid" },
  ],
};

/** Timetables of four stages: the quickest study there is. */
export const timed: StudyFile = {
  format: "counterflow-study",
  version: 1,
  name: "timed",
  question: "Who is sooner?",
  base: { stages: 4, timing: { forward: 1, backward: 1, weightGradient: 0 } },
  axes: [
    { path: "schedule", values: ["gpipe", "1f1b"] },
    { path: "microBatches", name: "m", values: [4, 8] },
  ],
  metrics: ["makespan", "bubble"],
};

/** Reads a study and runs all of it here. */
export async function finish(
  file: StudyFile,
): Promise<{ readonly study: Study; readonly finished: Finished[] }> {
  const study = readStudy(file, world);
  const finished: Finished[] = [];
  for (const each of casesOf(study)) {
    finished.push({ ...each, result: await runCase(each.definition, each.seed, world) });
  }
  return { study, finished };
}
