import type { Model } from "../../model/model.ts";
import type { Population } from "../../neuron/population.ts";
import { corrector, type CorrectorOptions } from "../../stage/correctors.ts";
import { expectedDelay, furthestRead } from "../../stage/expected-delay.ts";
import type { Gate } from "../../stage/gate.ts";
import { oldestToRead } from "../../stage/oldest-to-read.ts";
import { Stage } from "../../stage/stage.ts";
import type { Assembly } from "../assemble.ts";
import type { Course } from "./course.ts";

/** Whom the stages of a model consist of. */
export interface Crew {
  readonly model: Model;
  readonly parts: Assembly;
  readonly gates: ReadonlyMap<Population, Gate>;
  /** Of each population, by its index, its stage. */
  readonly stageOf: Int32Array;
  readonly stageCount: number;
  readonly inputErrors: "end" | "receive";
}

/** @param microBatches of the whole run */
export function createStages(
  crew: Crew,
  course: Course,
  microBatches: number,
  correctors: readonly CorrectorOptions[],
): Stage[] {
  const { memory, transport } = crew.parts;
  const policy = course.kind === "policy" ? course.policy : undefined;
  const isExtrapolated = course.rules.transportVersion === "extrapolated";
  const knowsHow = correctors.some(({ kind }) => kind === "pipemare-transport");
  const all: readonly CorrectorOptions[] =
    isExtrapolated && !knowsHow ? [...correctors, { kind: "pipemare-transport" }] : correctors;
  const stages: Stage[] = [];
  const oldest = oldestToRead(course.rules, microBatches, () => stages);
  for (let index = 0; index < crew.stageCount; index++) {
    const gates = gatesOf(crew, index);
    const reached = gates.filter(
      ({ population }) => crew.inputErrors === "receive" || population.shared.role === "computing",
    );
    const delay = expectedDelay(policy, index, crew.stageCount);
    const furthest = furthestRead(policy, index, crew.stageCount);
    const stage = new Stage({
      index,
      memory,
      transport,
      gates,
      reached,
      correctors: ({ count }) => all.map((options) => corrector(options, { count, delay, furthest })),
      oldestToRead: oldest,
    });
    stages.push(stage);
  }
  return stages;
}

/** Of each stage, the lowest one with neurons that multiply by its weights on the way back; itself where none do. */
export function lowestReaders({ model, stageOf, stageCount, inputErrors }: Crew): number[] {
  const { populations, projections } = model;
  const lowest = Array.from({ length: stageCount }, (_, stage) => stage);
  for (let b = 0; b < projections.count; b++) {
    const [source, target] = [projections.source[b] ?? 0, projections.target[b] ?? 0];
    if (inputErrors === "end" && populations[source]?.activation === "input") continue;
    const at = stageOf[target] ?? 0;
    lowest[at] = Math.min(lowest[at] ?? 0, stageOf[source] ?? 0);
  }
  return lowest;
}

function gatesOf({ parts, gates, stageOf }: Crew, stage: number): Gate[] {
  const populations = parts.populations.filter((_, index) => stageOf[index] === stage);
  return populations.flatMap((population) => gates.get(population) ?? []);
}
