/** A run has failed: at which neuron, sample and batch it first went wrong, and why. Its weights are the last commit's. */
export class RunError extends Error {
  override readonly name = "RunError";
}
