import type { Memory } from "../neuron/memory.ts";
import type { Stage } from "./stage.ts";

/**
 * All micro-batches of a batch have been at a stage, forward and back: its neurons form their gradients and, once correctors have
 * had theirs, move their rows. The gradient is that of the batch in the memory's frame, whatever versions its passes have met.
 * @param rate the learning rate of this commit
 */
export function commit(stage: Stage, memory: Memory, rate: number): void {
  const { correctors, rows, store, step } = stage;
  const passes = stage.uncommitted;
  const read = passes.reduce((oldest, { forward }) => Math.min(oldest, forward), store.newest);
  const staleness = store.newest - read;
  stage.learn("gradient");
  correctGradient(stage, memory, read);
  const before = correctors.some(({ learn }) => learn !== undefined)
    ? rows.copy(memory.parameters)
    : undefined;
  const factor = correctors.reduce(
    (product, { rateFactor }) => product * (rateFactor?.(step.commit, staleness) ?? 1),
    1,
  );
  for (const pass of passes) pass.applied = store.newest;
  memory.learning.optimizer.begin(step, rate * factor, memory.scalars.numbers);
  stage.learn("commit");
  if (before === undefined) return;
  const after = rows.copy(memory.parameters);
  for (const { learn } of correctors) learn?.(before, after);
}

/** @param read the oldest version that the batch has read forward */
function correctGradient({ correctors, rows, store }: Stage, memory: Memory, read: number): void {
  const isStale = read < store.newest && correctors.some(({ correct }) => correct !== undefined);
  const then = isStale ? store.read(read) : undefined;
  if (then === undefined && correctors.every(({ take }) => take === undefined)) return;
  const now = rows.copy(memory.parameters);
  const gradient = rows.copy(memory.gradients);
  for (const { take, correct } of correctors) {
    take?.(gradient);
    if (then !== undefined) correct?.(gradient, now, then);
  }
  rows.write(gradient, memory.gradients);
}
