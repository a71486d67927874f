import type { Model } from "../../model/model.ts";
import type { Arcs, Graph } from "../graph.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every column has a place for every node or arc */

/** A hidden population that the outputs are broadcast to: one row of weights a neuron, one weight an output. */
export interface Broadcast {
  readonly node: number;
  readonly id: string;
  readonly size: number;
  /** Where its rows begin, behind the weights of all synapses. */
  readonly weightsAt: number;
}

export function broadcastsOf(model: Model): Broadcast[] {
  const outputs = new Set(model.outputs);
  const broadcasts: Broadcast[] = [];
  let weightsAt = model.parameterCount;
  model.populations.forEach(({ id, size, first, activation }, node) => {
    if (activation === "input" || outputs.has(first)) return;
    broadcasts.push({ node, id, size, weightsAt });
    weightsAt += size * model.outputs.length;
  });
  return broadcasts;
}

/** An arc by itself. */
interface Arc {
  readonly tail: number;
  readonly head: number;
  readonly weightAt: number;
  readonly tailStep: number;
  readonly headStep: number;
}

/**
 * The reversed graph, but that hidden neurons hear the outputs alone, each over a weight of its own, and outputs the loss
 * alone. Who is heard by nobody then tells the feed, where the stream ends. Inputs, where they hear at all, hear as before.
 *
 *   loss ──▶ outputs ══▶ each hidden population ──▶ feed
 */
export function broadcastGraph(reversed: Graph, model: Model): Graph {
  const isComputing = (node: number): boolean =>
    node < model.populations.length && model.populations[node]!.activation !== "input";
  const kept = arcsOf(reversed.arcs).filter(({ tail, head }) => !isComputing(head) || tail === reversed.loss);
  const weighted = kept.filter(({ weightAt }) => weightAt >= 0);
  const broadcasts = broadcastArcs(model);
  const plain = kept.filter(({ weightAt }) => weightAt < 0);
  const isHeard = new Set([...kept, ...broadcasts].map(({ tail }) => tail));
  const ends = model.populations.flatMap((_, tail) =>
    isComputing(tail) && !isHeard.has(tail)
      ? [{ tail, head: reversed.feed, weightAt: -1, tailStep: 0, headStep: 0 }]
      : [],
  );
  return { ...reversed, arcs: columnsOf([...broadcasts, ...weighted, ...plain, ...ends]) };
}

/** From the outputs, in the order of their populations, to each hidden population. */
function broadcastArcs(model: Model): Arc[] {
  const headStep = model.outputs.length;
  const number = new Map(Array.from(model.outputs, (slot, k) => [slot, k]));
  const hidden = broadcastsOf(model);
  return model.populations.flatMap(({ first }, tail) => {
    const firstOutput = number.get(first);
    if (firstOutput === undefined) return [];
    return hidden.map(({ node, weightsAt }) => {
      return { tail, head: node, weightAt: weightsAt + firstOutput, tailStep: 1, headStep };
    });
  });
}

function arcsOf({ tail, head, weightAt, tailStep, headStep }: Arcs): Arc[] {
  return Array.from(tail, (from, i) => ({
    tail: from,
    head: head[i]!,
    weightAt: weightAt[i]!,
    tailStep: tailStep[i]!,
    headStep: headStep[i]!,
  }));
}

function columnsOf(arcs: readonly Arc[]): Arcs {
  const column = (read: (arc: Arc) => number): Int32Array => Int32Array.from(arcs, read);
  return {
    tail: column((arc) => arc.tail),
    head: column((arc) => arc.head),
    weightAt: column((arc) => arc.weightAt),
    tailStep: column((arc) => arc.tailStep),
    headStep: column((arc) => arc.headStep),
  };
}
