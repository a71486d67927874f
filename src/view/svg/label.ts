import { widthOf } from "../terminal/text-width.ts";
import { type Attributes, element, type Markup, text } from "./element.ts";

/** Pixels that a text is about as wide as: digits of the monospaced font exactly, other text at most. */
export function labelWidth(content: string, size = 13): number {
  return widthOf(content) * size * 0.62;
}

/** One line of text at a place; `anchor` says which end stands there. */
export function label(
  x: number,
  y: number,
  content: string,
  { anchor = "start", ...attributes }: Attributes & { readonly anchor?: "start" | "middle" | "end" } = {},
): Markup {
  const end = anchor === "start" ? undefined : anchor;
  return element("text", { x, y, "text-anchor": end, ...attributes }, text(content));
}

/** The head of an arrow: a triangle whose tip stands at x, y and that points the way (dx, dy) goes. */
export function arrowHead(x: number, y: number, dx: number, dy: number, attributes: Attributes): Markup {
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [(dx / length) * 7, (dy / length) * 7];
  const [px, py] = [-uy * 0.55, ux * 0.55];
  const point = (px2: number, py2: number): string =>
    `${Math.round(px2 * 10) / 10},${Math.round(py2 * 10) / 10}`;
  const points = [point(x, y), point(x - ux + px, y - uy + py), point(x - ux - px, y - uy - py)];
  return element("polygon", { points: points.join(" "), ...attributes });
}
