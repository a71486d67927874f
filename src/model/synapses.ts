import type { Model } from "./model.ts";
import { populationAt, populationIndex } from "./populations.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- the columns of projections have `count` places each */

/**
 * Visits every synapse in synapse order with the slots of its ends and the index of its weight in `parameters`:
 * projection by projection, within one target by target, and for a target source by source.
 */
export function forEachSynapse(
  model: Model,
  visit: (source: number, target: number, parameter: number) => void,
): void {
  const { projections } = model;
  for (let b = 0; b < projections.count; b++) {
    const source = populationAt(model, projections.source[b]!);
    const target = populationAt(model, projections.target[b]!);
    for (let row = 0; row < target.size; row++) {
      const weights = target.rows + row * (target.fanIn + 1) + projections.position[b]!;
      for (let i = 0; i < source.size; i++) visit(source.first + i, target.first + row, weights + i);
    }
  }
}

/**
 * The index in `parameters` of the weight between two neurons, given by their slots; undefined where no synapse
 * leads from one to the other. Takes linear time of the projections: to look at many, walk them.
 * @throws RangeError where there is no such slot
 */
export function findSynapse(model: Model, sourceSlot: number, targetSlot: number): number | undefined {
  const { projections } = model;
  const sourceIndex = populationIndex(model, sourceSlot);
  const targetIndex = populationIndex(model, targetSlot);
  const source = populationAt(model, sourceIndex);
  const target = populationAt(model, targetIndex);
  for (let b = 0; b < projections.count; b++) {
    if (projections.source[b] !== sourceIndex || projections.target[b] !== targetIndex) continue;
    const row = target.rows + (targetSlot - target.first) * (target.fanIn + 1);
    return row + projections.position[b]! + (sourceSlot - source.first);
  }
  return undefined;
}
