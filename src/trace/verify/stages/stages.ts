import type { ActionEvent } from "../../event.ts";
import type { TraceHeader, TracePipeline } from "../../header.ts";
import type { Batch } from "../batch.ts";
import type { Rows } from "../rows.ts";
import type { Scope } from "../scope.ts";
import type { Wiring } from "../wiring.ts";
import { RowVersions } from "./row-versions.ts";

/** Of a run in stages: what each has done, and which weight versions there are. */
export interface Stages {
  readonly outline: TracePipeline;
  /** By slot. */
  readonly stageOf: Int32Array;
  readonly list: readonly Stage[];
  readonly versions: RowVersions;
  /** Batches that have begun and are not complete, by their numbers. */
  readonly open: Map<number, Batch>;
  /** The action at hand; undefined before the first one. */
  action: ActionEvent | undefined;
  /** When the batch has begun that enters with the next action; undefined where none does. */
  entered: number | undefined;
  /** Of each processor, when its last action ended. */
  readonly free: Map<number, number>;
  /** Number of the run's first batch. */
  firstBatch: number;
  /** Whether actions tell how many commits each stage has had. */
  readonly countsCommits: boolean;
}

export interface Stage {
  /** The newest version of its weights; and the one that the run began with. */
  newest: number;
  first: number;
  /** By batch, by micro-batch. */
  readonly passes: Map<number, (Pass | undefined)[]>;
}

/** A micro-batch at a stage: the versions that it has met, and when which part of it was done. */
export interface Pass {
  readonly rank: number;
  /** The version that its forward pass has read, and the newest there was then. */
  readonly forward: number;
  readonly latest: number;
  /** The version that its error signals name. */
  transport: number | undefined;
  readonly ends: Map<Part, number>;
}

/** An action's parts: B has two. */
export type Part = "F" | "I" | "W";

export const partsOf: ReadonlyMap<string, readonly Part[]> = new Map<string, readonly Part[]>([
  ["F", ["F"]],
  ["I", ["I"]],
  ["W", ["W"]],
  ["B", ["I", "W"]],
]);

export function openStages(
  { options }: TraceHeader,
  wiring: Wiring,
  rows: Rows,
  { fromFirstBatch, hasAllBatches, phase }: Scope,
): Stages | undefined {
  const { pipeline: outline, commits } = options;
  if (outline === undefined) return undefined;
  return {
    outline,
    stageOf: wiring.populationOf.map((population) => outline.stageOf[population] ?? 0),
    list: Array.from({ length: outline.stages }, () => ({
      newest: commits,
      first: commits,
      passes: new Map<number, (Pass | undefined)[]>(),
    })),
    versions: new RowVersions(wiring, rows, fromFirstBatch ? commits : undefined),
    open: new Map(),
    action: undefined,
    entered: undefined,
    free: new Map(),
    firstBatch: 0,
    countsCommits: hasAllBatches && phase("start") && options.samples === undefined,
  };
}

export function passOf(
  { list }: Stages,
  stage: number,
  { batch, microBatch }: { readonly batch: number; readonly microBatch: number },
): Pass | undefined {
  return list[stage]?.passes.get(batch)?.[microBatch];
}

/** Lets go of the versions of a stage that nobody is still to read. */
export function forgetVersions({ outline, stageOf, list, versions }: Stages, stage: number): void {
  const own = list[stage];
  if (own === undefined) return;
  let oldest = own.newest - mostBehind(outline, own, list[0] ?? own);
  for (const passes of own.passes.values()) {
    for (const pass of passes) {
      if (pass !== undefined) oldest = Math.min(oldest, pass.forward, pass.transport ?? Infinity);
    }
  }
  stageOf.forEach((each, slot) => {
    if (each === stage) versions.forget(slot, oldest);
  });
}

/** How far behind the newest version a forward pass to come may read. */
function mostBehind(
  { forwardVersion, mostDelayed = Infinity }: TracePipeline,
  own: Stage,
  first: Stage,
): number {
  switch (forwardVersion) {
    case "latest":
      return 0;
    case "batch-before":
      return 1;
    case "delayed":
      return mostDelayed;
    case "entry": {
      // What has entered at stage 0 has noted which version was the newest there.
      const entered = [...first.passes.values()].flatMap((passes) =>
        passes.map((pass) => pass?.latest ?? Infinity),
      );
      return own.newest - entered.reduce((least, each) => Math.min(least, each), first.newest);
    }
  }
}
