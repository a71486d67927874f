import type { Model } from "../../model/model.ts";
import { populationAt, populationIndex } from "../../model/populations.ts";
import { truncate } from "../terminal/text-width.ts";
import { dotLines, dotString, dotTooltip } from "./escape-dot.ts";
import { edgeLegend, edgeText, graphNotes, hidesWeights, nodeLines } from "./graph-labels.ts";
import type { EdgeValues, GraphValues } from "./graph-values.ts";
import type { GraphWords } from "./graph-words.ts";
import type { GraphEdge, NetworkGraph } from "./network-graph.ts";

/** A longer name is cut in its label and whole in its tooltip. */
const mostColumns = 40;

/** The graph in the language of Graphviz. Nodes are called n0, n1, …: names stand in labels alone. */
export function dotText(model: Model, graph: NetworkGraph, values: GraphValues, words: GraphWords): string {
  const notes = [...graphNotes(model, graph, values, words), ...edgeLegend(graph, words)];
  const title = [truncate(model.name, mostColumns), ...notes];
  return [
    "digraph network {",
    `  graph [label=${dotLines(title, "\\l")}, ${settings.graph}];`,
    `  node [${settings.node}];`,
    `  edge [${settings.edge}];`,
    ...ranks(model, graph, (node) => nodeStatement(node, model, graph, values, words)),
    ...edgeStatements(graph, values, words),
    "}",
    "",
  ].join("\n");
}

const font = 'fontname="Helvetica"';
const settings = {
  graph: `rankdir=LR, labelloc=t, labeljust=l, ${font}, fontsize=13, ranksep=1.2, nodesep=0.3, pad=0.3`,
  node: `shape=box, style="rounded,filled", fillcolor="#f4f5f7", color="#59636e", ${font}, fontsize=11`,
  edge: `color="#0072b2", fontcolor="#0072b2", ${font}, fontsize=9, arrowsize=0.7`,
};

/**
 * Backward: dashed, of another colour, and turned round. An edge has its source at the left; dir=back puts the head of
 * the arrow there.
 */
const backward = 'dir=back, style=dashed, color="#c44f00", fontcolor="#c44f00"';

/** Neurons of one population in a box of their own; all of one depth under each other. */
function ranks(model: Model, { nodes }: NetworkGraph, statement: (node: number) => string): string[] {
  const lines: string[] = [];
  const atDepth = new Map<number, number[]>();
  const clusters = new Map<number, number[]>();
  nodes.forEach((node, n) => {
    const slot = node === "loss" ? undefined : node.slot;
    const p = slot === undefined ? -1 : populationIndex(model, slot);
    if (p >= 0 && populationAt(model, p).size > 1) clusters.set(p, [...(clusters.get(p) ?? []), n]);
    else lines.push(`  ${statement(n)}`);
    if (node !== "loss") atDepth.set(node.depth, [...(atDepth.get(node.depth) ?? []), n]);
  });
  for (const [p, members] of clusters) {
    const { id } = populationAt(model, p);
    lines.push(`  subgraph cluster_${p} {`, `    label=${dotString(truncate(id, mostColumns))};`);
    lines.push('    style=rounded; color="#b7bec7"; fontsize=11;');
    lines.push(...members.map((n) => `    ${statement(n)}`), "  }");
  }
  const isFlat = clusters.size === 0;
  return isFlat ? [...lines, ...[...atDepth.values()].map(sameRank)] : lines;
}

function sameRank(nodes: readonly number[]): string {
  return `  { rank=same; ${nodes.map((n) => `n${n};`).join(" ")} }`;
}

function nodeStatement(
  n: number,
  model: Model,
  { nodes }: NetworkGraph,
  values: GraphValues,
  words: GraphWords,
): string {
  const node = nodes[n] ?? "loss";
  const lines = nodeLines(node, values.ofNode(n), model, words);
  if (node === "loss") return `n${n} [label=${dotLines([words.loss, ...lines])}, shape=ellipse];`;
  const name = truncate(node.name, mostColumns);
  const tooltip = name === node.name ? "" : `, tooltip=${dotTooltip(node.name)}`;
  const shape = node.neurons > 1 ? ', shape=box3d, style="filled"' : node.isInput ? ", shape=oval" : "";
  return `n${n} [label=${dotLines([name, ...lines])}${tooltip}${shape}];`;
}

function edgeStatements(graph: NetworkGraph, values: GraphValues, words: GraphWords): string[] {
  const known = graph.edges.map(values.ofEdge);
  const greatest = known.reduce((most, { weight = 0 }) => Math.max(most, Math.abs(weight)), 0);
  return graph.edges.map((edge, e) => {
    const attributes = edgeAttributes(graph, edge, known[e] ?? {}, greatest, words);
    const [left, right] = edge.direction === "forward" ? [edge.from, edge.to] : [edge.to, edge.from];
    return `  n${left} -> n${right}${attributes.length === 0 ? "" : ` [${attributes.join(", ")}]`};`;
  });
}

function edgeAttributes(
  graph: NetworkGraph,
  edge: GraphEdge,
  values: EdgeValues,
  greatest: number,
  words: GraphWords,
): string[] {
  const says = edgeText(edge, values, words);
  const isQuiet = edge.place !== undefined && hidesWeights(graph);
  const thickness = Math.abs(values.weight ?? 0) / greatest;
  return [
    ...(edge.direction === "backward" ? [backward] : []),
    ...(says === undefined ? [] : [`${isQuiet ? "edgetooltip" : "label"}=${dotString(says)}`]),
    ...(values.weight !== undefined && greatest > 0
      ? [`penwidth=${(0.6 + 1.8 * thickness).toFixed(2)}`]
      : []),
  ];
}
