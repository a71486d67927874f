import { expectedOneOf, shown } from "../../../math/suggestion.ts";
import type { Purpose } from "../../../message/message.ts";
import type { BatchEvent } from "../../event.ts";
import type { Audit } from "../audit.ts";
import { newBatch } from "../batch.ts";
import { closeAction, closeBatch } from "../complete.ts";
import { isIndex, unlikeList } from "../difference.ts";
import { enterRows } from "../epochs.ts";
import { addPart } from "../micro-batch.ts";
import { checkBeginning } from "../time.ts";

/** A batch begins: the one before is complete, and its samples are cut into micro-batches of equal size but the last. */
export function checkBatch(audit: Audit, event: BatchEvent): void {
  const { report, scope, stages } = audit;
  // A policy has no flush: the batches before may still be on their way.
  if (stages?.outline.kind === "policy") closeAction(audit, event);
  else closeBatch(audit, event);
  const { batch: number, rows } = event;
  const purpose = purposes.find((known) => known === event.purpose);
  if (purpose === undefined) report(event, `purpose: ${expectedOneOf(purposes, event.purpose)}`);
  report(event, numberProblem(audit, event));
  checkBeginning(audit, event);
  if (stages !== undefined) stages.entered = event.t;
  report(event, rowsProblem(audit, event, purpose));

  const cut = cutOf(audit, event);
  const because = (): string => `${rows.length} samples, ${cut[0] ?? 0} at a time`;
  report(event, unlikeList("microBatches", cut, event.microBatches, because));
  if (stages === undefined) audit.numbers.forget();
  audit.batch = newBatch(number, { purpose, samples: rows.length });
  audit.lastBatch = number;
  stages?.open.set(number, audit.batch);
  let first = 0;
  for (const [index, size] of cut.entries()) {
    const from = first;
    const samples = Array.from({ length: size }, (_, s) => from + s);
    addPart(audit, audit.batch, index, scope.samples(samples), samples);
    first += size;
  }
}

const purposes: readonly Purpose[] = ["evaluate", "gradients", "train"];

/** Numbers rise by one; where time has passed since the batch before, there were passes that are not recorded. */
function numberProblem(
  { lastBatch, clock, scope, stages }: Audit,
  { batch, t }: BatchEvent,
): string | undefined {
  if (!isIndex(batch) || batch <= lastBatch) {
    return `batch: expected a whole number after ${lastBatch}; got ${shown(batch)}`;
  }
  const isNext = stages !== undefined && scope.hasAllBatches && lastBatch >= 0;
  if (isNext && batch !== lastBatch + 1) {
    return `batch: expected ${lastBatch + 1}; got ${batch}`;
  }
  if (clock.free === undefined || !scope.hasAllBatches || t < clock.free) return undefined;
  const next = lastBatch + 1;
  if (t === clock.free && batch > next) return `batch: expected ${next}, as no time has passed; got ${batch}`;
  if (t > clock.free && batch === next)
    return `batch: expected more than ${next}, as time has passed; got ${next}`;
  return undefined;
}

function rowsProblem(audit: Audit, event: BatchEvent, purpose: Purpose | undefined): string | undefined {
  const { rows } = event;
  const at = rows.findIndex((row) => !isIndex(row));
  if (at >= 0) return `rows[${at}]: expected a whole number from 0 on; got ${shown(rows[at])}`;
  if (rows.length === 0) return "rows: expected at least one; got none";
  if (new Set(rows).size < rows.length) return "rows: expected each once; got one of them twice";
  switch (purpose) {
    case "train":
      return trainRowsProblem(audit, rows);
    case "evaluate":
      return evaluatedRowsProblem(audit, rows);
    case "gradients":
    case undefined:
      return unlikeList("rows", inOrder(0, rows.length), rows, () => "in file order");
  }
}

/** Who began to record in the middle of a run has missed how it learns, and where it stands. */
function trainRowsProblem(audit: Audit, rows: readonly number[]): string | undefined {
  const { learning, header, scope, unchecked } = audit;
  if (learning === undefined) {
    unchecked.leave("batch.rows");
    const isWithin = header.options.commits > 0 || !scope.phase("start");
    return isWithin ? undefined : "expected a run of training to have begun first; got none";
  }
  if (learning.isOver) return "expected no batch of a run that has given one up; got another one";
  learning.hasMetBatch = true;
  if (scope.hasAllBatches) return enterRows(learning.epochs, learning.settings, rows);
  unchecked.leave("batch.rows");
  return undefined;
}

/** An evaluation begins with row 0 and goes on, batch by batch. */
function evaluatedRowsProblem(audit: Audit, rows: readonly number[]): string | undefined {
  const first = rows[0] === 0 || !audit.scope.hasAllBatches ? rows[0] : audit.nextEvaluated;
  audit.nextEvaluated = (rows.at(-1) ?? 0) + 1;
  return unlikeList("rows", inOrder(first ?? 0, rows.length), rows, () => "in file order");
}

function inOrder(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}

/** How so many samples are cut: by what the run says, else by the size of the first micro-batch. */
function cutOf({ learning }: Audit, { rows, microBatches, purpose }: BatchEvent): number[] {
  if (purpose === "evaluate") return [rows.length];
  const asked = (purpose === "train" ? learning?.settings.microBatch : undefined) ?? microBatches[0] ?? 0;
  const size = Number.isSafeInteger(asked) && asked > 0 ? asked : rows.length;
  const cut: number[] = [];
  for (let first = 0; first < rows.length; first += size) cut.push(Math.min(size, rows.length - first));
  return cut;
}
