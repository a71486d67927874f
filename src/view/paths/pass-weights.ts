import type { Direction } from "../../message/message.ts";
import type { Model } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import { populationAt, populationIndex } from "../../model/populations.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";
import { createReplay } from "../../trace/replay/replay.ts";
import type { PathGraph } from "./path-graph.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every node or edge */

/** The weights of a pass as its first event finds them, before its commit; NaN where the trace does not tell them. */
export interface PassWeights {
  /** By edge: what error signals are multiplied by. */
  readonly back: Float64Array;
  /** The weight between a source and a target, as activations meet it. */
  readonly between: (source: number, target: number) => number | undefined;
}

export function passWeights(trace: Trace, model: Model, graph: PathGraph, n: number): PassWeights {
  const state = createReplay(trace, { model }).at(n);
  const { idOf } = neuronIds(model);
  const rows = new Map<number, { readonly values: ArrayLike<number> | undefined; readonly first: number }>();
  const rowOf = (slot: number) => {
    let row = rows.get(slot);
    if (row !== undefined) return row;
    const { first, rows: from, fanIn } = populationAt(model, populationIndex(model, slot));
    // Whom a trace leaves out it says nothing of, unless nobody can have changed: then the network is as it began.
    const values = state.neuron(idOf(slot))?.row()?.weights;
    row = { values, first: from + (slot - first) * (fanIn + 1) };
    rows.set(slot, row);
    return row;
  };
  const back = new Float64Array(graph.next.length);
  const told = messageWeights(trace, state.event);
  graph.slots.forEach((source, node) => {
    for (let e = graph.start[node]!; e < graph.start[node + 1]!; e++) {
      const target = graph.slots[graph.next[e]!]!;
      const parameter = graph.parameter[e]!;
      const feedback = model.feedback?.[parameter] ?? NaN;
      const { values, first } = rowOf(target);
      const own = Number.isNaN(feedback) ? (values?.[parameter - first] ?? NaN) : feedback;
      back[e] = told?.("backward", idOf(target), idOf(source)) ?? own;
    }
  });
  return {
    back,
    between: (source, target) => {
      const met = told?.("forward", idOf(source), idOf(target));
      if (met !== undefined) return met;
      const row = state.neuron(idOf(target))?.row();
      return row?.weights?.[row.from.indexOf(idOf(source))];
    },
  };
}

/**
 * What the messages of a batch have met, where its first event does not tell: in stages, each reads weights of its own versions, and
 * some rules have error signals meet other weights.
 */
function messageWeights({ header, events }: Trace, first: TraceEvent) {
  const { pipeline, errorTransport } = header.options;
  if ((pipeline === undefined && errorTransport === undefined) || !("batch" in first)) return undefined;
  const weights = new Map<string, number>();
  for (const event of events) {
    if (event.kind !== "deliver" || event.batch !== first.batch) continue;
    weights.set(`${event.direction} ${event.from} ${event.to}`, event.weight);
  }
  return (direction: Direction, from: string, to: string) => weights.get(`${direction} ${from} ${to}`);
}
