import { expectedOneOf, shown } from "../../math/suggestion.ts";
import type { TracePipeline } from "../header.ts";
import { isIndex } from "./difference.ts";
import { strangersIn } from "./strangers.ts";
import type { Wiring } from "./wiring.ts";

const words = {
  kind: ["plan", "policy"],
  forwardVersion: ["latest", "entry", "batch-before", "delayed"],
  transportVersion: ["latest", "forward", "extrapolated"],
} as const;

const fields: readonly (keyof TracePipeline)[] = [
  "schedule",
  "stages",
  "stageOf",
  "kind",
  "forwardVersion",
  "mostDelayed",
  "transportVersion",
  "keptVersions",
  "correctors",
];

/** What is wrong with what a header says of stages; it was read from a file, and may be anything. */
export function* pipelineProblems(read: unknown, { model }: Wiring): Generator<string> {
  if (read === undefined) return;
  const at = "options.pipeline";
  if (typeof read !== "object" || read === null) {
    yield `${at}: expected how the run was spread over stages; got ${shown(read)}`;
    return;
  }
  yield* strangersIn(at, read, fields);
  const pipeline = read as Readonly<Record<string, unknown>>;
  const { schedule, stages, stageOf, mostDelayed, keptVersions, correctors } = pipeline;
  if (typeof schedule !== "string") yield `${at}.schedule: expected a name; got ${shown(schedule)}`;
  for (const [name, allowed] of Object.entries(words)) {
    const word = pipeline[name];
    if (!(allowed as readonly unknown[]).includes(word))
      yield `${at}.${name}: ${expectedOneOf(allowed, word)}`;
  }
  if (!isIndex(stages) || stages < 1) {
    yield `${at}.stages: expected a whole number from 1 on; got ${shown(stages)}`;
  }
  const isList = Array.isArray(stageOf) && stageOf.length === model.populations.length;
  if (!isList || !stageOf.every((stage) => isIndex(stage) && stage < (stages as number))) {
    yield `${at}.stageOf: expected the stage of each of ${model.populations.length} populations; got others`;
  }
  if (mostDelayed !== undefined && !isIndex(mostDelayed)) {
    yield `${at}.mostDelayed: expected a whole number from 0 on, or nothing; got ${shown(mostDelayed)}`;
  }
  if (keptVersions !== undefined && (!isIndex(keptVersions) || keptVersions < 1)) {
    yield `${at}.keptVersions: expected a whole number from 1 on, or nothing; got ${shown(keptVersions)}`;
  }
  const areNames = Array.isArray(correctors) && correctors.every((name) => typeof name === "string");
  if (correctors !== undefined && !areNames) {
    yield `${at}.correctors: expected a list of names, or nothing; got ${shown(correctors)}`;
  }
}
