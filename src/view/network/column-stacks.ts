import type { PictureLink, PictureNode } from "./picture-graph.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns and nodes are looked up by indices counted here */

/** The middle of each box, and of the lanes of links that pass by, in its column, from the top. */
export interface Places {
  readonly boxes: readonly number[];
  /** By `source/column`: the height at which the links of a source pass a column. */
  readonly lanes: ReadonlyMap<string, number>;
  /** Of the highest column. */
  readonly height: number;
}

interface Item {
  readonly key: number | string;
  readonly height: number;
  /** Where it would like to be, from 0 at the top to 1 at the bottom. */
  readonly place: number;
}

const laneHeight = 8;

/** Puts the boxes of each column under each other in the middle of the picture, and lanes between them. */
export function stackColumns(
  nodes: readonly Pick<PictureNode, "column">[],
  links: readonly Pick<PictureLink, "from" | "to">[],
  heights: readonly number[],
): Places {
  const columns = nodes.reduce((most, { column }) => Math.max(most, column + 1), 0);
  const stacks = Array.from({ length: columns }, (): Item[] => []);
  const sizes = stacks.map(() => 0);
  for (const { column } of nodes) sizes[column]!++;
  const seen = stacks.map(() => 0);
  const places = nodes.map(({ column }) => (seen[column]!++ + 0.5) / sizes[column]!);
  nodes.forEach(({ column }, node) => {
    stacks[column]!.push({ key: node, height: heights[node]!, place: places[node]! });
  });
  for (const [key, targets] of laneTargets(nodes, links)) {
    const [source = 0, column = 0] = key.split("/").map(Number);
    const mean = targets.reduce((sum, target) => sum + places[target]!, 0) / targets.length;
    stacks[column]!.push({ key, height: laneHeight, place: (places[source]! + mean) / 2 });
  }
  for (const stack of stacks) stack.sort((one, other) => one.place - other.place);
  const height = Math.max(0, ...stacks.map(heightOf));
  const boxes: number[] = [];
  const lanes = new Map<string, number>();
  for (const stack of stacks) {
    const free = (height - heightOf(stack)) / stack.length;
    let top = free / 2;
    stack.forEach(({ key, height: own }, i) => {
      top += between(stack[i - 1], stack[i]!);
      if (typeof key === "number") boxes[key] = top + own / 2;
      else lanes.set(key, top + own / 2);
      top += own + free;
    });
  }
  return { boxes, lanes, height };
}

/** Free pixels between two neighbours of a column: lanes run close to each other, boxes keep their distance. */
function between(above: Item | undefined, { key }: Item): number {
  if (above === undefined) return 0;
  const boxes = [above.key, key].filter((each) => typeof each === "number").length;
  return boxes === 2 ? 26 : boxes === 1 ? 14 : 2;
}

function heightOf(stack: readonly Item[]): number {
  return stack.reduce((sum, item, i) => sum + item.height + between(stack[i - 1], item), 0);
}

/** The lanes that links need which skip columns, one for each source and column; and where they lead. */
function laneTargets(
  nodes: readonly Pick<PictureNode, "column">[],
  links: readonly Pick<PictureLink, "from" | "to">[],
): Map<string, number[]> {
  const lanes = new Map<string, number[]>();
  for (const { from, to } of links) {
    for (let column = nodes[from]!.column + 1; column < nodes[to]!.column; column++) {
      const targets = lanes.get(`${from}/${column}`);
      if (targets === undefined) lanes.set(`${from}/${column}`, [to]);
      else targets.push(to);
    }
  }
  return lanes;
}
