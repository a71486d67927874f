import { forwardVersionOf, transportVersionOf, type VersionRules } from "./policy.ts";
import type { StageEvent } from "./stage-events.ts";

/** Which weight versions one micro-batch has met at one stage. A version is the number of commits before it. */
export interface Passage {
  readonly microBatch: number;
  /** The version that its forward pass has read, and the newest one there was then. */
  readonly forward: number;
  readonly latest: number;
  /** The version that its error signals were multiplied by; of "extrapolated", the newest. undefined before its B */
  readonly transport: number | undefined;
  /** The version that its gradient was added to; undefined before its commit. */
  readonly applied: number | undefined;
  /** The places of its F and its B among the stage's events. */
  readonly forwardAt: number;
  readonly backwardAt: number | undefined;
}

/** What has happened at a stage, from its events. */
export interface StageHistory {
  /** In the order of their forward passes. */
  readonly passages: readonly Passage[];
  /** At each backward pass, in order: micro-batches between F and B, itself included. */
  readonly stashSizes: readonly number[];
  readonly peakInFlight: number;
  readonly commits: number;
}

type Draft = { -readonly [Key in keyof Passage]: Passage[Key] };

/**
 * Goes through the events of a stage by the rules of a policy.
 * @param entries of each micro-batch, the newest version at stage 0 when it entered there
 * @throws RangeError `events: expected …; got …` for a backward pass without its forward pass
 */
export function passagesOf(
  events: readonly StageEvent[],
  rules: VersionRules,
  entries: ReadonlyMap<number, number>,
  stage = 0,
): StageHistory {
  const passages: Draft[] = [];
  const open = new Map<number, Draft>();
  const stashSizes: number[] = [];
  let uncommitted: Draft[] = [];
  let [commits, peakInFlight] = [0, 0];
  events.forEach((event, at) => {
    if (event.kind === "U") {
      for (const passage of uncommitted) passage.applied = commits;
      uncommitted = [];
      commits++;
    } else if (event.kind === "F") {
      const passage = begin(event.microBatch, at, commits, rules, { stage, entries });
      passages.push(passage);
      open.set(event.microBatch, passage);
      peakInFlight = Math.max(peakInFlight, open.size);
    } else {
      const passage = open.get(event.microBatch);
      if (passage === undefined) {
        throw new RangeError(`events: expected F${event.microBatch} before B${event.microBatch}; got none`);
      }
      passage.transport = transportVersionOf(rules, { forward: passage.forward, latest: commits });
      passage.backwardAt = at;
      stashSizes.push(open.size);
      open.delete(event.microBatch);
      uncommitted.push(passage);
    }
  });
  return { passages, stashSizes, peakInFlight, commits };
}

function begin(
  microBatch: number,
  forwardAt: number,
  latest: number,
  rules: VersionRules,
  { stage, entries }: { readonly stage: number; readonly entries: ReadonlyMap<number, number> },
): Draft {
  const entry = entries.get(microBatch) ?? latest;
  const forward = forwardVersionOf(rules, { stage, microBatch, latest, entry });
  return {
    microBatch,
    forward,
    latest,
    transport: undefined,
    applied: undefined,
    forwardAt,
    backwardAt: undefined,
  };
}
