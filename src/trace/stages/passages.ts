import type { ActionEvent, TraceEvent } from "../event.ts";
import type { Trace } from "../header.ts";
import { neuronStages } from "./neuron-stages.ts";

/** Which weight versions a micro-batch has met at a stage, as its messages and the commits of its stage tell. */
export interface RecordedPassage {
  readonly batch: number;
  readonly microBatch: number;
  /** The version that its forward pass has read, and the newest one there was then. */
  readonly forward: number;
  readonly latest: number;
  /** The version that its error signals name; undefined before its way back. */
  readonly transport: number | undefined;
  /** The version that its gradient was added to; undefined before its commit. */
  readonly applied: number | undefined;
  /** Numbers of the actions that are its forward and its backward pass. */
  readonly forwardAt: number;
  readonly backwardAt: number | undefined;
}

/** What a trace tells of a stage. */
export interface RecordedStage {
  /** In the order of their forward passes. */
  readonly passages: readonly RecordedPassage[];
  /** Number of each commit's first event, in order, and the version that it made. */
  readonly commits: readonly { readonly at: number; readonly version: number }[];
}

type Draft = { -readonly [Key in keyof RecordedPassage]: RecordedPassage[Key] };

/**
 * Goes through a trace of a run in stages, message by message: every version is the one that a message met. What no message tells, as
 * nobody multiplies by a stage's weights on the way back, is what its action says.
 * @throws RangeError for a trace of a run without stages
 */
export function recordedStages(trace: Trace): RecordedStage[] {
  const { outline, stageOf } = neuronStages(trace);
  const { commits: first } = trace.header.options;
  const stages = Array.from({ length: outline.stages }, () => newDraft(first));
  const passageOf = (stage: number, { batch, microBatch }: Place): Draft | undefined =>
    stages[stage]?.open.get(batch)?.get(microBatch);
  for (const event of trace.events) {
    switch (event.kind) {
      case "action":
        takeAction(stages[event.stage], event);
        break;
      case "deliver": {
        // The weight is that of its target, who receives forward and sends backward.
        const isForward = event.direction === "forward";
        const passage = passageOf(stageOf(isForward ? event.to : event.from), event);
        if (passage === undefined) break;
        if (isForward) passage.forward = event.weightVersion;
        else passage.transport = event.weightVersion;
        break;
      }
      case "commit":
        takeCommit(stages[stageOf(event.neuron)], event);
    }
  }
  return stages.map(({ passages, commits }) => ({ passages, commits }));
}

interface Place {
  readonly batch: number;
  readonly microBatch: number;
}

interface StageDraft {
  readonly passages: Draft[];
  readonly commits: { readonly at: number; readonly version: number }[];
  newest: number;
  /** By batch, by micro-batch: of a batch that is committed here, messages may still be under way to other stages. */
  readonly open: Map<number, Map<number, Draft>>;
}

function newDraft(newest: number): StageDraft {
  return { passages: [], commits: [], newest, open: new Map() };
}

function takeAction(stage: StageDraft | undefined, event: ActionEvent): void {
  if (stage === undefined) return;
  const { n, batch, microBatch, action, weightVersion } = event;
  if (action === "F") {
    const { newest: latest } = stage;
    const forward = weightVersion ?? latest;
    const passage: Draft = {
      ...{ batch, microBatch, forward, latest, transport: undefined, applied: undefined },
      ...{ forwardAt: n, backwardAt: undefined },
    };
    stage.passages.push(passage);
    const ofBatch = stage.open.get(batch) ?? new Map<number, Draft>();
    stage.open.set(batch, ofBatch.set(microBatch, passage));
    return;
  }
  const passage = stage.open.get(batch)?.get(microBatch);
  if (action === "W" || passage === undefined) return;
  passage.backwardAt = n;
  passage.transport = weightVersion;
}

/** The first neuron's commit is that of the stage. */
function takeCommit(stage: StageDraft | undefined, event: Extract<TraceEvent, { kind: "commit" }>): void {
  const { n, batch, weightVersion } = event;
  if (stage === undefined || weightVersion <= stage.newest) return;
  stage.newest = weightVersion;
  stage.commits.push({ at: n, version: weightVersion });
  for (const passage of stage.open.get(batch)?.values() ?? []) passage.applied = weightVersion - 1;
}
