import type { ActivationFunction } from "../../math/activation-function.ts";
import { activationFunction } from "../../math/activation-functions.ts";
import type { Model } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import { forEachSynapse } from "../../model/synapses.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every slot and synapse */

/** The network of a trace, made for looking up: by slot, and by the names that events have. */
export interface Wiring {
  readonly model: Model;
  readonly idOf: readonly string[];
  readonly slotOf: ReadonlyMap<string, number>;
  /** By slot: the index of its population. */
  readonly populationOf: Int32Array;
  /** By id of a population: its index. */
  readonly populationNamed: ReadonlyMap<string, number>;
  /** σ of each neuron; undefined: an input, which computes nothing. */
  readonly functionOf: readonly (ActivationFunction | undefined)[];
  /** Where each neuron's row begins in the parameters: weights in synapse order, then the bias; −1: no row. */
  readonly rowAt: Int32Array;
  /** Of each slot its number among the outputs; −1: none. */
  readonly outputOf: Int32Array;
  /** Who hears whom: activations from sources, error signals from targets. */
  readonly forward: Synapses;
  readonly backward: Synapses;
}

/**
 * The synapses of one direction as columns, grouped by the neuron that receives, in synapse order: those of slot s stand
 * in the places start[s] … start[s + 1] − 1.
 */
export interface Synapses {
  readonly start: Int32Array;
  readonly sender: Int32Array;
  /** Place of the weight in the parameters. */
  readonly parameter: Int32Array;
  /** By receiver and sender: the place among the receiver's synapses; made for a receiver when first needed. */
  readonly places: Map<number, Map<number, number>>;
}

export function wiringOf(model: Model): Wiring {
  const { idOf } = neuronIds(model);
  const ids = Array.from({ length: model.neuronCount }, (_, slot) => idOf(slot));
  const rowAt = new Int32Array(model.neuronCount).fill(-1);
  const outputOf = new Int32Array(model.neuronCount).fill(-1);
  model.outputs.forEach((slot, k) => (outputOf[slot] = k));
  for (const { activation, first, size, rows, fanIn } of model.populations) {
    if (activation === "input") continue;
    for (let i = 0; i < size; i++) rowAt[first + i] = rows + i * (fanIn + 1);
  }
  return {
    model,
    idOf: ids,
    slotOf: new Map(ids.map((id, slot) => [id, slot])),
    populationOf: Int32Array.from(model.populations.flatMap(({ size }, p) => Array<number>(size).fill(p))),
    functionOf: model.populations.flatMap(({ activation, size }) =>
      Array<ActivationFunction | undefined>(size).fill(
        activation === "input" ? undefined : activationFunction(activation),
      ),
    ),
    populationNamed: new Map(model.populations.map(({ id }, p) => [id, p])),
    rowAt,
    outputOf,
    forward: synapsesOf(model, (source, target) => [target, source]),
    backward: synapsesOf(model, (source, target) => [source, target]),
  };
}

/** How many messages reach a neuron. */
export function messagesTo({ start }: Synapses, receiver: number): number {
  return start[receiver + 1]! - start[receiver]!;
}

/** The place of a sender among those that a receiver hears, −1: it hears none such. Messages in order cost a look. */
export function placeOf(synapses: Synapses, receiver: number, sender: number, guess: number): number {
  const from = synapses.start[receiver]!;
  const count = messagesTo(synapses, receiver);
  if (guess >= 0 && guess < count && synapses.sender[from + guess] === sender) return guess;
  let places = synapses.places.get(receiver);
  if (places === undefined) {
    places = new Map(Array.from({ length: count }, (_, place) => [synapses.sender[from + place]!, place]));
    synapses.places.set(receiver, places);
  }
  return places.get(sender) ?? -1;
}

function synapsesOf(
  model: Model,
  endsOf: (source: number, target: number) => [receiver: number, sender: number],
): Synapses {
  const { neuronCount, synapseCount } = model;
  const start = new Int32Array(neuronCount + 1);
  forEachSynapse(model, (source, target) => {
    start[endsOf(source, target)[0] + 1]!++;
  });
  for (let slot = 0; slot < neuronCount; slot++) start[slot + 1]! += start[slot]!;
  const next = start.slice();
  const [sender, parameter] = [new Int32Array(synapseCount), new Int32Array(synapseCount)];
  forEachSynapse(model, (source, target, at) => {
    const [to, from] = endsOf(source, target);
    const place = next[to]!++;
    sender[place] = from;
    parameter[place] = at;
  });
  return { start, sender, parameter, places: new Map() };
}
