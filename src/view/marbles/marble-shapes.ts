import { element, type Markup, rounded, text } from "../svg/element.ts";
import { label } from "../svg/label.ts";
import type { StreamKind } from "./marble-streams.ts";

/** Half of a marble's width, in pixels. */
export const radius = 11;

/** A marble: round where activations flow, a diamond where error signals do, a square for losses. */
export function marbleShape(x: number, y: number, kind: StreamKind, number: string): Markup {
  const className = kind === "row" ? "loss" : kind;
  const size = number.length > 4 ? 8 : number.length > 2 ? 9.5 : 11;
  const inside = label(x, y + size * 0.36, number, {
    anchor: "middle",
    class: "marbles-inside",
    "font-size": size,
  });
  return shapeOf(x, y, kind, className) + (number === "" ? "" : inside);
}

function shapeOf(x: number, y: number, kind: StreamKind, className: string): Markup {
  if (kind === "backward") {
    const r = radius + 3;
    const points = [[x, y - r], [x + r, y], [x, y + r], [x - r, y]]; // prettier-ignore
    return element("polygon", {
      points: points.map((point) => point.map((each) => rounded(each)).join(",")).join(" "),
      class: className,
    });
  }
  if (kind === "loss") {
    const [r, side] = [radius - 1, 2 * radius - 2];
    return element("rect", { x: x - r, y: y - r, width: side, height: side, rx: 3, class: className });
  }
  return element("circle", { cx: x, cy: y, r: radius, class: className });
}

/** A gradient is a product: ×. A commit is a tick in a ring. */
export function markShape(x: number, y: number, kind: "gradient" | "commit"): Markup {
  const ring = element("circle", { cx: x, cy: y, r: 9, class: "marbles-ring" });
  const d =
    kind === "gradient"
      ? `M${rounded(x - 3.5)} ${rounded(y - 3.5)}l7 7m0 -7l-7 7`
      : `M${rounded(x - 4)} ${rounded(y)}l3 3.5l5.5 -7`;
  return ring + element("path", { d, class: "marbles-mark" });
}

/** Something that says in a sentence what it is to whoever points at it. */
export function told(sentence: string, ...shapes: readonly Markup[]): Markup {
  return element("g", {}, element("title", {}, text(sentence)), ...shapes);
}

export const shapeRules = [
  `.marbles-inside{fill:var(--on-task);font-weight:600}`,
  `.marbles-ring{fill:var(--paper);stroke:var(--ink);stroke-width:1.5}`,
  `.marbles-mark{fill:none;stroke:var(--ink);stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}`,
  `.marbles-barrier{stroke:var(--ink);stroke-width:1.2;fill:none}`,
  `.marbles-end{stroke:var(--ink);stroke-width:2.5;fill:none}`,
  `.marbles-grid{stroke:var(--line);stroke-width:1;opacity:0.35}`,
  `.marbles-loss-line{stroke:var(--loss);stroke-width:1.5;fill:none}`,
  `.marbles-value{font-size:11px}`,
].join("");
