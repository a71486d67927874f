import type { Shade } from "../../paint.ts";
import type { Canvas } from "./canvas.ts";
import type { Point } from "./diagram-layout.ts";

/** "solid" and "dashed" tell the directions apart without colour; "faint" is a line that nothing travels on now. */
export type Stroke = "solid" | "dashed" | "faint";

/** A dot of the canvas, in half columns and quarter rows. */
interface Dot {
  readonly x: number;
  readonly y: number;
}

/** Draws a path in dots. Between its points it leaves and arrives level, so that an arrowhead can sit at its end. */
export function drawPath(
  canvas: Canvas,
  path: readonly Point[],
  stroke: Stroke,
  shade: Shade | undefined,
): void {
  trace(path).forEach(({ x, y }, step) => {
    if (isInked(stroke, step)) canvas.dot(x, y, shade);
  });
  for (const [from, to] of segmentsOf(path)) {
    // Where a line is level all the way, there is a character that draws it better than dots.
    if (from.y === to.y) canvas.write(from.x, from.y, level[stroke].repeat(to.x - from.x + 1), shade);
  }
}

const level: Readonly<Record<Stroke, string>> = { solid: "─", dashed: "╌", faint: "┈" };

/** The character on a path at a share of its length, 0 at its source and 1 at its target. */
export function pointAt(path: readonly Point[], share: number): Point {
  const dots = trace(path);
  const dot = dots[Math.round(Math.min(1, Math.max(0, share)) * (dots.length - 1))] ?? { x: 0, y: 0 };
  return { x: Math.floor(dot.x / 2), y: Math.floor(dot.y / 4) };
}

function isInked(stroke: Stroke, step: number): boolean {
  if (stroke === "solid") return true;
  return stroke === "dashed" ? step % 7 < 5 : step % 4 === 0;
}

/** All dots of a path in order, none twice in a row. */
function trace(path: readonly Point[]): Dot[] {
  const dots: Dot[] = [];
  for (const [from, to] of segmentsOf(path)) {
    const [x0, y0] = [from.x * 2, from.y * 4 + 2];
    const [x1, y1] = [to.x * 2 + 1, to.y * 4 + 2];
    const steps = 2 * Math.max(1, Math.abs(x1 - x0), Math.abs(y1 - y0));
    for (let step = 0; step <= steps; step++) {
      const share = step / steps;
      const dot = { x: Math.round(x0 + share * (x1 - x0)), y: Math.round(y0 + bend(share) * (y1 - y0)) };
      const last = dots.at(-1);
      if (last?.x !== dot.x || last.y !== dot.y) dots.push(dot);
    }
  }
  return dots;
}

function segmentsOf(path: readonly Point[]): [Point, Point][] {
  return path.slice(1).flatMap((to, i): [Point, Point][] => {
    const from = path[i];
    return from === undefined ? [] : [[from, to]];
  });
}

/** From 0 to 1, level at both ends (smoothstep), but nearly straight between. */
function bend(share: number): number {
  return 0.4 * share + 0.6 * share * share * (3 - 2 * share);
}
