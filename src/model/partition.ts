import { InputError } from "../message/input-error.ts";
import type { Model, PopulationModel } from "./model.ts";

/**
 * Of each stage, the first layer on it, in order: [0, 2] puts the layers 0 and 1 on stage 0, and 2 and up on stage 1. A layer is
 * all neurons that are equally many steps from the inputs; inputs themselves belong to stage 0.
 */
export type StageStarts = readonly number[];

/**
 * Which stage each population is on, by its index: layers go to stages in order, so that activations never flow to an earlier
 * stage. Given a number of stages, the layers are dealt out by the multiplications of their forward passes, so that the busiest stage
 * has as little to do as can be; or the first layer of each stage is given.
 * @throws InputError `stages: expected …; got …` where there are fewer layers than stages
 */
export function partition(model: Model, stages: number | StageStarts): Int32Array {
  const work = layerWork(model);
  const starts = typeof stages === "number" ? evenStarts(work, stages) : stages;
  checkStarts(starts, work.length);
  const stageOf = new Int32Array(work.length);
  starts.forEach((start, stage) => stageOf.fill(stage, start));
  return Int32Array.from(model.populations, (population) => stageOf[layerOf(population)] ?? 0);
}

/** Multiplications that a forward pass of one sample takes on each stage. */
export function stageWork({ populations }: Model, stageOf: Int32Array): number[] {
  const work: number[] = [];
  populations.forEach(({ size, fanIn }, index) => {
    const stage = stageOf[index] ?? 0;
    work[stage] = (work[stage] ?? 0) + size * fanIn;
  });
  return work;
}

function layerOf({ activation, depth }: PopulationModel): number {
  return activation === "input" ? 0 : Math.max(0, depth - 1);
}

function layerWork({ populations }: Model): number[] {
  const work: number[] = [];
  for (const population of populations) {
    const layer = layerOf(population);
    work[layer] = (work[layer] ?? 0) + population.size * population.fanIn;
  }
  return Array.from(work, (multiplications: number | undefined) => multiplications ?? 0);
}

/** The partition whose largest stage is smallest: that size is found by bisection, for a given one stages are filled in order. */
function evenStarts(work: readonly number[], stages: number): number[] {
  if (!Number.isSafeInteger(stages) || stages < 1) {
    fail(`a whole number from 1 on; got ${stages}`);
  }
  if (stages > work.length) {
    fail(`at most ${work.length}, as the network has ${layersText(work.length)}; got ${stages}`);
  }
  let low = work.reduce((most, each) => Math.max(most, each), 0);
  let high = work.reduce((sum, each) => sum + each, 0);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (fill(work, middle).length <= stages) high = middle;
    else low = middle + 1;
  }
  const starts = fill(work, low);
  // Filled to the brim there may be too few: a stage of several layers gives its last one away.
  for (let layer = work.length - 1; starts.length < stages; layer--) {
    if (starts.includes(layer)) continue;
    starts.push(layer);
    starts.sort((one, other) => one - other);
  }
  return starts;
}

/** Fills stage after stage up to `most` multiplications; returns the first layer of each. */
function fill(work: readonly number[], most: number): number[] {
  const starts = [0];
  let sum = 0;
  work.forEach((each, layer) => {
    if (layer > 0 && sum + each > most) {
      starts.push(layer);
      sum = 0;
    }
    sum += each;
  });
  return starts;
}

function checkStarts(starts: StageStarts, layers: number): void {
  const isRising = starts.every((start, stage) =>
    stage === 0 ? start === 0 : start > (starts[stage - 1] ?? 0),
  );
  const areLayers = starts.every((start) => Number.isSafeInteger(start) && start < layers);
  if (starts.length > 0 && isRising && areLayers) return;
  fail(`the first layer of each, from 0 on and rising, of ${layersText(layers)}; got [${starts.join(", ")}]`);
}

function layersText(count: number): string {
  return count === 1 ? "1 layer besides the inputs" : `${count} layers besides the inputs`;
}

function fail(expected: string): never {
  throw new InputError([{ path: "stages", message: `expected ${expected}` }]);
}
