import type { Model } from "../../model/model.ts";
import type { StageStarts } from "../../model/partition.ts";
import { drawnTiming } from "../../network/pipeline/drawn-timing.ts";
import { workTiming } from "../../network/pipeline/work-timing.ts";
import type { Durations, Timing } from "../../schedule/timing.ts";
import { chunksOf } from "./case-schedule.ts";
import type { CaseDefinition } from "./case-schema.ts";

/**
 * The timing of a case. Numbers are ticks of a processor: of several stages on it, each takes its part.
 * @param places model and stages, where stages may take as long as they have multiplications to do
 * @throws RangeError where they are to, and there are no places
 */
export function timingOf(
  definition: CaseDefinition,
  seed: number,
  places?: { readonly model: Model; readonly stages: number | StageStarts },
): Timing {
  const { latency = 0 } = definition;
  const tasks = tasksOf(definition, places);
  // A law is drawn from anew for every run: a timing serves for one.
  if (typeof latency === "object" && !Array.isArray(latency)) return drawnTiming(tasks, latency, seed);
  return { ...tasks, latency };
}

function tasksOf(
  definition: CaseDefinition,
  places: Parameters<typeof timingOf>[2],
): Pick<Timing, "forward" | "backward" | "weightGradient"> {
  const { timing = { forward: 1, backward: 1, weightGradient: 1 } } = definition;
  const chunks = chunksOf(definition);
  if (timing === "work") {
    if (places === undefined) {
      throw new RangeError('timing: expected ticks where there is no network; got "work"');
    }
    const { model, stages } = places;
    return workTiming(model, typeof stages === "number" ? stages * chunks : stages);
  }
  const part = (ticks: Durations): Durations => (typeof ticks === "number" ? ticks / chunks : ticks);
  const { forward, backward, weightGradient } = timing;
  return { forward: part(forward), backward: part(backward), weightGradient: part(weightGradient) };
}
