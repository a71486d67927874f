import { type Passage, passagesOf, type StageHistory } from "./passages.ts";
import type { VersionRules } from "./policy.ts";
import type { StageEvent } from "./stage-events.ts";

/** The least, the mean and the greatest; of no numbers, NaN. */
export interface Spread {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

/** The weight versions of a stage. */
export interface StageVersions extends StageHistory {
  /** The most versions that had to be kept at once: the newest, and those that are still to be read. */
  readonly liveVersions: number;
  /** Commits between what the forward pass read and what the gradient was added to, its own not counted ("crossed"). */
  readonly staleness: Spread;
  /** Commits so far since the forward passes of those that have no backward pass yet, all together. */
  readonly crossedByUnfinished: number;
  /** The first passage that wanted a version which there was not yet: the policy cannot be run like this. */
  readonly tooEarly: Passage | undefined;
}

/**
 * Who has read what, from the order of F, B and U on every stage and the rules of a policy. Nothing is estimated.
 * @param stages of each stage its events
 * @throws RangeError `events: expected …; got …` for a backward pass without its forward pass
 */
export function versionsOf(stages: readonly (readonly StageEvent[])[], rules: VersionRules): StageVersions[] {
  const atEntry = passagesOf(stages[0] ?? [], rules, new Map()).passages;
  const entries = new Map(atEntry.map(({ microBatch, latest }) => [microBatch, latest]));
  return stages.map((events, stage) => {
    const history = passagesOf(events, rules, entries, stage);
    const { passages, commits } = history;
    const unfinished = passages.filter(({ transport }) => transport === undefined);
    return {
      ...history,
      liveVersions: liveVersions(passages, events),
      staleness: spreadOf(stalenessOf(passages)),
      crossedByUnfinished: unfinished.reduce((sum, { forward }) => sum + commits - forward, 0),
      tooEarly: passages.find(({ forward, latest }) => forward > latest),
    };
  });
}

/** Of each passage whose gradient is committed, the commits that it has crossed. */
export function stalenessOf(passages: readonly Pick<Passage, "forward" | "applied">[]): number[] {
  return passages.flatMap(({ applied, forward }) => (applied === undefined ? [] : [applied - forward]));
}

/** A version lives from its commit until the next one and, beyond that, until it is last read. */
function liveVersions(passages: readonly Passage[], events: readonly StageEvent[]): number {
  const made = [0, ...events.flatMap(({ kind }, at) => (kind === "U" ? [at] : []))];
  const ends = made.map((_, version) => made[version + 1] ?? events.length + 1);
  const readAt = (version: number, at: number): void => {
    const end = ends[version];
    if (end !== undefined) ends[version] = Math.max(end, at + 1);
  };
  for (const { forward, forwardAt, transport, backwardAt } of passages) {
    readAt(forward, forwardAt);
    if (transport !== undefined && backwardAt !== undefined) readAt(transport, backwardAt);
  }
  const changes = Array<number>(events.length + 2).fill(0);
  const change = (at: number, by: number): void => void (changes[at] = (changes[at] ?? 0) + by);
  made.forEach((at, version) => {
    change(at, 1);
    change(ends[version] ?? at, -1);
  });
  let [live, most] = [0, 0];
  for (const by of changes) {
    live += by;
    most = Math.max(most, live);
  }
  return most;
}

export function spreadOf(numbers: readonly number[]): Spread {
  if (numbers.length === 0) return { min: NaN, mean: NaN, max: NaN };
  const sum = numbers.reduce((total, each) => total + each, 0);
  const least = numbers.reduce((min, each) => Math.min(min, each), Infinity);
  const greatest = numbers.reduce((max, each) => Math.max(max, each), -Infinity);
  return { min: least, mean: sum / numbers.length, max: greatest };
}
