import { shown } from "../../../math/suggestion.ts";
import type { PopulationEvent } from "../../event.ts";
import type { Audit } from "../audit.ts";
import type { Batch } from "../batch.ts";
import { unlike, unlikeList } from "../difference.ts";
import { batchOf, partOf } from "../micro-batch.ts";
import { checkParents } from "../parents.ts";
import { enterTask, taskProblem, waitingFor } from "../tasks.ts";
import { checkTime, ticksToCommit, ticksToGradient } from "../time.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every slot has its round */

/** A population has done a task: one that it has in this batch, once, and when all that it waits for is done. */
export function checkPopulation(audit: Audit, event: PopulationEvent): void {
  const { report, wiring, unchecked } = audit;
  const { task, norm, gain } = event;
  const population = wiring.populationNamed.get(event.population);
  if (population === undefined) {
    report(event, `population: expected the id of a population; got ${shown(event.population)}`);
    return;
  }
  const ofWholeBatch = task === "gradient" || task === "commit";
  const batch = batchOf(audit, event);
  const problem = taskProblem(audit, batch, event, population);
  if (problem !== undefined || (!ofWholeBatch && partOf(audit, event) === undefined)) {
    report(event, problem);
    return;
  }
  if (ofWholeBatch) {
    report(
      event,
      unlike("microBatch", 0, event.microBatch, () => "of the whole batch"),
    );
    report(
      event,
      unlikeList("samples", [], event.samples, () => "of the whole batch"),
    );
  }
  const awaited = waitingFor(audit, batch, event, population);
  if (awaited !== undefined) report(event, `expected ${awaited} to be there first; got none`);
  if (!enterTask(batch, event, population))
    report(event, "expected it once in a micro-batch; got a second time");
  checkTime(audit, event, ticksOf(audit, batch, event, population));
  unchecked.leave("population.norm");
  if (!(norm >= 0 && norm < Infinity) || Object.is(norm, -0)) {
    report(event, `norm: expected a finite length, 0 or more; got ${shown(norm)}`);
  }
  const isInput = wiring.model.populations[population]?.activation === "input";
  const hasGain = task === "forward" && !isInput;
  if (hasGain) unchecked.leave("population.gain");
  if (hasGain ? !Number.isFinite(gain) : gain !== undefined) {
    report(event, `gain: expected ${hasGain ? "a finite number" : "nothing"}; got ${shown(gain)}`);
  }
  checkParents(audit, event, []);
}

/** Its neurons do it all in the same round, as they hear the same senders. */
function ticksOf(
  audit: Audit,
  batch: Batch,
  { task, microBatch }: PopulationEvent,
  population: number,
): number | undefined {
  const { rounds, wiring } = audit;
  const slot = wiring.model.populations[population]!.first;
  switch (task) {
    case "forward":
      return microBatch + rounds.forward[slot]!;
    case "backward":
      return microBatch + rounds.backward[slot]!;
    case "gradient":
      return ticksToGradient(audit, batch, slot);
    case "commit":
      return ticksToCommit(audit, batch, slot);
  }
}
