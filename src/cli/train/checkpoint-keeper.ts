import type { EpochProgress, Progress } from "../../coordinator/training.ts";
import type { CheckpointDirectory } from "../../files/checkpoint-directory.ts";
import type { Checkpoint, TrainingState, Writer } from "../../model/checkpoint/checkpoint.ts";
import type { RunIdentity } from "../../model/checkpoint/run-identity.ts";

/** Of which run checkpoints are kept, where, and how often. */
export interface Keeping {
  readonly directory: CheckpointDirectory;
  readonly writer: Writer;
  readonly run: RunIdentity;
  /** So many commits lie between two checkpoints at most; "epoch": there is one at the end of each. */
  readonly every: number | "epoch";
}

/** What was written last. */
export interface Saved {
  /** Name of its file. */
  readonly name: string;
  readonly state: TrainingState;
}

/** Writes checkpoints of a run while it goes on. */
export class CheckpointKeeper {
  readonly #keeping: Keeping;
  #saved: Saved;

  /**
   * Writes the first one at once: a directory that refuses it is better known before anything is done.
   * @throws RunError, here and later, if it cannot be written
   */
  constructor(keeping: Keeping, state: TrainingState, epochs: Checkpoint["epochs"]) {
    this.#keeping = keeping;
    this.#saved = this.#write(state, epochs);
  }

  /** Where checkpoints are written to. */
  get path(): string {
    return this.#keeping.directory.path;
  }

  get saved(): Saved {
    return this.#saved;
  }

  /** Something has come of the run; a checkpoint may be due. `state` tells where it stands, `epochs` those that are over. */
  hear(progress: Progress, state: () => TrainingState, epochs: readonly EpochProgress[]): void {
    const { every } = this.#keeping;
    const isDue =
      every === "epoch"
        ? progress.kind === "epoch"
        : progress.kind === "batch" && progress.commits - this.#saved.state.commits >= every;
    if (isDue) this.save(state(), epochs);
  }

  /** Writes a checkpoint, unless it is the one that was written last. */
  save(state: TrainingState, epochs: Checkpoint["epochs"]): void {
    const [now, last] = [state.position, this.#saved.state.position];
    if (now.epoch !== last.epoch || now.batch !== last.batch) this.#saved = this.#write(state, epochs);
  }

  #write(state: TrainingState, epochs: Checkpoint["epochs"]): Saved {
    const { directory, writer, run } = this.#keeping;
    return { name: directory.save({ writer, run, state, epochs }), state };
  }
}
