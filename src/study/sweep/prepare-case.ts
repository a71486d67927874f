import type { KernelChoice } from "../../math/kernels/kernel-choice.ts";
import { shown } from "../../math/suggestion.ts";
import type { CaseDefinition } from "./case-schema.ts";
import { prepareNetwork } from "./prepare-network.ts";
import { preparePipeline } from "./prepare-pipeline.ts";
import { prepareTimetable } from "./prepare-timetable.ts";
import type { PreparedCase } from "./prepared-case.ts";
import type { World } from "./world.ts";

type Key = keyof CaseDefinition;

/** What cases of a kind look at; all else would be ignored, and is refused. */
const timed = ["schedule", "stages", "chunks", "maxActiveKeys", "timing", "latency"] as const;
const timetableKeys: readonly Key[] = [...timed, "microBatches", "updateEvery"];
const learning = [
  ...["network", "samples", "validation", "epochs", "batchSize", "order", "learningRate"],
  ...["optimizer", "precision", "errorTransport", "target"],
] as readonly Key[];
const networkKeys: readonly Key[] = [...learning, "microBatch", "latency", "angles"];
const pipelineKeys: readonly Key[] = [...learning, ...timed, "microBatch", "maxStaleness", "correctors"];

/**
 * Makes a case ready: with a network and a schedule it trains in a pipeline, with a network alone without one, and with a schedule alone
 * it is timed. Everything that can be wrong with it is told here.
 * @throws RangeError, InputError `KEY: expected …; got …`
 */
export function prepareCase(
  definition: CaseDefinition,
  seed: number,
  world: World,
  kernel: KernelChoice = "auto",
): PreparedCase {
  if (definition.network === undefined) {
    expectOnly(definition, timetableKeys, ["schedule", "stages", "microBatches"], "a case without a network");
    return prepareTimetable(definition, seed);
  }
  const needed: readonly Key[] = ["samples", "epochs", "batchSize", "learningRate"];
  if (definition.schedule === undefined) {
    expectOnly(definition, networkKeys, needed, "a case with a network and no schedule");
    return prepareNetwork(definition, seed, world, kernel);
  }
  expectOnly(definition, pipelineKeys, [...needed, "stages"], "a case with a network and a schedule");
  return preparePipeline(definition, seed, world, kernel);
}

function expectOnly(
  definition: CaseDefinition,
  allowed: readonly Key[],
  needed: readonly Key[],
  what: string,
): void {
  for (const key of needed) {
    if (definition[key] === undefined) throw new RangeError(`${key}: expected in ${what}; got nothing`);
  }
  for (const key of Object.keys(definition) as Key[]) {
    if (definition[key] === undefined || allowed.includes(key)) continue;
    throw new RangeError(`${key}: expected none in ${what}; got ${shown(definition[key])}`);
  }
}
