import type { Model } from "../../model/model.ts";
import { populationAt, populationIndex } from "../../model/populations.ts";
import type { Direction } from "../../message/message.ts";
import { type NeuronGroup, type NeuronGroups, groupNeurons, slotsOf } from "../groups/neuron-groups.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- groups and populations are looked up by indices made here */

/** A network as nodes and edges, few enough to be laid out and read. The loss is a node, the last one. */
export interface NetworkGraph {
  readonly nodes: readonly (NeuronGroup | "loss")[];
  readonly edges: readonly GraphEdge[];
  readonly together: NeuronGroups["together"];
  /** How many neurons were chosen, and stand by themselves. */
  readonly chosen: number;
  /** Whether error signals flow where no edge tells it, because edges would be too many. */
  readonly hidesBackward: boolean;
}

/** All synapses from one node to another, or the way of the error signals back over them. */
export interface GraphEdge {
  readonly direction: Direction;
  /** Places of the sender and the receiver in the list of nodes. */
  readonly from: number;
  readonly to: number;
  /** undefined where the loss is at one end */
  readonly synapses: number | undefined;
  /** Where it is one synapse: its place in the row of its target. */
  readonly place: number | undefined;
}

export interface GraphOptions {
  readonly neurons: readonly string[] | undefined;
  readonly directions: readonly Direction[];
  /** Whether error signals flow on to the inputs. */
  readonly inputErrors: "end" | "receive";
}

const mostNodes = 64;
/** Numbers on more edges than this cannot be read, and their way back would double them. */
export const mostLabelledEdges = 60;
/** Mermaid refuses 500 by default. */
const mostEdges = 480;

export function networkGraph(model: Model, options: GraphOptions): NetworkGraph {
  const chosen = options.neurons && slotsOf(model, options.neurons);
  const { groups, together, groupOf } = groupsFor(model, chosen);
  const loss = groups.length;
  const isChosen = (node: number): boolean =>
    chosen === undefined || (node < loss && chosen.some((slot) => groupOf(slot) === node));
  const forward = [...synapsesBetween(model, groups, groupOf), ...toLoss(groups, loss)].filter(
    ({ from, to }) => isChosen(from) || isChosen(to),
  );
  const backward = forward
    .filter(({ from }) => options.inputErrors === "receive" || !groups[from]!.isInput)
    .map((edge): GraphEdge => ({ ...edge, direction: "backward", from: edge.to, to: edge.from }));
  const wantsBackward = options.directions.includes("backward");
  const wantsForward = options.directions.includes("forward");
  const most = wantsForward ? mostLabelledEdges : mostEdges;
  const hasBackward = wantsBackward && forward.length <= most;
  const edges = [...(wantsForward ? forward : []), ...(hasBackward ? backward : [])];
  // Where only the way back is wanted, inputs that it does not reach are no part of it.
  const isTold = (node: number): boolean => (chosen === undefined ? wantsForward : isChosen(node));
  const { nodes, placeOf } = nodesOf(groups, loss, edges.length === 0 ? forward : edges, isTold);
  return {
    nodes,
    edges: edges.map((edge) => ({ ...edge, from: placeOf(edge.from), to: placeOf(edge.to) })),
    together,
    chosen: groups.filter(({ slot }) => slot !== undefined && chosen?.includes(slot)).length,
    hidesBackward: wantsBackward && !hasBackward,
  };
}

/** Every neuron by itself where nodes and edges are few enough; otherwise the chosen ones are. */
function groupsFor(model: Model, chosen: readonly number[] | undefined): NeuronGroups {
  const isSmall = model.neuronCount <= mostNodes && model.synapseCount <= mostEdges - model.outputs.length;
  if (isSmall) return groupNeurons(model, { most: mostNodes, singles: [] });
  return groupNeurons(model, { most: Math.min(mostNodes, model.neuronCount - 1), singles: chosen ?? [] });
}

/** The nodes that something is said of, and those at the ends of edges. */
function nodesOf(
  groups: readonly NeuronGroup[],
  loss: number,
  edges: readonly GraphEdge[],
  isTold: (node: number) => boolean,
): { readonly nodes: (NeuronGroup | "loss")[]; readonly placeOf: (node: number) => number } {
  const met = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const kept = [...groups.keys(), loss].filter((node) => met.has(node) || (node < loss && isTold(node)));
  const places = new Map(kept.map((node, place) => [node, place]));
  return { nodes: kept.map((node) => groups[node] ?? "loss"), placeOf: (node) => places.get(node)! };
}

/** Neurons of a population that one node shows: `first` is the place of the first of them in the population. */
interface Piece {
  readonly node: number;
  readonly size: number;
  readonly first: number;
}

function synapsesBetween(
  model: Model,
  groups: readonly NeuronGroup[],
  groupOf: (slot: number) => number,
): GraphEdge[] {
  const pieces = piecesOf(model, groups, groupOf);
  const edges = new Map<number, GraphEdge>();
  const { count, source, target, position } = model.projections;
  for (let b = 0; b < count; b++) {
    for (const one of pieces[source[b]!]!) {
      for (const other of pieces[target[b]!]!) {
        if (one.node === other.node) continue;
        const key = one.node * groups.length + other.node;
        const synapses = (edges.get(key)?.synapses ?? 0) + one.size * other.size;
        const place = synapses === 1 ? position[b]! + one.first : undefined;
        edges.set(key, { direction: "forward", from: one.node, to: other.node, synapses, place });
      }
    }
  }
  return [...edges.values()];
}

function piecesOf(
  model: Model,
  groups: readonly NeuronGroup[],
  groupOf: (slot: number) => number,
): Piece[][] {
  const alone = groups.flatMap(({ slot }, node) => (slot === undefined ? [] : [{ slot, node }]));
  const pieces: Piece[][] = model.populations.map(() => []);
  for (const { slot, node } of alone) {
    const p = populationIndex(model, slot);
    pieces[p]!.push({ node, size: 1, first: slot - populationAt(model, p).first });
  }
  model.populations.forEach(({ first, size }, p) => {
    const own = new Set(pieces[p]!.map((piece) => piece.first));
    if (own.size === size) return;
    let rest = 0;
    while (own.has(rest)) rest++;
    pieces[p]!.push({ node: groupOf(first + rest), size: size - own.size, first: rest });
  });
  return pieces;
}

function toLoss(groups: readonly NeuronGroup[], loss: number): GraphEdge[] {
  return groups.flatMap(({ isOutput }, from) =>
    isOutput
      ? [{ direction: "forward" as const, from, to: loss, synapses: undefined, place: undefined }]
      : [],
  );
}
