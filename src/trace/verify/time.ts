import { shown } from "../../math/suggestion.ts";
import type { TraceEvent } from "../event.ts";
import type { Audit } from "./audit.ts";
import type { Batch } from "./batch.ts";
import type { Stages } from "./stages/stages.ts";
import { isIndex, unlike } from "./difference.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every slot has its round */

/**
 * Time never goes back, and within a batch it follows from the network (see Rounds): `ticks` after the batch has begun.
 * Where its beginning is not recorded, its first event tells it. undefined: nothing that is recorded tells the ticks.
 * In a simulated world it only never goes back.
 */
export function checkTime(audit: Audit, event: TraceEvent, ticks: number | undefined): void {
  const { clock, stages, scope } = audit;
  if (stages !== undefined && scope.phase("start")) {
    checkInAction(audit, stages, event);
    return;
  }
  if (isFree(audit)) {
    checkFreely(audit, event);
    return;
  }
  if (ticks === undefined || clock.start === undefined) {
    audit.unchecked.leave(`${event.kind}.t`);
    checkLoosely(audit, event);
    if (ticks !== undefined) clock.start = event.t - ticks;
  } else checkExactly(audit, event, clock.start + ticks, `tick ${ticks} of its batch`);
}

/** A run or a batch begins, at once, or after passes that are not recorded. */
export function checkBeginning(audit: Audit, event: TraceEvent): void {
  const { clock, unchecked, stages, scope } = audit;
  if (stages !== undefined && event.kind === "train" && !scope.isPart) {
    checkStagedRun(audit, event);
    return;
  }
  if (isFree(audit)) {
    checkFreely(audit, event);
    return;
  }
  if (event.t !== (clock.free ?? 0)) unchecked.leave(`${event.kind}.t`);
  checkLoosely(audit, event);
  if (event.kind === "batch") clock.start = event.t;
}

/** The end has the time of the last event before it, if that is there. */
export function checkEndTime(audit: Audit, event: TraceEvent): void {
  if (audit.numbers.hasAllBefore(event.n)) {
    checkExactly(audit, event, audit.clock.last, "of the last event");
    return;
  }
  audit.unchecked.leave("end.t");
  checkLoosely(audit, event);
}

/** Where messages or tasks take their time, nothing but their order tells when they happen. */
function isFree({ header, stages }: Audit): boolean {
  return header.options.transport === "simulated" || stages !== undefined;
}

/** A run in stages begins when the one before it has ended; when the first one does, nothing tells. */
function checkStagedRun(audit: Audit, event: TraceEvent): void {
  if (event.n > 0) {
    checkExactly(audit, event, audit.clock.last, "of the last event");
    return;
  }
  audit.unchecked.leave("train.t", "comes from outside");
  checkFreely(audit, event);
}

/** An action ends when its schedule says so, and all that it does happens then. */
export function checkActionTime(audit: Audit, event: TraceEvent): void {
  audit.unchecked.leave("action.t", "comes from outside");
  checkFreely(audit, event);
}

function checkInAction(audit: Audit, { action }: Stages, event: TraceEvent): void {
  if (action === undefined) audit.report(event, "expected an action to do it; got none");
  else checkExactly(audit, event, action.t, `of event ${action.n}, its action`);
}

function checkFreely(audit: Audit, event: TraceEvent): void {
  if (Number.isFinite(event.t)) checkOrder(audit, event);
  else audit.report(event, `t: expected a time in ticks; got ${shown(event.t)}`);
}

/** Ticks from the beginning of a batch to a neuron's gradient; after the whole batch, unless neurons commit on the way. */
export function ticksToGradient(audit: Audit, batch: Batch, slot: number): number | undefined {
  const { rounds } = audit;
  const isOnTheWay = commitsOnTheWay(audit, batch);
  if (isOnTheWay === undefined || batch.samples === undefined) return undefined;
  return isOnTheWay ? rounds.backward[slot]! : ticksBack(audit, batch);
}

export function ticksToCommit(audit: Audit, batch: Batch, slot: number): number | undefined {
  const ticks = ticksToGradient(audit, batch, slot);
  return ticks === undefined || commitsOnTheWay(audit, batch) === true ? ticks : ticks + 1;
}

/** The batch in flight is over: the next one begins then, or after passes that are not recorded. */
export function stopClock(audit: Audit, batch: Batch, outcome: "complete" | "perhaps not"): void {
  const { clock } = audit;
  const ticks = outcome === "complete" && !isFree(audit) ? ticksOf(audit, batch) : undefined;
  clock.free = clock.start === undefined || ticks === undefined ? undefined : clock.start + ticks;
  clock.start = undefined;
}

function checkLoosely(audit: Audit, event: TraceEvent): void {
  const { t } = event;
  if (isIndex(t)) checkOrder(audit, event);
  else audit.report(event, `t: expected a whole number of ticks; got ${shown(t)}`);
}

function checkExactly(audit: Audit, event: TraceEvent, expected: number, because: string): void {
  if (Object.is(event.t, expected)) checkOrder(audit, event);
  else
    audit.report(
      event,
      unlike("t", expected, event.t, () => because),
    );
}

/** A wrong time is not held against the events that come after it. */
function checkOrder({ clock, report }: Audit, event: TraceEvent): void {
  const earliest = clock.start === undefined ? Math.max(clock.last, clock.free ?? 0) : clock.last;
  if (event.t >= earliest) clock.last = event.t;
  else report(event, `t: expected ${earliest} or later; got ${event.t}`);
}

/** undefined: nobody has said whether neurons commit by themselves. */
function commitsOnTheWay({ learning }: Audit, { purpose }: Batch): boolean | undefined {
  if (purpose === undefined) return undefined;
  if (purpose !== "train") return false;
  return learning === undefined ? undefined : learning.settings.commitAfter === "delta";
}

/** Ticks until the last micro-batch has come back to the coordinator, who speaks a round later. */
function ticksBack({ rounds }: Audit, { parts }: Batch): number {
  return parts.size - 1 + rounds.last + 2;
}

function ticksOf(audit: Audit, batch: Batch): number | undefined {
  switch (batch.purpose) {
    case "gradients":
      return ticksBack(audit, batch) + 1;
    case "train": {
      const isOnTheWay = commitsOnTheWay(audit, batch);
      return isOnTheWay === undefined ? undefined : ticksBack(audit, batch) + (isOnTheWay ? 0 : 2);
    }
    case "evaluate":
    case undefined:
      return undefined;
  }
}
