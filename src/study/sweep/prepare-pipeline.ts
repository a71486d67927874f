import { tap } from "rxjs";
import type { KernelChoice } from "../../math/kernels/kernel-choice.ts";
import { Pipeline } from "../../network/pipeline/pipeline.ts";
import { stalenessOf } from "../../schedule/versions.ts";
import type { CaseDefinition } from "./case-schema.ts";
import { caseSamples } from "./case-samples.ts";
import { scheduleOf } from "./case-schedule.ts";
import { timetableMetrics } from "./case-timetable.ts";
import { timingOf } from "./case-timing.ts";
import { jsonNumber } from "./course.ts";
import type { PreparedCase } from "./prepared-case.ts";
import { errorTransportOf, modelOf, settingsOf } from "./case-learning.ts";
import { type Findings, runTraining } from "./run-training.ts";
import { countsOf } from "./staleness.ts";
import type { World } from "./world.ts";

/**
 * A case that trains a network on stages, in the order that its schedule allows.
 * @throws RangeError, InputError
 */
export function preparePipeline(
  definition: CaseDefinition,
  seed: number,
  world: World,
  kernel: KernelChoice,
): PreparedCase {
  const model = modelOf(definition, seed);
  const data = caseSamples(definition, model, seed, world);
  const { stages = 1, chunks, maxActiveKeys, maxStaleness, correctors, precision } = definition;
  const settings = settingsOf(definition, seed);
  const batch = Math.min(settings.batchSize, data.samples.count);
  const pipeline = new Pipeline(model, {
    schedule: scheduleOf(definition, seed, Math.ceil(batch / (settings.microBatch ?? batch))),
    stages,
    chunks,
    maxActiveKeys,
    maxStaleness,
    correctors,
    timing: timingOf(definition, seed, { model, stages }),
    precision,
    kernel,
    errorTransport: errorTransportOf(definition, seed),
  });
  // It reports every batch; those who look on wait for epochs.
  const progress$ = pipeline.train(data.samples, { ...settings, pause: world.pause });
  let time = 0;
  const learner = {
    model: pipeline.model,
    parameters: pipeline.parameters,
    train: () => progress$.pipe(tap((said) => (time = said.time))),
    time: () => time,
    angle: () => undefined,
  };
  return { run: () => runTraining(definition, learner, data, () => findingsOf(pipeline)) };
}

function findingsOf({ timetable, stages }: Pipeline): Findings {
  return {
    metrics: {
      ...(timetable !== undefined && timetableMetrics(timetable)),
      "live-versions": jsonNumber(Math.max(...stages.map(({ liveVersions }) => liveVersions))),
    },
    staleness: stages.map(({ passes }) => countsOf(stalenessOf(passes))),
  };
}
