import type { Model } from "../model/model.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every column has a place for every node or arc */

/**
 * The network as both streams see it: nodes, and arcs between them. The forward stream starts at the feed and ends at
 * the loss; turned round, it starts at the loss and ends at the feed.
 *
 *   feed ──▶ inputs ══▶ hidden ══▶ outputs ──▶ loss         ══▶ arcs with weights, ──▶ without
 */
export interface Graph {
  readonly nodes: number;
  readonly feed: number;
  readonly loss: number;
  /** Neurons of each node, and the slot of its first one. */
  readonly size: Int32Array;
  readonly firstSlot: Int32Array;
  readonly arcs: Arcs;
}

/**
 * All-to-all blocks of synapses in synapse order, then the arcs without weights. The weight between the k-th neuron at
 * the arc's tail and the m-th at its head is parameter weightAt + k·tailStep + m·headStep; weightAt −1: no weight.
 */
export interface Arcs {
  readonly tail: Int32Array;
  readonly head: Int32Array;
  readonly weightAt: Int32Array;
  readonly tailStep: Int32Array;
  readonly headStep: Int32Array;
}

/** The network with every arrow turned round: tails become heads. All else stays, weights and order included. */
export function reverse(graph: Graph): Graph {
  const { tail, head, weightAt, tailStep, headStep } = graph.arcs;
  return { ...graph, arcs: { tail: head, head: tail, weightAt, tailStep: headStep, headStep: tailStep } };
}

/** The graph of a model. Who hears no neuron is fed; whom no neuron hears, and every output, is heard by the loss. */
export function graphOf(model: Model): Graph {
  const { populations, projections } = model;
  const feed = populations.length;
  const loss = feed + 1;
  const hears = new Uint8Array(loss + 1);
  const isHeard = new Uint8Array(loss + 1);
  for (let b = 0; b < projections.count; b++) {
    hears[projections.target[b]!] = 1;
    isHeard[projections.source[b]!] = 1;
  }
  const isOutput = outputPopulations(model);
  const ends: [tail: number, head: number][] = [];
  for (let p = 0; p < populations.length; p++) {
    if (hears[p] === 0) ends.push([feed, p]);
    if (isHeard[p] === 0 || isOutput[p] === 1) ends.push([p, loss]);
  }

  const arcs = emptyArcs(projections.count + ends.length);
  for (let b = 0; b < projections.count; b++) {
    const target = populations[projections.target[b]!]!;
    arcs.tail[b] = projections.source[b]!;
    arcs.head[b] = projections.target[b]!;
    arcs.weightAt[b] = target.rows + projections.position[b]!;
    arcs.tailStep[b] = 1;
    arcs.headStep[b] = target.fanIn + 1;
  }
  ends.forEach(([tail, head], i) => {
    arcs.tail[projections.count + i] = tail;
    arcs.head[projections.count + i] = head;
    arcs.weightAt[projections.count + i] = -1;
  });
  return {
    nodes: loss + 1,
    feed,
    loss,
    size: Int32Array.from([...populations.map(({ size }) => size), 1, 1]),
    firstSlot: Int32Array.from([...populations.map(({ first }) => first), -1, -1]),
    arcs,
  };
}

/**
 * The reversed graph as it is used unless somebody asks for ∂L/∂input: no error signal flows to the inputs. What would
 * have reached one counts at the feed instead, where the backward stream ends.
 */
export function endBeforeInputs(reversed: Graph, model: Model): Graph {
  const isInput = (node: number): boolean => model.populations[node]?.activation === "input";
  const { tail, head, weightAt, tailStep, headStep } = reversed.arcs;
  const kept = tail.map((_, i) => i).filter((i) => !isInput(tail[i]!));
  const pick = (column: Int32Array): Int32Array => kept.map((i) => column[i]!);
  const arcs = {
    tail: pick(tail),
    head: pick(head),
    weightAt: pick(weightAt),
    tailStep: pick(tailStep),
    headStep: pick(headStep),
  };
  arcs.head.forEach((node, i) => {
    if (!isInput(node)) return;
    arcs.head[i] = reversed.feed;
    arcs.weightAt[i] = -1;
  });
  return { ...reversed, arcs };
}

function outputPopulations(model: Model): Uint8Array {
  const isOutputSlot = new Uint8Array(model.neuronCount);
  for (const slot of model.outputs) isOutputSlot[slot] = 1;
  return Uint8Array.from(model.populations, ({ first }) => isOutputSlot[first]!);
}

function emptyArcs(length: number): Arcs {
  const column = (): Int32Array => new Int32Array(length);
  return { tail: column(), head: column(), weightAt: column(), tailStep: column(), headStep: column() };
}
