import type { Frame, MicroBatch } from "../neuron/frame.ts";
import type { Memory } from "../neuron/memory.ts";
import { RunError } from "../message/run-error.ts";
import type { Action } from "../schedule/action.ts";
import { phasesOf } from "../schedule/phases.ts";
import { forwardVersionOf, transportVersionOf, type VersionRules } from "../schedule/policy.ts";
import type { Transport } from "../transport/transport.ts";
import { commit } from "./commit.ts";
import type { Pass, Signal } from "./pass.ts";
import type { Stage } from "./stage.ts";

/** What a run of stages needs from who has made them. */
export interface PipeParts {
  readonly memory: Memory;
  readonly transport: Transport;
  /** The node that the forward stream starts from. */
  readonly feed: number;
  readonly stages: readonly Stage[];
  readonly rules: VersionRules;
  /** Of each stage, the lowest one whose neurons multiply by its weights on the way back. */
  readonly lowestReader: readonly number[];
  /** One a batch in flight: batch t is in number t mod frames.length. */
  readonly frames: readonly Frame[];
  /** What frames call batch 0. */
  readonly firstBatch: number;
  /** Puts a batch's inputs into the memory's frame, and its targets to the loss. */
  readonly load: (batch: number) => void;
  /** The learning rate of a commit, the first one of the run being number 0; undefined: gradients are formed, and no row moves. */
  readonly rate: ((commit: number) => number) | undefined;
  /** The most commits that a gradient may cross. */
  readonly maxStaleness: number;
  /** Told of each action before anything is computed, with the version that it reads (F) or that its error signals name (I, B). */
  readonly begun: (version: number | undefined) => void;
}

/**
 * Carries out the actions of a schedule with real neurons. For each of them it lays out the frame of the batch and the weight versions
 * that are to be read; the neurons read what lies there, as they always do, and know of no schedule.
 *
 *   F  a stage's own rows as its forward pass reads them; activations go on to the gates of other stages
 *   I  its own rows and those of all stages ahead, in the versions that the error signals name; δ goes back
 *   W  the weight gradient is due; with the last micro-batch of a batch it is formed, and committed
 *
 * Micro-batches are numbered through the run: number k is place k mod m of batch ⌊k / m⌋, m = gradientsPerCommit.
 */
export class Pipe {
  readonly #parts: PipeParts;
  /** The batch whose targets are with the loss. */
  #targetsOf = -1;

  constructor(parts: PipeParts) {
    this.#parts = parts;
  }

  get stages(): readonly Stage[] {
    return this.#parts.stages;
  }

  /** Batches that every stage has committed. */
  get completed(): number {
    return this.stages.reduce((least, { store }) => Math.min(least, store.newest), Infinity);
  }

  /** The samples of a micro-batch in flight, as columns of the frame of its batch. */
  partOf(microBatch: number): MicroBatch | undefined {
    return this.#frameOf(microBatch).microBatches[this.#numberInFlight(microBatch)];
  }

  /** Does at once what an action says; `microBatch` is its number in the run. */
  perform({ kind, stage: index }: Action, microBatch: number): void {
    const stage = this.stages[index];
    if (stage === undefined) {
      throw new RangeError(`stage: expected 0 to ${this.stages.length - 1}; got ${index}`);
    }
    if (kind === "W") this.#parts.begun(undefined);
    for (const phase of phasesOf(kind)) {
      if (phase === "forward") this.#forward(stage, microBatch);
      else if (phase === "backward") this.#backward(stage, microBatch);
      else this.#gradient(stage, microBatch);
    }
    stage.store.tidy();
  }

  /** Takes away what was laid out for an action that failed. */
  restore(): void {
    for (const stage of this.stages) stage.restore();
  }

  #forward(stage: Stage, microBatch: number): void {
    const { transport, feed, begun } = this.#parts;
    this.#load(stage, microBatch);
    const pass = this.#begin(stage, microBatch);
    begun(stage.named(pass.forward));
    stage.layOut(pass.forward, predictionOf(stage, pass));
    const number = this.#numberInFlight(microBatch);
    if (stage.index === 0) transport.forward.send(feed, number);
    stage.tell("forward", number);
    stage.restore();
  }

  #begin(stage: Stage, microBatch: number): Pass {
    const { index, store, passes } = stage;
    const latest = store.newest;
    const entry = index === 0 ? latest : (this.stages[0]?.passOf(microBatch).latest ?? latest);
    const forward = forwardVersionOf(this.#parts.rules, { stage: index, microBatch, latest, entry });
    if (forward > latest) {
      const got = `got ${latest} commits: the schedule cannot keep to its rule`;
      throw new RunError(
        `stage ${index}, micro-batch ${microBatch}: expected weight version ${forward}; ${got}`,
      );
    }
    const pass: Pass = { microBatch, forward, latest, transport: undefined, applied: undefined };
    passes.set(microBatch, pass);
    if (this.#stashUntil(stage) !== undefined) store.stash(forward);
    return pass;
  }

  #backward(stage: Stage, microBatch: number): void {
    const { rules, memory, lowestReader, begun } = this.#parts;
    const pass = stage.passOf(microBatch);
    memory.frame = this.#frameOf(microBatch);
    const signal = signalOf(stage, pass, rules);
    pass.transport = signal.version;
    stage.signals.set(microBatch, signal);
    stage.store.sent(signal.version);
    begun(stage.named(signal.version));
    const ahead = this.stages.slice(stage.index);
    for (const each of ahead) {
      const meets = each.signals.get(microBatch);
      if (meets !== undefined) each.layOut(meets.version, meets.weights);
    }
    stage.tell("backward", this.#numberInFlight(microBatch));
    for (const each of ahead) {
      each.restore();
      if (lowestReader[each.index] === stage.index) consume(each, microBatch);
    }
    if (this.#stashUntil(stage) === "backward") stage.store.unstash(pass.forward);
  }

  #gradient(stage: Stage, microBatch: number): void {
    const { memory, rate } = this.#parts;
    const frame = this.#frameOf(microBatch);
    stage.uncommitted.push(stage.passOf(microBatch));
    if (stage.uncommitted.length < frame.sizes.length) return;
    memory.frame = frame;
    for (const pass of stage.uncommitted) this.#expectFresh(stage, pass);
    if (rate === undefined) stage.learn("gradient");
    else commit(stage, memory, rate(stage.step.commit));
    for (const { forward } of this.#stashUntil(stage) === "commit" ? stage.uncommitted : []) {
      stage.store.unstash(forward);
    }
    stage.uncommitted = [];
  }

  #expectFresh({ index, store }: Stage, { microBatch, forward }: Pass): void {
    const { maxStaleness } = this.#parts;
    const crossed = store.newest - forward;
    if (crossed <= maxStaleness) return;
    throw new RunError(
      `stage ${index}, micro-batch ${microBatch}: expected a gradient that crosses at most ${maxStaleness} commits; got ${crossed}`,
    );
  }

  /** Who is the last to read what a forward pass has read: its error signals, or a corrector; undefined if nobody does. */
  #stashUntil({ correctors }: Stage): "backward" | "commit" | undefined {
    const { transportVersion, keptVersions } = this.#parts.rules;
    if (correctors.some(({ correct }) => correct !== undefined)) return "commit";
    return transportVersion === "forward" && keptVersions === undefined ? "backward" : undefined;
  }

  #load({ index }: Stage, microBatch: number): void {
    const { memory, load, stages, frames, firstBatch } = this.#parts;
    const batch = this.#batchOf(microBatch);
    memory.frame = this.#frameOf(microBatch);
    const isEntering = index === 0 && memory.frame.batch !== firstBatch + batch;
    // The deepest neurons are outputs, or heard by nobody: the loss is at the last stage.
    const isDue = index === stages.length - 1 && this.#targetsOf !== batch;
    if (isEntering && batch - frames.length >= this.completed) {
      throw new RunError(`batch ${batch}: expected at most ${frames.length} batches in flight; got one more`);
    }
    if (!isEntering && !isDue) return;
    load(batch);
    this.#targetsOf = batch;
  }

  #batchOf(microBatch: number): number {
    return Math.floor(microBatch / this.#parts.rules.gradientsPerCommit);
  }

  #frameOf(microBatch: number): Frame {
    const { frames, memory } = this.#parts;
    return frames[this.#batchOf(microBatch) % frames.length] ?? memory.frame;
  }

  /** What messages call it: the same number comes again as soon as all are done with its batch. */
  #numberInFlight(microBatch: number): number {
    return microBatch % (this.#parts.frames.length * this.#parts.rules.gradientsPerCommit);
  }
}

/** Predicted weights that a forward pass reads in place of its version; undefined where nobody predicts. */
function predictionOf({ correctors, store }: Stage, { forward }: Pass): Float64Array | undefined {
  if (correctors.every(({ predict }) => predict === undefined)) return undefined;
  const weights = store.read(forward);
  if (weights !== undefined) for (const { predict } of correctors) predict?.(weights, store.newest - forward);
  return weights;
}

/** What the error signals of a micro-batch are to be multiplied by, decided as they are sent. */
function signalOf({ correctors, store }: Stage, { forward }: Pass, rules: VersionRules): Signal {
  const version = transportVersionOf(rules, { forward, latest: store.newest });
  if (rules.transportVersion !== "extrapolated" || forward === version) {
    return { version, weights: undefined };
  }
  const weights = store.read(version);
  if (weights !== undefined) for (const { moveBack } of correctors) moveBack?.(weights, version - forward);
  return { version, weights };
}

/** The last of those to whom an error signal went has multiplied by it. */
function consume({ signals, store }: Stage, microBatch: number): void {
  const signal = signals.get(microBatch);
  if (signal === undefined) return;
  signals.delete(microBatch);
  store.consumed(signal.version);
  store.tidy();
}
