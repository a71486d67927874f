import type { LossName } from "../../math/loss.ts";
import type { Model } from "../../model/model.ts";
import { rounded } from "../svg/element.ts";
import { stackColumns } from "./column-stacks.ts";
import {
  boxWidth,
  inlineLabels,
  type LabelPlan,
  leastHeight,
  margin,
  mostStacked,
  stackedLabels,
} from "./measures.ts";
import {
  type GraphOptions,
  type PictureGraph,
  pictureGraphOf,
  type PictureLink,
  type PictureNode,
} from "./picture-graph.ts";
import { spreadPorts } from "./ports.ts";

/** Where everything of a network stands in a picture, in pixels; the same for both directions. */
export interface NetworkLayout {
  readonly width: number;
  readonly height: number;
  /** Each neuron a box, or each group one (and some neurons that were chosen). */
  readonly detail: "neurons" | "groups";
  /** Of groups: whether their neurons are told of, or norms alone. */
  readonly tells: "neurons" | "norms";
  readonly nodes: readonly LaidNode[];
  readonly links: readonly LaidLink[];
  /** The node that shows a neuron; undefined where no neuron has this id. */
  readonly nodeOf: (neuron: string) => number | undefined;
  readonly loss: LaidLoss;
  readonly labels: LabelPlan;
}

export interface LaidNode extends PictureNode {
  /** Its middle. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A synapse, or all synapses between two groups, the way activations go. */
export interface LaidLink extends PictureLink {
  /** SVG path from the right side of its source to the left side of its target. */
  readonly path: string;
  readonly start: Point;
  readonly end: Point;
}

/** The loss at the right of all, where the stream turns round. */
export interface LaidLoss extends Point {
  readonly name: LossName;
  readonly width: number;
  readonly height: number;
  /** From each output to the loss; `to` is no node. */
  readonly links: readonly LaidLink[];
}

export type LayoutOptions = GraphOptions;

/** Lays a network out from left to right, column by column; links that skip columns pass between the boxes. */
export function layOutNetwork(model: Model, options: LayoutOptions = {}): NetworkLayout {
  const graph = pictureGraphOf(model, options);
  const tells = options.detail === "groups" ? "norms" : "neurons";
  const loss = graph.nodes.length;
  const nodes = [...graph.nodes, lossNode(graph.columns)];
  const links = [
    ...graph.links,
    ...graph.nodes.flatMap(({ isOutput }, from) => (isOutput ? [lossLink(from, loss, graph)] : [])),
  ];
  const ports = mostLinks(nodes.length, links);
  const labels = Math.max(0, ...ports) > mostStacked ? inlineLabels : stackedLabels;
  const heights = nodes.map((node, index) =>
    Math.max(roomOf(node, index === loss, graph.detail, tells), labels.ports * ((ports[index] ?? 0) + 1)),
  );
  const places = stackColumns(nodes, links, heights);
  const own = boxWidth[graph.detail];
  // The higher the picture, the more room the lines need to bend.
  const gap = 2 * labels.strip + Math.max(labels.bend, Math.min(150, places.height * 0.12));
  const xOf = (column: number): number => margin + own / 2 + column * (own + gap);
  const laneY = (from: number, column: number): number | undefined => {
    const y = places.lanes.get(`${from}/${column}`);
    return y === undefined ? undefined : y + margin;
  };
  const boxes = nodes.map((node, index) => ({
    ...node,
    x: xOf(node.column),
    y: (places.boxes[index] ?? 0) + margin,
    width: own,
    height: heights[index] ?? 0,
  }));
  const laid = layLinks(links, boxes, laneY, labels.strip);
  const { x, y, width, height } = boxes[loss] ?? { x: 0, y: 0, width: 0, height: 0 };
  return {
    width: x + width / 2 + margin,
    height: places.height + 2 * margin,
    detail: graph.detail,
    tells,
    nodes: boxes.slice(0, loss),
    links: laid.slice(0, graph.links.length),
    nodeOf: graph.nodeOf,
    loss: { name: model.loss, x, y, width, height, links: laid.slice(graph.links.length) },
    labels,
  };
}

/** What leads to the loss: from a neuron one number, from a group of them many. */
function lossLink(from: number, to: number, { nodes }: PictureGraph): PictureLink {
  const isNeuron = nodes[from]?.shows === "neuron";
  return { from, to, synapses: nodes[from]?.neurons ?? 1, shows: isNeuron ? "synapse" : "bundle" };
}

/** The loss has its place in the last column of all, as if it were a neuron. */
function lossNode(column: number): PictureNode {
  return { id: "", column, neurons: 1, activation: "", isInput: false, isOutput: false, shows: "neuron" };
}

function roomOf(
  { isInput, shows }: PictureNode,
  isLoss: boolean,
  detail: PictureGraph["detail"],
  tells: NetworkLayout["tells"],
): number {
  if (isLoss) return leastHeight.loss;
  if (shows === "group") return leastHeight[tells === "norms" ? "norms" : "group"];
  if (isInput) return leastHeight.input;
  return detail === "groups" ? leastHeight.chosen : leastHeight.neuron;
}

/** The most links that each node has on one of its sides. */
function mostLinks(nodes: number, links: readonly PictureLink[]): number[] {
  const incoming = Array.from({ length: nodes }, () => 0);
  const outgoing = [...incoming];
  for (const { from, to } of links) {
    incoming[to] = (incoming[to] ?? 0) + 1;
    outgoing[from] = (outgoing[from] ?? 0) + 1;
  }
  return incoming.map((count, node) => Math.max(count, outgoing[node] ?? 0));
}

function layLinks(
  links: readonly PictureLink[],
  boxes: readonly LaidNode[],
  laneY: (from: number, column: number) => number | undefined,
  strip: number,
): LaidLink[] {
  const ports = spreadPorts(links, boxes, laneY);
  const xOf = new Map(boxes.map(({ column, x }) => [column, x]));
  const half = (boxes[0]?.width ?? 0) / 2;
  return links.map((link, index) => {
    const [source, target] = [boxes[link.from], boxes[link.to]];
    const start = { x: (source?.x ?? 0) + half, y: ports.leaving[index] ?? 0 };
    const end = { x: (target?.x ?? 0) - half, y: ports.arriving[index] ?? 0 };
    const points: Point[] = [start, { x: start.x + strip, y: start.y }];
    for (let column = (source?.column ?? 0) + 1; column < (target?.column ?? 0); column++) {
      const [x, y] = [xOf.get(column) ?? 0, laneY(link.from, column) ?? start.y];
      points.push({ x: x - half - strip, y }, { x: x + half + strip, y });
    }
    points.push({ x: end.x - strip, y: end.y }, end);
    return { ...link, path: pathThrough(points), start, end };
  });
}

/** Level beside the boxes and along the lanes, bent between them. */
function pathThrough(points: readonly Point[]): string {
  let path = "";
  points.forEach(({ x, y }, i) => {
    const before = points[i - 1];
    if (before === undefined) path = `M${rounded(x)} ${rounded(y)}`;
    else if (i % 2 === 1) path += `H${rounded(x)}`;
    else {
      const middle = rounded((before.x + x) / 2);
      path += `C${middle} ${rounded(before.y)} ${middle} ${rounded(y)} ${rounded(x)} ${rounded(y)}`;
    }
  });
  return path;
}
