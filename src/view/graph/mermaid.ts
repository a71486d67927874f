import type { Model } from "../../model/model.ts";
import { populationAt, populationIndex } from "../../model/populations.ts";
import { truncate } from "../terminal/text-width.ts";
import { mermaidText } from "../mermaid-text.ts";
import { edgeLegend, edgeText, graphNotes, hidesWeights, nodeLines } from "./graph-labels.ts";
import type { GraphValues } from "./graph-values.ts";
import type { GraphWords } from "./graph-words.ts";
import type { GraphEdge, NetworkGraph } from "./network-graph.ts";

const mostColumns = 40;

/**
 * The graph as a flowchart of Mermaid. Nodes are called n0, n1, …: names stand in labels alone. Arrows of both directions
 * would be circles, which Mermaid cannot lay out in order: there, edges that lead back are drawn from their receiver,
 * without a head, and ◀ tells where they lead. By themselves they are arrows, from right to left.
 */
export function mermaidFlowchart(
  model: Model,
  graph: NetworkGraph,
  values: GraphValues,
  words: GraphWords,
): string {
  const backward = [...graph.edges.keys()].filter((e) => graph.edges[e]?.direction === "backward");
  const isReversed = backward.length === graph.edges.length && backward.length > 0;
  const notes = graphNotes(model, graph, values, words);
  return [
    "---",
    `title: ${JSON.stringify(notes.join(" · "))}`,
    "---",
    isReversed ? "flowchart RL" : "flowchart LR",
    `  accTitle: ${mermaidText(notes[0] ?? "")}`,
    `  accDescr: ${[...notes.slice(1), ...edgeLegend(graph, words)].map(mermaidText).join(" · ")}`,
    ...nodeLinesOf(model, graph, values, words),
    ...graph.edges.map((edge) => {
      const says = shownText(edge, graph, values, words);
      return edge.direction === "forward" || isReversed ? arrowLine(edge, says) : headlessLine(edge, says);
    }),
    `  linkStyle default stroke:${isReversed ? "#c44f00" : "#0072b2"}`,
    ...(backward.length === 0 || isReversed ? [] : [`  linkStyle ${backward.join(",")} stroke:#c44f00`]),
    "",
  ].join("\n");
}

/** Neurons of one population in a box of their own. */
function nodeLinesOf(model: Model, graph: NetworkGraph, values: GraphValues, words: GraphWords): string[] {
  const lines: string[] = [];
  const boxes = new Map<number, string[]>();
  graph.nodes.forEach((node, n) => {
    const label = nodeLines(node, values.ofNode(n), model, words);
    if (node === "loss") {
      lines.push(`  n${n}(["${labelOf(words.loss, label)}"])`);
      return;
    }
    const [open, close] = node.neurons > 1 ? ["[[", "]]"] : node.isInput ? ["([", "])"] : ["(", ")"];
    const line = `n${n}${open}"${labelOf(node.name, label)}"${close}`;
    const p = node.slot === undefined ? -1 : populationIndex(model, node.slot);
    if (p < 0 || populationAt(model, p).size === 1) lines.push(`  ${line}`);
    else boxes.set(p, [...(boxes.get(p) ?? []), `    ${line}`]);
  });
  for (const [p, members] of boxes) {
    const name = mermaidText(truncate(populationAt(model, p).id, mostColumns));
    lines.push(`  subgraph g${p}["${name}"]`, ...members, "  end");
  }
  return lines;
}

function labelOf(name: string, lines: readonly string[]): string {
  return [truncate(name, mostColumns), ...lines].map(mermaidText).join("<br/>");
}

function shownText(
  edge: GraphEdge,
  graph: NetworkGraph,
  values: GraphValues,
  words: GraphWords,
): string | undefined {
  if (edge.place !== undefined && hidesWeights(graph)) return undefined;
  return edgeText(edge, values.ofEdge(edge), words);
}

function arrowLine({ direction, from, to }: GraphEdge, says: string | undefined): string {
  const arrow = direction === "forward" ? "-->" : "-.->";
  return `  n${from} ${arrow}${says === undefined ? "" : `|"${mermaidText(says)}"|`} n${to}`;
}

function headlessLine({ from, to }: GraphEdge, says: string | undefined): string {
  return `  n${to} -.-|"◀${says === undefined ? "" : ` ${mermaidText(says)}`}"| n${from}`;
}
