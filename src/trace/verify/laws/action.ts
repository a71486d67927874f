import { expectedOneOf, shown } from "../../../math/suggestion.ts";
import type { ActionEvent } from "../../event.ts";
import type { Audit } from "../audit.ts";
import { closeAction } from "../complete.ts";
import { isIndex } from "../difference.ts";
import { partOf } from "../micro-batch.ts";
import { checkParents } from "../parents.ts";
import { type ExpectedVersion, forwardVersion, transportVersion } from "../stages/expected-version.ts";
import { type Part, partsOf, type Pass, passOf, type Stage, type Stages } from "../stages/stages.ts";
import { checkActionTime } from "../time.ts";

/** A stage does what a schedule says, once, after what it needs, and with weights of the version that the schedule's rules tell. */
export function checkAction(audit: Audit, event: ActionEvent): void {
  const { stages, report } = audit;
  if (stages === undefined) {
    report(event, "expected none, as options.pipeline says nothing of stages; got one");
    return;
  }
  closeAction(audit, event);
  if (stages.entered !== undefined && !Object.is(stages.entered, event.t)) {
    report(event, `t: expected ${stages.entered}, when its batch began; got ${shown(event.t)}`);
  }
  stages.entered = undefined;
  stages.action = event;
  if (partOf(audit, event) === undefined) return;
  checkActionTime(audit, event);
  checkParents(audit, event, []);
  const { stage, rank, action } = event;
  const own = isIndex(stage) ? stages.list[stage] : undefined;
  const parts = partsOf.get(action);
  if (own === undefined) report(event, `stage: expected 0 to ${stages.list.length - 1}; got ${shown(stage)}`);
  if (parts === undefined) report(event, `action: ${expectedOneOf([...partsOf.keys()], action)}`);
  if (!isIndex(rank)) report(event, `rank: expected a whole number from 0 on; got ${shown(rank)}`);
  if (own === undefined || parts === undefined) return;
  audit.unchecked.leave("action.rank", "comes from outside");
  audit.unchecked.leave("action.start", "comes from outside");
  checkRank(audit, stages, event);
  checkMessage(audit, stages, event);
  for (const part of parts) checkPart(audit, stages, own, event, part);
}

/** A processor does one thing at a time. */
function checkRank({ report }: Audit, { free }: Stages, event: ActionEvent): void {
  const { rank, start, t } = event;
  const before = free.get(rank) ?? 0;
  if (!(start >= before && start <= t)) {
    report(
      event,
      `start: expected from ${before} on, when rank ${rank} was free, up to ${t}; got ${shown(start)}`,
    );
  }
  free.set(rank, t);
}

/** What it needs of another stage was sent when that had done it, and was there before the action began. */
function checkMessage({ report, unchecked }: Audit, stages: Stages, event: ActionEvent): void {
  const { stage, action, sent, arrived, start } = event;
  const from = action === "F" ? stage - 1 : stage + 1;
  if (action === "W" || from < 0 || from >= stages.list.length) {
    if (sent !== undefined || arrived !== undefined) {
      report(event, "sent: expected nothing, as it needs no other stage; got something");
    }
    return;
  }
  const part = action === "F" ? "F" : "I";
  const done = passOf(stages, from, event)?.ends.get(part);
  if (done === undefined) {
    report(event, `expected ${from}${part}${event.microBatch} before it; got none`);
  } else if (!Object.is(sent, done)) {
    report(event, `sent: expected ${done}, when stage ${from} had done it; got ${shown(sent)}`);
  }
  unchecked.leave("action.arrived", "comes from outside");
  if (arrived === undefined || !(arrived >= (sent ?? NaN) && arrived <= start)) {
    report(event, `arrived: expected from ${shown(sent)} to ${shown(start)}; got ${shown(arrived)}`);
  }
}

function checkPart(audit: Audit, stages: Stages, own: Stage, event: ActionEvent, part: Part): void {
  const { report } = audit;
  const pass = part === "F" ? beginPass(stages, own, event) : passOf(stages, event.stage, event);
  const needed = part === "I" ? "F" : "I";
  if (part !== "F" && pass?.ends.has(needed) !== true) {
    report(event, `expected ${event.stage}${needed}${event.microBatch} before it; got none`);
  }
  if (pass === undefined) return;
  if (pass.ends.has(part)) {
    report(
      event,
      `expected ${part} of stage ${event.stage} and micro-batch ${event.microBatch} once; got it again`,
    );
    return;
  }
  if (pass.rank !== event.rank) {
    report(event, `rank: expected ${pass.rank}, as that of its forward pass; got ${event.rank}`);
  }
  pass.ends.set(part, event.t);
  if (part === "W") {
    const isAlone = event.action === "W" && event.weightVersion !== undefined;
    if (isAlone)
      report(event, `weightVersion: expected none, as W reads no weights; got ${event.weightVersion ?? NaN}`);
    return;
  }
  const expected = part === "F" ? forwardVersion(stages, own, event) : transportVersion(stages, own, pass);
  checkVersion(audit, event, expected);
  if (part === "I") pass.transport = event.weightVersion;
}

function beginPass(stages: Stages, own: Stage, event: ActionEvent): Pass | undefined {
  const { batch, microBatch, stage, rank, weightVersion = NaN } = event;
  const known = passOf(stages, stage, event);
  if (known !== undefined) return known;
  const passes = own.passes.get(batch) ?? [];
  const pass: Pass = {
    rank,
    forward: weightVersion,
    latest: own.newest,
    transport: undefined,
    ends: new Map(),
  };
  own.passes.set(batch, passes);
  passes[microBatch] = pass;
  return pass;
}

/** Of what was left out nobody knows how many commits they had. */
function checkVersion(
  { report, stages, unchecked }: Audit,
  event: ActionEvent,
  { from, to, because }: ExpectedVersion,
): void {
  const { weightVersion: got } = event;
  if (stages?.countsCommits !== true) {
    unchecked.leave("action.weightVersion");
    if (!isIndex(got)) report(event, `weightVersion: expected a whole number from 0 on; got ${shown(got)}`);
    return;
  }
  if (from < to) unchecked.leave("action.weightVersion", "comes from outside");
  if (isIndex(got) && got >= from && got <= to) return;
  const expected = from === to ? String(from) : `${from} to ${to}`;
  report(event, `weightVersion: expected ${expected} (${because}); got ${shown(got)}`);
}
