import type { LossName } from "../../math/loss.ts";
import { loss } from "../../math/losses.ts";
import type { Model } from "../../model/model.ts";
import { populationIndex } from "../../model/populations.ts";
import type { PathCounts } from "./paths.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- populations and projections are looked up by indices counted here */

/** By population, as all of its neurons are heard by the same: what one of its neurons can reach. */
interface Onward {
  /** Whether some path leads from it to the loss. */
  readonly reaches: Uint8Array;
  /** Whether its gain is a factor of one of them. */
  readonly amplifies: Uint8Array;
  readonly targets: readonly (readonly number[])[];
}

/**
 * Paths from a neuron to the loss, and multiplications; exactly, however many they are.
 *
 * A path through n synapses behind its weight has n weights, n + 1 gains, the activation that enters and what the loss
 * tells: 2n + 3 factors, 2n + 2 multiplications; where σ' has cancelled in what the loss tells, one less.
 * Backpropagation: w·δ once for each synapse through which a path leads, gain·sum once for each neuron that adds some up,
 * and a·δ once for the weight, or for each of them.
 *
 * With P(v) the paths from neuron v and M(v) the factors of all of them together, both sums over the loss, if it hears v,
 * and over all neurons c that hear v:  P(v) = 1 + Σ P(c),  M(v) = 2 + Σ (M(c) + 2·P(c)),  each 1 and 2 (or 1, see above)
 * for the loss. With the activation M(v) + P(v) factors make M(v) multiplications.
 */
export function countPaths(model: Model, target: number): PathCounts {
  const onward = onwardOf(model);
  const start = populationIndex(model, target);
  const walks = walksOf(model, onward, start);
  return {
    paths: walks.paths,
    one: { walking: walks.one, backpropagation: backOfOne(model, onward, start) },
    all: { walking: walks.all, backpropagation: backOfAll(model, onward) },
    weights: model.synapseCount,
  };
}

function onwardOf(model: Model): Onward {
  const { populations, projections } = model;
  const targets: number[][] = populations.map(() => []);
  for (let b = 0; b < projections.count; b++) targets[projections.source[b]!]!.push(projections.target[b]!);
  const reaches = new Uint8Array(populations.length);
  const amplifies = new Uint8Array(populations.length);
  const outputs = outputsOf(model);
  for (const p of lossFirst(model)) {
    const leadsOn = targets[p]!.some((target) => reaches[target] === 1);
    if (leadsOn || outputs[p] === 1) reaches[p] = 1;
    if (leadsOn || (outputs[p] === 1 && entersBeforeGain(model.loss))) amplifies[p] = 1;
  }
  return { reaches, amplifies, targets };
}

function entersBeforeGain(name: LossName): boolean {
  return loss(name).enters === "activation";
}

/** By population: 1 where the loss hears its neurons. */
function outputsOf(model: Model): Uint8Array {
  const outputs = new Uint8Array(model.populations.length);
  for (const slot of model.outputs) outputs[populationIndex(model, slot)] = 1;
  return outputs;
}

/** Every population after all that hear it. */
function lossFirst({ populations }: Model): number[] {
  return [...populations.keys()].sort((one, other) => populations[other]!.depth - populations[one]!.depth);
}

/**
 * P and M, population by population. In a deep network they have thousands of digits: they are forgotten as soon as all
 * who need them have been counted.
 */
function walksOf(model: Model, { targets }: Onward, start: number) {
  const { populations } = model;
  const outputs = outputsOf(model);
  const atLoss = entersBeforeGain(model.loss) ? 2n : 1n;
  const pending = new Int32Array(populations.length);
  targets.forEach((list, p) => {
    if (populations[p]!.activation !== "input") for (const target of list) pending[target]!++;
  });
  const known = new Map<number, { paths: bigint; factors: bigint }>();
  let result = { paths: 0n, one: 0n };
  let all = 0n;
  for (const p of lossFirst(model)) {
    const { activation, size, fanIn } = populations[p]!;
    if (activation === "input") continue;
    let [paths, factors] = outputs[p] === 1 ? [1n, atLoss] : [0n, 0n];
    for (const target of targets[p]!) {
      const next = known.get(target)!;
      const neurons = BigInt(populations[target]!.size);
      paths += neurons * next.paths;
      factors += neurons * (next.factors + 2n * next.paths);
      pending[target]!--;
      if (pending[target] === 0) known.delete(target);
    }
    all += BigInt(size * fanIn) * factors;
    if (p === start) result = { paths, one: factors };
    if (pending[p] !== 0) known.set(p, { paths, factors });
  }
  return { ...result, all };
}

function backOfAll({ populations }: Model, { reaches, amplifies, targets }: Onward): number {
  let count = 0;
  populations.forEach(({ activation, size, fanIn }, p) => {
    if (activation === "input" || reaches[p] === 0) return;
    count += size * (fanIn + amplifies[p]!);
    for (const target of targets[p]!) if (reaches[target] === 1) count += size * populations[target]!.size;
  });
  return count;
}

/** The same for what lies between one neuron and the loss. */
function backOfOne({ populations }: Model, { reaches, amplifies, targets }: Onward, start: number): number {
  if (reaches[start] === 0) return 0;
  let count = 1;
  const met = new Set([start]);
  for (const p of met) {
    const size = p === start ? 1 : populations[p]!.size;
    count += size * amplifies[p]!;
    for (const target of targets[p]!) {
      if (reaches[target] === 0) continue;
      count += size * populations[target]!.size;
      met.add(target);
    }
  }
  return count;
}

/** How many steps each neuron of a population is from the loss along the longest path; −1: none leads there. */
export function stepsToLoss(model: Model): Int32Array {
  const { targets } = onwardOf(model);
  const outputs = outputsOf(model);
  const steps = new Int32Array(model.populations.length).fill(-1);
  for (const p of lossFirst(model)) {
    if (outputs[p] === 1) steps[p] = 0;
    for (const target of targets[p]!) {
      if (steps[target]! >= 0) steps[p] = Math.max(steps[p]!, steps[target]! + 1);
    }
  }
  return steps;
}

/** Neurons behind which the loss is, by slot. */
export function reachesLoss(model: Model): (slot: number) => boolean {
  const { reaches } = onwardOf(model);
  return (slot) => reaches[populationIndex(model, slot)] === 1;
}
