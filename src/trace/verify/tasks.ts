import { expectedOneOf, shown } from "../../math/suggestion.ts";
import type { Task } from "../../message/actor.ts";
import type { PopulationEvent } from "../event.ts";
import type { PopulationModel } from "../../model/model.ts";
import type { Audit } from "./audit.ts";
import type { Batch } from "./batch.ts";
import { nameText } from "./violation.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- projections have an entry in every column */

// At the level "population" a run is a list of tasks. Their numbers are norms over neurons that are not recorded, and
// cannot be derived; that each task is done, once, and after those that it waits for, can.

export const tasks: readonly Task[] = ["forward", "backward", "gradient", "commit"];

/** What a task has to wait for and has not got; undefined: it may be done. */
export function waitingFor(
  { scope, wiring }: Audit,
  batch: Batch,
  { task, microBatch }: PopulationEvent,
  population: number,
): string | undefined {
  const { id, first } = wiring.model.populations[population]!;
  const open = (other: number, earlier: Task, part: number): boolean =>
    scope.phase(earlier) && !batch.tasks.has(keyOf(other, earlier, part));
  switch (task) {
    case "commit":
      return open(population, "gradient", 0) ? `gradient of ${nameText(id)}` : undefined;
    case "gradient": {
      const part = [...batch.parts.values()].find(
        ({ index, samples }) => samples.length > 0 && open(population, "backward", index),
      );
      return part && `backward of ${nameText(id)} in micro-batch ${part.index}`;
    }
    case "backward":
      if (scope.phase("loss") && batch.parts.get(microBatch)?.loss === undefined) return "the loss";
  }
  const { start, sender } = task === "forward" ? wiring.forward : wiring.backward;
  const senders = sender.subarray(start[first], start[first + 1]);
  const late = senders.find((slot) => open(wiring.populationOf[slot]!, task, microBatch));
  return late === undefined ? undefined : `${task} of ${nameText(populationOf(wiring, late).id)}`;
}

/** Enters a task as done; says so if it was done before. */
export function enterTask(batch: Batch, { task, microBatch }: PopulationEvent, population: number): boolean {
  const key = keyOf(population, task, microBatch);
  if (batch.tasks.has(key)) return false;
  batch.tasks.add(key);
  batch.hasGradient ||= task === "gradient";
  return true;
}

/** A population that has no such task, or a task that a batch of this purpose has not. */
export function taskProblem(
  { wiring, header }: Audit,
  { purpose }: Batch,
  event: PopulationEvent,
  population: number,
): string | undefined {
  const { task } = event;
  if (!tasks.includes(task)) return `task: ${expectedOneOf(tasks, task)}`;
  const isInput = wiring.model.populations[population]!.activation === "input";
  const may = tasksOf(isInput, header.options.inputErrors, purpose ?? "train");
  return may.includes(task) ? undefined : `task: expected one of ${may.join(", ")}; got ${shown(task)}`;
}

/** The first task of a batch that nobody has done. */
export function missingTask({ wiring, header, scope }: Audit, batch: Batch): string | undefined {
  const { purpose, parts } = batch;
  const isTold = scope.phase("loss") && purpose !== undefined && purpose !== "evaluate";
  for (const { index, samples, loss } of parts.values()) {
    if (isTold && samples.length > 0 && loss === undefined) return `a loss; got none in micro-batch ${index}`;
  }
  if (purpose === undefined) return undefined;
  for (const [population, { id, activation }] of wiring.model.populations.entries()) {
    for (const task of tasksOf(activation === "input", header.options.inputErrors, purpose)) {
      if (!scope.phase(task)) continue;
      const isOfPart = task === "forward" || task === "backward";
      const indices = isOfPart
        ? [...parts.values()].filter(({ samples }) => samples.length > 0)
        : [{ index: 0 }];
      const open = indices.find(({ index }) => !batch.tasks.has(keyOf(population, task, index)));
      if (open !== undefined) return `${task} of ${nameText(id)}; got none for micro-batch ${open.index}`;
    }
  }
  return undefined;
}

function tasksOf(
  isInput: boolean,
  inputErrors: "end" | "receive",
  purpose: NonNullable<Batch["purpose"]>,
): readonly Task[] {
  const all = tasks.slice(0, { evaluate: 1, gradients: 3, train: 4 }[purpose]);
  return isInput ? all.slice(0, inputErrors === "receive" ? 2 : 1) : all;
}

function keyOf(population: number, task: Task, microBatch: number): string {
  return `${population} ${task} ${microBatch}`;
}

function populationOf({ model, populationOf: indexOf }: Audit["wiring"], slot: number): PopulationModel {
  return model.populations[indexOf[slot]!]!;
}
