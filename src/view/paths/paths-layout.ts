import type { Model } from "../../model/model.ts";
import type { PassPaths, Path } from "./paths.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns and neurons are looked up by indices counted here */

/** Where neurons stand, column by column by their depth, and which of them are shown. */
export interface PathsLayout {
  readonly height: number;
  readonly nodes: ReadonlyMap<number, Node>;
  /** The x of each column; the loss stands in the last one. */
  readonly columns: readonly Column[];
  readonly loss: { readonly x: number; readonly y: number };
}

export interface Node {
  readonly slot: number;
  readonly column: number;
  readonly x: number;
  readonly y: number;
}

export interface Column {
  readonly x: number;
  /** Heights of its nodes, from the top. */
  readonly heights: readonly number[];
  /** Neurons that stand here and are not shown. */
  readonly hidden: number;
}

const mostColumns = 10;
const mostRows = 10;
const rowHeight = 52;
const side = 78;

/**
 * Lays out the neurons that paths lead through, the largest paths first, and as many others as there is room for.
 * undefined where the network has too many columns.
 */
export function layOutPaths(
  model: Model,
  pass: PassPaths,
  source: number,
  width: number,
): PathsLayout | undefined {
  const { populations } = model;
  const depth = populations.reduce((most, each) => Math.max(most, each.depth), 0);
  if (depth + 2 > mostColumns) return undefined;
  const shown = Array.from({ length: depth + 1 }, () => new Set<number>());
  const sizes = shown.map(() => 0);
  const depthOf = new Map<number, number>();
  const offer = (slot: number, at: number): void => {
    if (shown[at]!.size < mostRows) shown[at]!.add(slot);
  };
  const wanted = new Set([source, ...pass.listed.flatMap(({ steps }) => steps.map(({ slot }) => slot))]);
  for (const { first, size, depth: at } of populations) {
    sizes[at]! += size;
    for (let slot = first; slot < first + size; slot++) if (wanted.has(slot)) depthOf.set(slot, at);
  }
  for (const slot of wanted) offer(slot, depthOf.get(slot)!);
  for (const { first, size, depth: at } of populations) {
    for (let slot = first; slot < first + Math.min(size, mostRows); slot++) offer(slot, at);
  }
  const rows = Math.max(...shown.map((slots) => slots.size));
  const height = rows * rowHeight;
  const xOf = (column: number): number => side + (column * (width - 2 * side)) / (depth + 1);
  const nodes = new Map<number, Node>();
  const columns = shown.map((slots, column): Column => {
    const ordered = [...slots].sort((one, other) => one - other);
    const heights = ordered.map((_, row) => ((row + 0.5) * height) / ordered.length);
    ordered.forEach((slot, row) => nodes.set(slot, { slot, column, x: xOf(column), y: heights[row]! }));
    return { x: xOf(column), heights, hidden: sizes[column]! - slots.size };
  });
  return { height, nodes, columns, loss: { x: xOf(depth + 1), y: height / 2 } };
}

/** The paths of which every neuron is shown. */
export function drawablePaths({ nodes }: PathsLayout, { listed }: PassPaths): Path[] {
  return listed.filter(({ steps }) => steps.every(({ slot }) => nodes.has(slot)));
}

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly column: number;
}

/** A curve that leaves and arrives level; past columns in between it goes where no neuron stands. */
export function curveBetween(from: Spot, to: Spot, columns: readonly Column[], shift: number): string {
  const spots = [from];
  for (let column = from.column + 1; column < to.column; column++) {
    const { x, heights } = columns[column]!;
    const straight = from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x);
    spots.push({ x, y: nearestGap(heights, straight), column });
  }
  spots.push(to);
  let path = `M${from.x.toFixed(1)} ${(from.y + shift).toFixed(1)}`;
  for (let i = 1; i < spots.length; i++) {
    const [one, other] = [spots[i - 1]!, spots[i]!];
    const middle = ((one.x + other.x) / 2).toFixed(1);
    const [y0, y1] = [(one.y + shift).toFixed(1), (other.y + shift).toFixed(1)];
    path += `C${middle} ${y0} ${middle} ${y1} ${other.x.toFixed(1)} ${y1}`;
  }
  return path;
}

/** The height in the middle between two neurons of a column, or beyond its ends, that is nearest. */
function nearestGap(heights: readonly number[], y: number): number {
  const half = heights.length > 1 ? (heights[1]! - heights[0]!) / 2 : 27;
  const gaps = [(heights[0] ?? y) - half, ...heights.map((height) => height + half)];
  return gaps.reduce((best, gap) => (Math.abs(gap - y) < Math.abs(best - y) ? gap : best));
}
