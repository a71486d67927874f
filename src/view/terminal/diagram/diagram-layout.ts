import type { DiagramGraph, DiagramLink } from "./diagram-graph.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns, boxes and ports are looked up by indices that
   were counted out here */

/** Boxes have a border and lines of text; labels are one line, tall ones two. */
export type Form = "box" | "label" | "tall-label";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a path bends, in columns and rows of characters. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly form: Form;
  readonly columns: number;
  readonly rows: number;
  /** One for each node. */
  readonly boxes: readonly Box[];
  /** One for each link, from the character behind its source's box to the one before its target's. */
  readonly paths: readonly (readonly Point[])[];
  /** Characters between two columns of boxes. */
  readonly gap: number;
}

export interface Measures {
  readonly form: Form;
  readonly columns: number;
  readonly rows: number;
  /** Of a box, its border included. */
  readonly width: number;
  readonly leastGap: number;
  /** Columns left free at the right. */
  readonly margin: number;
}

const widestGap = 24;

/** Places boxes in columns and finds a path for each link. Undefined where there is not enough room. */
export function layOut(graph: DiagramGraph, measures: Measures): Layout | undefined {
  const { form, width, leastGap, margin } = measures;
  const count = graph.columns;
  const room = measures.columns - margin - count * width;
  const gap = count < 2 ? 0 : Math.min(widestGap, Math.floor(room / (count - 1)));
  if (room < 0 || (count > 1 && gap < leastGap)) return undefined;
  const stacks = stackItems(graph, form);
  const spacing = [2, 1].find(
    (blanks) => (form === "label" || blanks === 1) && tallest(stacks, blanks) <= measures.rows,
  );
  if (spacing === undefined) return undefined;
  const rows = spread(stacks, tallest(stacks, spacing) + spacing);
  const xOf = (column: number): number => column * (width + gap);
  const boxes: Box[] = [];
  stacks.forEach((stack, column) => {
    for (const { node, lane, y, height } of stack) {
      if (lane === undefined) boxes[node] = { x: xOf(column), y, width, height };
    }
  });
  const paths = findPaths(graph, stacks, boxes, form, xOf, width);
  return { form, columns: xOf(count - 1) + width + margin, rows, boxes, paths, gap };
}

/** What stands in a column from top to bottom: a node, or the lane on which links of a node pass by the boxes. */
interface Item {
  readonly node: number;
  /** "lane": the line of this node passes here. */
  readonly lane: "lane" | undefined;
  readonly height: number;
  /** Where it would like to be, from 0 at the top to 1 at the bottom. */
  readonly place: number;
  y: number;
}

function stackItems(graph: DiagramGraph, form: Form): Item[][] {
  const stacks = Array.from({ length: graph.columns }, (): Item[] => []);
  const ports = countPorts(graph);
  const inColumn = graph.nodes.map(() => 0);
  const sizes = stacks.map((_, column) => graph.nodes.filter((node) => node.column === column).length);
  const seen = stacks.map(() => 0);
  graph.nodes.forEach(({ column }, node) => (inColumn[node] = seen[column]!++));
  const placeOf = (node: number): number => (inColumn[node]! + 0.5) / sizes[graph.nodes[node]!.column]!;
  graph.nodes.forEach(({ column }, node) => {
    const height =
      form === "label" ? 1 : form === "tall-label" ? 2 : 2 + Math.max(2, Math.min(4, ports[node]!));
    stacks[column]!.push({ node, lane: undefined, height, place: placeOf(node), y: 0 });
  });
  for (const [key, targets] of lanesOf(graph)) {
    const [source = 0, column = 0] = key.split("/").map(Number);
    const mean = targets.reduce((sum, target) => sum + placeOf(target), 0) / targets.length;
    const place = (placeOf(source) + mean) / 2;
    stacks[column]!.push({ node: source, lane: "lane", height: 1, place, y: 0 });
  }
  // The sort is stable: a lane that would like to be where a box is goes below it.
  return stacks.map((stack) => stack.sort((one, other) => one.place - other.place));
}

/** The lanes that links need which skip columns: one for each source and column, whatever number of links share it. */
function lanesOf({ nodes, links }: DiagramGraph): Map<string, number[]> {
  const lanes = new Map<string, number[]>();
  for (const { from, to } of links) {
    for (let column = nodes[from]!.column + 1; column < nodes[to]!.column; column++) {
      const key = `${from}/${column}`;
      const targets = lanes.get(key);
      if (targets === undefined) lanes.set(key, [to]);
      else targets.push(to);
    }
  }
  return lanes;
}

/** The most links that any node has on one of its sides. */
function countPorts({ nodes, links }: DiagramGraph): number[] {
  const incoming = nodes.map(() => 0);
  const outgoing = nodes.map(() => 0);
  for (const { from, to } of links) {
    incoming[to]! += 1;
    outgoing[from]! += 1;
  }
  return nodes.map((_, node) => Math.max(incoming[node]!, outgoing[node]!));
}

/** Rows of the highest column. */
function tallest(stacks: readonly (readonly Item[])[], spacing: number): number {
  return Math.max(...stacks.map((stack) => heightOf(stack) + spacing * (stack.length - 1)));
}

function heightOf(stack: readonly Item[]): number {
  return stack.reduce((sum, { height }) => sum + height, 0);
}

/**
 * Distributes the free rows of each column evenly between its items, half as much above and below, and returns how
 * many rows are left when those have been cut off that all columns leave free.
 */
function spread(stacks: readonly (readonly Item[])[], rows: number): number {
  for (const stack of stacks) {
    const free = rows - heightOf(stack);
    let filled = 0;
    stack.forEach((item, index) => {
      item.y = Math.floor((free * (index + 0.5)) / stack.length) + filled;
      filled += item.height;
    });
  }
  const items = stacks.flat();
  const top = Math.min(...items.map(({ y }) => y));
  for (const item of items) item.y -= top;
  return Math.max(...items.map(({ y, height }) => y + height));
}

function findPaths(
  graph: DiagramGraph,
  stacks: readonly (readonly Item[])[],
  boxes: readonly Box[],
  form: Form,
  xOf: (column: number) => number,
  width: number,
): Point[][] {
  const laneRow = new Map<string, number>();
  stacks.forEach((stack, column) => {
    for (const { node, lane, y } of stack) if (lane !== undefined) laneRow.set(`${node}/${column}`, y);
  });
  /** What a link meets first on its way, and last: a lane, or the box of its other end. */
  const neighbour = (end: number, { from }: DiagramLink, column: number): { key: string; y: number } => {
    const key = `${from}/${column}`;
    const y = laneRow.get(key);
    if (y !== undefined) return { key, y };
    const box = boxes[end]!;
    return { key: `box ${end}`, y: box.y + (box.height - 1) / 2 };
  };
  const leaving = graph.links.map((link) => neighbour(link.to, link, graph.nodes[link.from]!.column + 1));
  const arriving = graph.links.map((link) => neighbour(link.from, link, graph.nodes[link.to]!.column - 1));
  const rightPorts = assignPorts(graph.links.map(({ from }) => from), leaving, boxes, form); // prettier-ignore
  const leftPorts = assignPorts(graph.links.map(({ to }) => to), arriving, boxes, form); // prettier-ignore
  return graph.links.map(({ from, to }, link) => {
    const path: Point[] = [{ x: boxes[from]!.x + width, y: rightPorts[link]! }];
    for (let column = graph.nodes[from]!.column + 1; column < graph.nodes[to]!.column; column++) {
      const y = laneRow.get(`${from}/${column}`)!;
      path.push({ x: xOf(column) - 1, y }, { x: xOf(column) + width, y });
    }
    path.push({ x: boxes[to]!.x - 1, y: leftPorts[link]! });
    return path;
  });
}

/** The row of each link at one of its ends: links are spread over the side of a box in the order they come from. */
function assignPorts(
  ends: readonly number[],
  neighbours: readonly { key: string; y: number }[],
  boxes: readonly Box[],
  form: Form,
): number[] {
  const rowOf = new Map<string, number>();
  boxes.forEach((box, node) => {
    const seen = new Map(neighbours.filter((_, link) => ends[link] === node).map(({ key, y }) => [key, y]));
    const ordered = [...seen].sort(([, one], [, other]) => one - other);
    const inner = form === "box" ? box.height - 2 : 1;
    const top = form === "box" ? box.y + 1 : box.y;
    ordered.forEach(([key], index) => {
      rowOf.set(`${node} ${key}`, top + Math.floor(((index + 0.5) * inner) / ordered.length));
    });
  });
  return ends.map((node, link) => rowOf.get(`${node} ${neighbours[link]!.key}`)!);
}
