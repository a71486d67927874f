import type { Model } from "../../model/model.ts";
import { productsOf } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";
import type { NeuronState, RunState, TurnState } from "../../trace/replay/run-state.ts";
import { createReplay } from "../../trace/replay/replay.ts";
import type { HeardMessage } from "../../trace/replay/turn.ts";
import type { ViewOptions } from "../view.ts";
import type { GraphEdge, NetworkGraph } from "./network-graph.ts";

/** What is known of one sample after an event; what is not known is undefined. */
export interface GraphValues {
  /** undefined where the trace has no event */
  readonly moment: Moment | undefined;
  readonly ofNode: (node: number) => NodeValues;
  readonly ofEdge: (edge: GraphEdge) => EdgeValues;
}

export interface Moment {
  readonly n: number;
  readonly batch: number | undefined;
  readonly sample: number | undefined;
  /** Of the weights that are shown. */
  readonly version: number | undefined;
}

export interface NodeValues {
  readonly bias?: number | undefined;
  readonly z?: number | undefined;
  readonly a?: number | undefined;
  readonly gain?: number | undefined;
  readonly delta?: number | undefined;
  /** Of the loss. */
  readonly loss?: number | undefined;
}

export interface EdgeValues {
  readonly weight?: number | undefined;
  /** What arrives over it, by its name: the weight times what was sent; from the loss its derivative. */
  readonly arrives?: { readonly name: string; readonly value: number } | undefined;
}

/** Reads the values off a replay; where no node is a single neuron, nothing is read at all. */
export function graphValues(
  trace: Trace,
  model: Model,
  graph: NetworkGraph,
  options: ViewOptions,
): GraphValues {
  const hasNeurons = graph.nodes.some((node) => node !== "loss" && node.slot !== undefined);
  const n = hasNeurons ? eventNumber(trace, options) : undefined;
  if (n === undefined) return { moment: undefined, ofNode: () => ({}), ofEdge: () => ({}) };
  const state = createReplay(trace, { model }).at(n);
  const place = placeOfSample(state, trace, options);
  const states = graph.nodes.map((node) =>
    node === "loss" || node.slot === undefined ? undefined : state.neuron(node.name),
  );
  const turnOf = (neuron: NeuronState | undefined): TurnState | undefined =>
    place && neuron?.turn(place.microBatch);
  const at = (values: readonly number[] | undefined): number | undefined => values?.[place?.at ?? -1];
  return {
    moment: { n, batch: state.batch?.number, sample: place?.sample, version: versionOf(states) },
    ofNode(index) {
      if (graph.nodes[index] === "loss") return { loss: at(place && state.loss(place.microBatch)?.losses) };
      const neuron = states[index];
      const { activation, error } = turnOf(neuron) ?? {};
      return {
        bias: neuron?.row()?.bias,
        z: at(activation?.z),
        a: at(activation?.a),
        gain: at(activation?.gain),
        delta: at(error?.delta),
      };
    },
    ofEdge({ direction, from, to, place: synapse }) {
      const target = states[direction === "forward" ? to : from];
      const receiver = turnOf(states[to]);
      const messages = (direction === "forward" ? receiver?.activation : receiver?.error)?.messages() ?? [];
      const sender = graph.nodes[from];
      const heard = messages.find((message) =>
        message.kind === "error" ? sender === "loss" : sender !== "loss" && message.from === sender?.name,
      );
      return {
        weight: synapse === undefined ? undefined : target?.row()?.weights?.[synapse],
        arrives: heard && arrival(heard, at),
      };
    },
  };
}

function arrival(
  heard: HeardMessage,
  at: (values: readonly number[]) => number | undefined,
): EdgeValues["arrives"] {
  const value = at(heard.kind === "error" ? heard.values : productsOf(heard));
  if (value === undefined) return undefined;
  if (heard.kind === "error") return { name: heard.enters === "activation" ? "∂L/∂a" : "∂L/∂z", value };
  return { name: heard.direction === "forward" ? "w·a" : "w·δ", value };
}

/** All neurons have seen as many commits, but while they are on their way. */
function versionOf(states: readonly (NeuronState | undefined)[]): number | undefined {
  const versions = new Set(states.map((neuron) => neuron?.row()?.version));
  versions.delete(undefined);
  return versions.size === 1 ? [...versions][0] : undefined;
}

/** The event after which the network is shown: the wanted one, or the last of the wanted batches. */
function eventNumber({ events }: Trace, { at, batches }: ViewOptions): number | undefined {
  const [first, last] = [events[0]?.n, events.at(-1)?.n];
  if (first === undefined || last === undefined) return undefined;
  const latest = Math.min(at ?? last, last);
  if (batches === undefined) return latest < first ? undefined : latest;
  return events.findLast(
    (event) => event.n <= latest && "batch" in event && event.batch >= batches[0] && event.batch < batches[1],
  )?.n;
}

/** Where the numbers of a sample stand: the first wanted one, else the first that the event tells of. */
function placeOfSample(
  { event, batch }: RunState,
  { header }: Trace,
  { samples }: ViewOptions,
): { readonly microBatch: number; readonly at: number; readonly sample: number } | undefined {
  const told = header.options.samples;
  const first = "samples" in event ? event.samples[0] : undefined;
  const sample = samples?.[0] ?? first ?? told?.toSorted((one, other) => one - other)[0] ?? 0;
  let start = 0;
  for (const [microBatch, size] of (batch?.microBatches ?? []).entries()) {
    if (sample < start + size) {
      const before = told?.filter((each) => each >= start && each < sample).length;
      return { microBatch, sample, at: before ?? sample - start };
    }
    start += size;
  }
  return undefined;
}
