import { type Spread, spreadOf, stalenessOf } from "../../schedule/versions.ts";
import type { Pass } from "../../stage/pass.ts";
import type { Stage } from "../../stage/stage.ts";

/** What a stage has really done in a run. */
export interface StageReport {
  readonly commits: number;
  /** Which weight versions each micro-batch has met, in the order of the forward passes. */
  readonly passes: readonly Readonly<Pass>[];
  /** Commits that gradients have crossed: between what the forward pass read and what the gradient was added to. */
  readonly staleness: Spread;
  /** The weight versions that are in its store now, oldest first. */
  readonly versions: readonly number[];
  /** The most versions in the stage's store at once, the newest among them, not counting what only error signals under way name. */
  readonly liveVersions: number;
  /** The same with those. */
  readonly keptVersions: number;
}

export function stageReport({ store, passes }: Stage): StageReport {
  const all = [...passes.values()];
  return {
    commits: store.newest,
    passes: all,
    staleness: spreadOf(stalenessOf(all)),
    versions: store.versions,
    liveVersions: store.peakLive,
    keptVersions: store.peakKept,
  };
}
