import { formatNumber } from "../number-text.ts";
import type { EdgeValues, GraphValues, NodeValues } from "./graph-values.ts";
import type { GraphWords } from "./graph-words.ts";
import type { NeuronGroup } from "../groups/neuron-groups.ts";
import { type GraphEdge, mostLabelledEdges, type NetworkGraph } from "./network-graph.ts";
import type { Model } from "../../model/model.ts";

/** Lines under the name of a node: what it is, and what is known of it. */
export function nodeLines(
  node: NeuronGroup | "loss",
  { bias, z, a, gain, delta, loss }: NodeValues,
  { loss: lossKind }: Model,
  words: GraphWords,
): string[] {
  const number = (name: string, value: number | undefined): string[] =>
    value === undefined ? [] : [`${name} ${formatNumber(value)}`];
  if (node === "loss") return [lossKind, ...number("L", loss)];
  const kind = node.activation === "input" ? words.input : node.activation;
  const what = node.neurons > 1 ? [words.neurons(node.neurons), kind] : [kind, ...number("b", bias)];
  return [
    what.filter((each) => each !== "").join(", "),
    ...number("z", z),
    ...number("a", a),
    ...number(words.gain, gain),
    ...number("δ", delta),
  ];
}

/** What stands at an edge; undefined for nothing. Of a synapse forward its weight, backward what arrives over it. */
export function edgeText(
  edge: GraphEdge,
  { weight, arrives }: EdgeValues,
  words: GraphWords,
): string | undefined {
  if (edge.synapses !== undefined && edge.synapses > 1) return words.synapses(edge.synapses);
  if (edge.direction === "forward") return weight === undefined ? undefined : `w ${formatNumber(weight)}`;
  return arrives && `${arrives.name} ${formatNumber(arrives.value)}`;
}

/** What the edges are that there are. */
export function edgeLegend({ edges }: NetworkGraph, words: GraphWords): string[] {
  const directions = (["forward", "backward"] as const).filter((each) =>
    edges.some(({ direction }) => direction === each),
  );
  return directions.map((direction) => words.legend[direction]);
}

/** What the whole graph shows, and what it leaves out: sentences without an end. */
export function graphNotes(
  model: Model,
  graph: NetworkGraph,
  { moment }: GraphValues,
  words: GraphWords,
): string[] {
  const together = words.together(graph.together, graph.chosen);
  return [
    words.network(model.neuronCount, model.synapseCount),
    ...(moment === undefined ? [] : [words.moment(moment)]),
    ...(together === undefined ? [] : [together]),
    ...(graph.hidesBackward ? [words.hidesBackward] : []),
    ...(hidesWeights(graph) ? [words.hidesWeights] : []),
  ];
}

/** Whether edges are too many to tell their numbers. */
export function hidesWeights({ edges }: NetworkGraph): boolean {
  return edges.filter(({ place }) => place !== undefined).length > 2 * mostLabelledEdges;
}
