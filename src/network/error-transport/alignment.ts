import type { Samples } from "../../data/samples.ts";
import { angle } from "../../math/angle.ts";
import { newNumbers, type Numbers } from "../../math/precision.ts";
import type { Model } from "../../model/model.ts";
import { type Arcs, type Graph, graphOf, reverse } from "../graph.ts";
import type { Gradients } from "../gradients.ts";
import { Network } from "../network.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every column has a place for every node, arc or slot */

/** How far a population's error signals are from those of backpropagation: angles in degrees, below 90 where they help. */
export interface Alignment {
  /** Of the population. */
  readonly id: string;
  /** Between its δ and the δ that backpropagation gives after the same forward pass, over all neurons and samples. */
  readonly delta: number | undefined;
  /** Between the weights of its outgoing synapses and what its error signals meet there; undefined where the way back has none for them. */
  readonly weights: number | undefined;
}

/**
 * Compares the error signals of a network with those of backpropagation at the weights that it has now: a second backward
 * sweep over the same forward pass, by a network of the same weights. Nothing is changed, and nothing but this call is
 * any slower; taps hear the pass that it makes. It may be asked between two batches of a run, as in
 * `network.train(…).pipe(map(() => alignment(network, probe)))`. Populations that compute, in slot order; undefined where one of two vectors is 0.
 */
export function alignment(network: Network, samples: Samples): Alignment[] {
  const { model, precision } = network;
  const own = network.gradients(samples);
  const twin = new Network(withTrueWeights(network), { precision, kernel: "js" });
  const truth = twin.gradients(samples);
  const weights = weightAngles(network);
  return model.populations.flatMap(({ id, activation, first, size }, node) => {
    if (activation === "input") return [];
    const delta = angle(deltasOf(own, first, size), deltasOf(truth, first, size));
    return [{ id, delta, weights: weights(node) }];
  });
}

function withTrueWeights({ model, parameters }: Network): Model {
  return { ...model, parameters: Float64Array.from(parameters), feedback: undefined };
}

/** The δ of neighbouring slots, one vector after another. */
function deltasOf({ neuron, losses }: Gradients, first: number, size: number): Float64Array {
  const all = new Float64Array(size * losses.length);
  for (let k = 0; k < size; k++) all.set(neuron(first + k).delta, k * losses.length);
  return all;
}

/** The angle at a node between the weights that error signals meet there, and those of the synapses that they come back over. */
function weightAngles({ model, parameters, errorWeights, errorTransport }: Network) {
  const synapses = reverse(graphOf(model));
  const wayBack = errorTransport.reroute?.(synapses, model) ?? synapses;
  const [ownArcs, otherArcs] = [arcsByHead(synapses), arcsByHead(wayBack)];
  return (node: number): number | undefined => {
    const [own, others] = [ownArcs[node]!, otherArcs[node]!];
    const senders = (arcs: readonly number[], { tail }: Arcs): string =>
      arcs.map((arc) => tail[arc]).join(" ");
    if (own.length === 0 || senders(own, synapses.arcs) !== senders(others, wayBack.arcs)) return undefined;
    const weights = weightsOf(synapses, own, node, parameters);
    return angle(weights, weightsOf(wayBack, others, node, errorWeights));
  };
}

/** Of each node, the arcs with weights that end there, by the node that they come from. */
function arcsByHead({ nodes, arcs: { tail, head, weightAt } }: Graph): number[][] {
  const arcsInto = Array.from({ length: nodes }, (): number[] => []);
  weightAt.forEach((at, arc) => {
    if (at >= 0) arcsInto[head[arc]!]!.push(arc);
  });
  for (const arcs of arcsInto) arcs.sort((a, b) => tail[a]! - tail[b]!);
  return arcsInto;
}

function weightsOf({ arcs, size }: Graph, chosen: readonly number[], node: number, from: Numbers): Numbers {
  const { tail, weightAt, tailStep, headStep } = arcs;
  const count = chosen.reduce((sum, arc) => sum + size[tail[arc]!]! * size[node]!, 0);
  const weights = newNumbers("f64", count);
  let next = 0;
  for (const arc of chosen) {
    for (let k = 0; k < size[tail[arc]!]!; k++) {
      for (let m = 0; m < size[node]!; m++)
        weights[next++] = from[weightAt[arc]! + k * tailStep[arc]! + m * headStep[arc]!]!;
    }
  }
  return weights;
}
