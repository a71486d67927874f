import type { CommitEvent } from "../../event.ts";
import type { Audit } from "../audit.ts";
import type { Batch } from "../batch.ts";
import { unlike, unlikeList, unusable } from "../difference.ts";
import { batchOf } from "../micro-batch.ts";
import { moveRow } from "../move-row.ts";
import { checkParents } from "../parents.ts";
import { rowOf, setParameter } from "../rows.ts";
import { neuronOf, sourcesOf } from "../speaker.ts";
import { checkTime, ticksToCommit } from "../time.ts";
import { nameText } from "../violation.ts";
import { uncountable } from "./weight-version.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- indices run over rows, which have their places */

/** The optimizer moves a neuron's row, once in a batch of training, by the gradient of that batch. */
export function checkCommit(audit: Audit, event: CommitEvent): void {
  const batch = batchOf(audit, event);
  const slot = neuronOf(audit, event, "computing");
  if (slot === undefined) return;
  const { report, rows, wiring } = audit;
  if (batch.committed.has(slot)) {
    report(event, `expected it once in a batch; got it again, after event ${rows.commit[slot]!}`);
    return;
  }
  if (batch.purpose !== undefined && batch.purpose !== "train") {
    report(event, `expected no commit in a batch for ${batch.purpose}; got one`);
  }
  checkTime(audit, event, ticksToCommit(audit, batch, slot));
  checkOrder(audit, batch, slot, event);
  const { from, bias } = rowOf(wiring, slot);
  report(event, unlikeList("from", sourcesOf(audit, slot), event.from));
  const problem = unusable("weights", bias - from, event.weights) ?? unusable("bias", 1, [event.bias]);
  report(event, problem);
  const before = rows.version[slot]!;
  if (Number.isNaN(before)) {
    audit.unchecked.leave("commit.weightVersion");
    report(event, uncountable(event.weightVersion));
  } else report(event, unlike("weightVersion", before + 1, event.weightVersion));
  if (problem === undefined) checkRow(audit, batch, slot, event);
  checkParents(audit, event, [batch.gradients.get(slot), rows.commit[slot]]);
  batch.committed.add(slot);
  rows.commit[slot] = event.n;
  if (problem === undefined) enter(audit, slot, event);
}

/** A neuron commits when it has its gradient and, unless neurons commit on the way back, all others have theirs. */
function checkOrder(audit: Audit, batch: Batch, slot: number, event: CommitEvent): void {
  const { wiring, scope, report, learning, stages } = audit;
  if (!scope.phase("gradient")) return;
  if (!batch.gradients.has(slot)) {
    report(event, "expected its gradient to be there first; got none");
    return;
  }
  const waits = batch.purpose === "train" && learning?.settings.commitAfter === "batch";
  if (!waits || (stages === undefined && batch.committed.size > 0)) return;
  const isOfStage = (other: number): boolean =>
    stages === undefined || stages.stageOf[other] === stages.stageOf[slot];
  const missing = wiring.rowAt.findIndex(
    (at, other) =>
      at >= 0 && isOfStage(other) && !batch.gradients.has(other) && scope.neuron(wiring.idOf[other]!),
  );
  if (missing < 0) return;
  const got = `none of ${nameText(wiring.idOf[missing]!)}`;
  report(event, `expected all gradients of the batch to be there first, as commitAfter is batch; got ${got}`);
}

/** Lets the optimizer move the row, and holds what is recorded to it; a frozen parameter stays in any case. */
function checkRow(audit: Audit, batch: Batch, slot: number, event: CommitEvent): void {
  const { learning, rows, wiring, report, unchecked, stages } = audit;
  const { from, bias } = rowOf(wiring, slot);
  const hasMoved = moveRow(audit, batch, slot);
  if (!hasMoved) {
    unchecked.leave("commit.weights");
    unchecked.leave("commit.bias");
  }
  for (let i = from; i <= bias; i++) {
    const isFrozen = wiring.model.frozen?.[i] === 1;
    const expected = rows.parameters[i]!;
    const got = i === bias ? event.bias : event.weights[i - from]!;
    if (Object.is(expected, got) || !(hasMoved || (isFrozen && !Number.isNaN(expected)))) continue;
    const field = i === bias ? "bias" : `weights[${i - from}]`;
    const reason = isFrozen
      ? "it is frozen"
      : `${learning!.optimizer.name}, commit ${learning!.steps[stages?.stageOf[slot] ?? 0]!.step.commit} of the run`;
    report(
      event,
      unlike(field, expected, got, () => reason),
    );
  }
}

/** From here on the row is what is recorded. */
function enter({ wiring, rows, stages }: Audit, slot: number, event: CommitEvent): void {
  const { from, bias } = rowOf(wiring, slot);
  for (let i = from; i < bias; i++) setParameter(rows, wiring, i, event.weights[i - from]!);
  setParameter(rows, wiring, bias, event.bias);
  rows.version[slot] = event.weightVersion;
  stages?.versions.add(rows, slot, event.weightVersion, event.n);
}
