import type { PictureLink } from "./picture-graph.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- nodes and links are looked up by indices counted here */

/** A box as its ports need it. */
export interface PortedBox {
  readonly column: number;
  readonly y: number;
  readonly height: number;
}

/**
 * The height at which each link leaves its source and arrives at its target: spread over the side of a box, in the order in
 * which the other ends stand, so that links of one box do not cross at it.
 */
export function spreadPorts(
  links: readonly Pick<PictureLink, "from" | "to">[],
  boxes: readonly PortedBox[],
  laneY: (from: number, column: number) => number | undefined,
): { readonly leaving: number[]; readonly arriving: number[] } {
  const columnOf = (node: number): number => boxes[node]!.column;
  const leaving = spread(
    links.map(({ from }) => from),
    links.map(({ from, to }) => laneY(from, columnOf(from) + 1) ?? boxes[to]!.y),
    boxes,
    links.map(({ to }) => boxes[to]!.y),
  );
  const arriving = spread(
    links.map(({ to }) => to),
    links.map(({ from, to }) => laneY(from, columnOf(to) - 1) ?? boxes[from]!.y),
    boxes,
    links.map(({ from }) => boxes[from]!.y),
  );
  return { leaving, arriving };
}

/** `beyond` decides between links that run on one lane at first. */
function spread(
  ends: readonly number[],
  towards: readonly number[],
  boxes: readonly PortedBox[],
  beyond: readonly number[],
): number[] {
  const linksOf = new Map<number, number[]>();
  ends.forEach((node, link) => {
    const known = linksOf.get(node);
    if (known === undefined) linksOf.set(node, [link]);
    else known.push(link);
  });
  const heights: number[] = [];
  for (const [node, links] of linksOf) {
    const { y, height } = boxes[node]!;
    links.sort((one, other) => towards[one]! - towards[other]! || beyond[one]! - beyond[other]!);
    links.forEach((link, i) => (heights[link] = y - height / 2 + (height * (i + 1)) / (links.length + 1)));
  }
  return heights;
}
