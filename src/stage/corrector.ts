/**
 * What repairs a stale gradient, stage by stage; it knows nothing of other stages. All lists hold the stage's rows, put end to end,
 * and those that are to be changed are changed in place.
 */
export interface Corrector {
  /** What the learning rate of a commit is multiplied by. `commit` counts from 0, `staleness` is that of its gradient. */
  readonly rateFactor?: (commit: number, staleness: number) => number;
  /**
   * Moves the weights that a forward pass reads to where they will be when its gradient is applied. They are `behind` commits older
   * than the newest, and whatever has been learnt since is not to be used: in a pipeline, it is not known yet when they are read.
   */
  readonly predict?: (weights: Float64Array, behind: number) => void;
  /** Moves the newest weights back to where they were `crossed` commits ago, for error signals to be multiplied by. */
  readonly moveBack?: (weights: Float64Array, crossed: number) => void;
  /** Takes in the gradient of each commit, stale or not, before `correct`; it may change it. */
  readonly take?: (gradient: Float64Array) => void;
  /** Corrects a gradient that was computed where the weights were `read` for where they are `now`. */
  readonly correct?: (gradient: Float64Array, now: Float64Array, read: Float64Array) => void;
  /** Takes note of what a commit has changed. */
  readonly learn?: (before: Float64Array, after: Float64Array) => void;
}

/** What a corrector may know of its stage. */
export interface CorrectedStage {
  /** Numbers in its rows. */
  readonly count: number;
  /** Commits that its gradients cross, on average. */
  readonly delay: number;
  /** The most commits that the weights of a forward pass are older than the newest. */
  readonly furthest: number;
}
