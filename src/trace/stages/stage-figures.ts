import type { ActionEvent } from "../event.ts";
import type { Trace } from "../header.ts";
import { type RecordedPassage, type RecordedStage, recordedStages } from "./passages.ts";

/** What the recorded weight versions of a stage come to. Staleness is "crossed": commits between read and added to, without its own. */
export interface StageFigures extends RecordedStage {
  readonly staleness: Spread;
  /** How many gradients have crossed 0, 1, 2, … commits. */
  readonly stalenessCounts: readonly number[];
  /** At each backward pass, in order: micro-batches between F and B, itself included. */
  readonly stashSizes: readonly number[];
  /** The most versions at once that were the newest or still to be read. */
  readonly liveVersions: number;
}

/** The least, the mean and the greatest; of no numbers, NaN. */
export interface Spread {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

/** What a processor has done; times in ticks. */
export interface RankFigures {
  readonly busy: number;
  /** busy ÷ makespan */
  readonly utilisation: number;
  /** The most forward passes whose inputs it kept at once: from the beginning of F to the end of W (or B). */
  readonly peakInFlight: number;
}

export interface RecordedFigures {
  readonly makespan: number;
  readonly ranks: readonly RankFigures[];
  readonly stages: readonly StageFigures[];
}

/**
 * All figures of a run in stages, from what its trace has recorded: nothing is estimated, and no rule of a schedule is used.
 * @throws RangeError for a trace of a run without stages
 */
export function recordedFigures(trace: Trace): RecordedFigures {
  const actions = trace.events.filter((event) => event.kind === "action");
  const makespan = actions.reduce((latest, { t }) => Math.max(latest, t), 0);
  const byRank = new Map<number, ActionEvent[]>();
  for (const action of actions) {
    const own = byRank.get(action.rank);
    if (own === undefined) byRank.set(action.rank, [action]);
    else own.push(action);
  }
  const ranks = [...byRank.keys()].sort((one, other) => one - other);
  return {
    makespan,
    ranks: ranks.map((rank) => rankFigures(byRank.get(rank) ?? [], makespan)),
    stages: recordedStages(trace).map(stageFigures),
  };
}

function rankFigures(actions: readonly ActionEvent[], makespan: number): RankFigures {
  let [busy, inFlight, peakInFlight] = [0, 0, 0];
  for (const { action, start, t } of actions) {
    busy += t - start;
    if (action === "F") peakInFlight = Math.max(peakInFlight, ++inFlight);
    else if (action !== "I") inFlight--;
  }
  return { busy, utilisation: busy / makespan, peakInFlight };
}

function stageFigures(stage: RecordedStage): StageFigures {
  const crossed = stage.passages.flatMap(({ applied, forward }) =>
    applied === undefined ? [] : [applied - forward],
  );
  const counts: number[] = [];
  for (const commits of crossed) counts[commits] = (counts[commits] ?? 0) + 1;
  return {
    ...stage,
    staleness: spreadOf(crossed),
    stalenessCounts: Array.from(counts, (count: number | undefined) => count ?? 0),
    stashSizes: stashSizes(stage.passages),
    liveVersions: liveVersions(stage),
  };
}

function stashSizes(passages: readonly RecordedPassage[]): number[] {
  const backward = passages.flatMap(({ backwardAt }) => backwardAt ?? []).sort((one, other) => one - other);
  const isOpen = (at: number, { forwardAt, backwardAt = Infinity }: RecordedPassage): boolean =>
    forwardAt < at && at <= backwardAt;
  return backward.map((at) => passages.filter((passage) => isOpen(at, passage)).length);
}

/**
 * A version is there from its commit on, for as long as it is the newest, and until it is read for the last time. They are counted
 * when something happens: at each commit and each pass.
 */
function liveVersions({ passages, commits }: RecordedStage): number {
  const first = (commits[0]?.version ?? 1) - 1;
  const madeAt = (version: number): number =>
    version <= first ? -1 : (commits[version - first - 1]?.at ?? Infinity);
  const lastRead = new Map<number, number>();
  const read = (version: number | undefined, at: number | undefined): void => {
    if (version !== undefined && at !== undefined)
      lastRead.set(version, Math.max(at, lastRead.get(version) ?? -1));
  };
  for (const { forward, forwardAt, transport, backwardAt } of passages) {
    read(forward, forwardAt);
    read(transport, backwardAt);
  }
  const moments = [
    ...commits.map(({ at }) => at),
    ...passages.flatMap(({ forwardAt, backwardAt = forwardAt }) => [forwardAt, backwardAt]),
  ];
  moments.sort((one, other) => one - other);
  let [newest, most] = [first, 1];
  const old = new Set<number>();
  for (const now of moments) {
    while (madeAt(newest + 1) <= now) old.add(newest++);
    for (const version of old) if ((lastRead.get(version) ?? -1) < now) old.delete(version);
    most = Math.max(most, 1 + old.size);
  }
  return most;
}

function spreadOf(numbers: readonly number[]): Spread {
  if (numbers.length === 0) return { min: NaN, mean: NaN, max: NaN };
  const sum = numbers.reduce((total, each) => total + each, 0);
  return {
    min: numbers.reduce((least, each) => Math.min(least, each), Infinity),
    mean: sum / numbers.length,
    max: numbers.reduce((most, each) => Math.max(most, each), -Infinity),
  };
}
