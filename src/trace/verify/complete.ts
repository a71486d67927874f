import type { TraceEvent } from "../event.ts";
import type { Audit, Way } from "./audit.ts";
import type { Batch, Part } from "./batch.ts";
import { beginCommit } from "./learning.ts";
import { missCommit } from "./move-row.ts";
import { missingTask } from "./tasks.ts";
import { closeBook, isUnfinished } from "./epochs.ts";
import { stopClock } from "./time.ts";
import { nameText } from "./violation.ts";
import { endAction } from "./stages/end-action.ts";
import { forgetVersions, type Stages } from "./stages/stages.ts";
import { messagesTo } from "./wiring.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every slot */

/**
 * The batch in flight, if there is one, is over with this event: nothing of it may be missing, unless it was given up.
 */
export function closeBatch(audit: Audit, event: TraceEvent): void {
  const { batch, stages } = audit;
  if (stages !== undefined) closeStages(audit, stages, event);
  else if (batch !== undefined) close(audit, batch, event);
  audit.batch = undefined;
}

/** A run in stages is over, or a plan's flush: no batch may be open. */
function closeStages(audit: Audit, stages: Stages, event: TraceEvent): void {
  closeAction(audit, event);
  for (const batch of [...stages.open.values()]) closeStagedBatch(audit, batch, event);
}

/** Of a run in stages, the action at hand is over with this event; with it a batch may be. */
export function closeAction(audit: Audit, event: TraceEvent): void {
  const { stages } = audit;
  if (stages?.action === undefined) return;
  const { stage, action } = stages.action;
  const batch = endAction(audit, event);
  if (batch !== undefined) closeStagedBatch(audit, batch, event);
  if (action === "W" || action === "B") forgetVersions(stages, stage);
}

/** All stages have committed a batch. */
function closeStagedBatch(audit: Audit, batch: Batch, event: TraceEvent): void {
  close(audit, batch, event);
  audit.stages?.open.delete(batch.number);
  for (const { passes } of audit.stages?.list ?? []) passes.delete(batch.number);
}

function close(audit: Audit, batch: Batch, event: TraceEvent): void {
  const { learning, scope, wiring } = audit;
  const problem = missing(audit, batch);
  const isGivenUp = problem !== undefined && mayBeGivenUp(audit, batch, event);
  if (isGivenUp) giveUp(audit, batch);
  else if (problem !== undefined) audit.report(event, `batch ${batch.number} before it: expected ${problem}`);
  const mayCommit = batch.purpose === "train" || batch.purpose === undefined;
  if (mayCommit && !isGivenUp && scope.level !== "population") {
    if (learning !== undefined && batch.begunCommits.size === 0) beginCommit(learning, 0);
    wiring.rowAt.forEach((at, slot) => {
      const isSeen = scope.phase("commit") && scope.neuron(wiring.idOf[slot]!);
      if (at >= 0 && !isSeen && !batch.committed.has(slot)) missCommit(audit, slot);
    });
  }
  const isCertain = problem === undefined && !mayHaveBeenCancelled(audit, batch, event);
  stopClock(audit, batch, isCertain ? "complete" : "perhaps not");
}

/** A run of training is over: the rows of its batches were those of its epochs. */
export function closeRun({ learning, report, unchecked, scope }: Audit, event: TraceEvent): void {
  if (learning === undefined || !scope.hasAllBatches) return;
  // Somebody who trains may have seen enough before.
  if (isUnfinished(learning.epochs, learning.settings)) unchecked.leave("train.settings.epochs", "given up");
  const { rows, problem } = closeBook(learning.epochs, learning.settings);
  if (rows === "unknown") unchecked.leave("batch.rows");
  if (problem !== undefined) report(event, `run before it: ${problem}`);
}

/**
 * Who cancels a run of training, or meets an error in it, gives up the batch in flight: it is not committed, and the run
 * does not go on. A pass that learns nothing may be given up in the middle of a run.
 */
function mayBeGivenUp({ learning, stages }: Audit, batch: Batch, event: TraceEvent): boolean {
  if (event.kind === "end") return event.outcome !== "complete";
  if (stages !== undefined) return event.kind === "train";
  const isOnTheWay = learning?.settings.commitAfter === "delta";
  if (batch.purpose === undefined || (!isOnTheWay && batch.hasGradient)) return false;
  return (
    batch.purpose !== "train" ||
    event.kind === "train" ||
    (event.kind === "batch" && event.purpose !== "train")
  );
}

/** With all that it has in the trace, but before the coordinator has heard of it: in its last round. */
function mayHaveBeenCancelled({ learning }: Audit, { purpose }: Batch, event: TraceEvent): boolean {
  if (purpose === "evaluate") return true;
  const goesOn = event.kind === "batch" && event.purpose === "train";
  return purpose === "train" && learning?.settings.commitAfter === "delta" && !goesOn;
}

function giveUp({ learning, unchecked }: Audit, { purpose }: Batch): void {
  unchecked.leave("batch", "given up");
  if (learning !== undefined && purpose === "train") learning.isOver = true;
}

/** The first thing that a complete batch has and this one has not; undefined where that is nothing. */
function missing(audit: Audit, batch: Batch): string | undefined {
  if (audit.scope.level === "population") return missingTask(audit, batch);
  for (const part of batch.parts.values()) {
    const problem = part.samples.length === 0 ? undefined : missingInPart(audit, batch, part);
    if (problem !== undefined) return `${problem} in micro-batch ${part.index}`;
  }
  const { purpose, gradients, committed } = batch;
  if (purpose === "train" || purpose === "gradients" || gradients.size > 0) {
    const problem = missingRow(audit, "gradient", (slot) => gradients.has(slot));
    if (problem !== undefined) return problem;
  }
  if (purpose !== "train" && committed.size === 0) return undefined;
  return missingRow(audit, "commit", (slot) => committed.has(slot)) ?? missingAction(audit, batch);
}

/** Of a run in stages: the first thing that a stage has not done. */
function missingAction({ stages, scope }: Audit, { number, parts }: Batch): string | undefined {
  if (stages === undefined || !scope.phase("start")) return undefined;
  for (const [stage, { passes }] of stages.list.entries()) {
    for (const { index, samples } of parts.values()) {
      const done = passes.get(number)?.[index]?.ends;
      const missing = (["F", "I", "W"] as const).find((each) => done?.has(each) !== true);
      if (samples.length > 0 && missing !== undefined) return `${stage}${missing}${index}; got none`;
    }
  }
  return undefined;
}

function missingInPart(audit: Audit, { purpose }: Batch, part: Part): string | undefined {
  const { scope, wiring, forward, backward, header } = audit;
  // Of a batch whose purpose is not recorded only a way back that was begun has to be complete.
  const comesBack = purpose === undefined ? part.backward.spoken > 0 : purpose !== "evaluate";
  if (comesBack && scope.phase("loss") && part.loss === undefined) return "a loss; got none";
  if (!scope.hasNeurons) return undefined;
  const forwardProblem = missingOnWay(audit, forward, part, () => true);
  if (forwardProblem !== undefined) return forwardProblem;
  if (!comesBack) return undefined;
  const untold = scope.phase("loss")
    ? wiring.model.outputs.find((slot) => scope.neuron(wiring.idOf[slot]!) && !part.errors.has(slot))
    : undefined;
  if (untold !== undefined) return `an error to ${nameText(wiring.idOf[untold]!)}; got none`;
  const reachesInputs = header.options.inputErrors === "receive";
  return missingOnWay(audit, backward, part, (slot) => reachesInputs || wiring.rowAt[slot]! >= 0);
}

/** Every neuron has spoken, and every message has been delivered: those that none but one of their ends is chosen for too. */
function missingOnWay(
  { scope, wiring }: Audit,
  { direction, synapses, message }: Way,
  part: Part,
  receives: (slot: number) => boolean,
): string | undefined {
  if (!scope.phase(direction)) return undefined;
  const { said, delivered } = part[direction];
  let messages = 0;
  for (let slot = 0; slot < wiring.idOf.length; slot++) {
    if (!receives(slot)) continue;
    if (scope.neuron(wiring.idOf[slot]!)) {
      messages += messagesTo(synapses, slot);
      if (said[slot]?.n === undefined) return `the ${message} of ${nameText(wiring.idOf[slot]!)}; got none`;
    } else messages += chosenSenders(scope, wiring, synapses, slot);
  }
  if (scope.level !== "synapse" || delivered === messages) return undefined;
  return `${messages} messages ${direction}; got ${delivered}`;
}

function chosenSenders(
  scope: Audit["scope"],
  wiring: Audit["wiring"],
  synapses: Way["synapses"],
  slot: number,
): number {
  let count = 0;
  for (let i = synapses.start[slot]!; i < synapses.start[slot + 1]!; i++) {
    if (scope.neuron(wiring.idOf[synapses.sender[i]!]!)) count++;
  }
  return count;
}

function missingRow(
  { scope, wiring }: Audit,
  phase: "gradient" | "commit",
  has: (slot: number) => boolean,
): string | undefined {
  if (!scope.phase(phase)) return undefined;
  const slot = wiring.rowAt.findIndex(
    (at, each) => at >= 0 && scope.neuron(wiring.idOf[each]!) && !has(each),
  );
  return slot < 0 ? undefined : `the ${phase} of ${nameText(wiring.idOf[slot]!)}; got none`;
}
