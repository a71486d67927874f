/** Which weight versions a micro-batch has really met at a stage. A version is the number of commits of the run before it. */
export interface Pass {
  readonly microBatch: number;
  /** The version that its forward pass has read, and the newest one there was then. */
  readonly forward: number;
  readonly latest: number;
  /** The version that its error signals name; undefined before its way back. */
  transport: number | undefined;
  /** The version that its gradient was added to; undefined before its commit. */
  applied: number | undefined;
}

/** Weights that error signals are to be multiplied by: a version as it is, or numbers made from it. */
export interface Signal {
  readonly version: number;
  readonly weights: Float64Array | undefined;
}
