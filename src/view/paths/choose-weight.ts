import type { Model } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import { populationIndex } from "../../model/populations.ts";
import { findSynapse, forEachSynapse } from "../../model/synapses.ts";
import { stepsToLoss } from "./count-paths.ts";
import type { ChosenWeight } from "./paths.ts";

/**
 * The weight between the first two neurons that are named, from the one to the other. Otherwise the first that may be
 * trained of those that lie deepest from the loss: of all weights, or if neurons are named, of those at one of them.
 * undefined where there is no synapse at all.
 */
export function chooseWeight(model: Model, neurons: readonly string[] | undefined): ChosenWeight | undefined {
  const { idOf, slotOf } = neuronIds(model);
  const named = (source: number, target: number, instead?: readonly string[]): ChosenWeight => {
    return { source, target, from: idOf(source), to: idOf(target), instead };
  };
  const slots = (neurons ?? []).map(slotOf);
  const [first, second] = slots;
  if (first !== undefined && second !== undefined && findSynapse(model, first, second) !== undefined) {
    return named(first, second);
  }
  const found = deepest(model, new Set(slots)) ?? deepest(model, undefined);
  const instead = neurons !== undefined && neurons.length > 1 ? neurons : undefined;
  return found && named(found.source, found.target, instead);
}

function deepest(model: Model, among: ReadonlySet<number | undefined> | undefined) {
  const steps = stepsToLoss(model);
  let best: { source: number; target: number } | undefined;
  let bestRank = -Infinity;
  let [last, depth] = [-1, -1];
  forEachSynapse(model, (source, target, parameter) => {
    if (among !== undefined && !among.has(source) && !among.has(target)) return;
    if (target !== last) depth = steps[populationIndex(model, target)] ?? -1;
    last = target;
    // One that may not be trained stands behind all that may.
    const rank = model.frozen?.[parameter] === 1 ? depth - model.neuronCount - 1 : depth;
    if (rank <= bestRank) return;
    bestRank = rank;
    best = { source, target };
  });
  return best as { source: number; target: number } | undefined;
}
