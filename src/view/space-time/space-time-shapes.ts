import { element, type Markup, rounded, text } from "../svg/element.ts";
import { label } from "../svg/label.ts";
import type { PointKind } from "./point-kinds.ts";
import { radius } from "./space-time-layout.ts";

/** A point with a number in it: round for activations, a diamond for error signals, a square for the loss. */
export function pointShape(x: number, y: number, kind: PointKind, number: string): Markup {
  const size = number.length > 3 ? 6.5 : number.length > 2 ? 7.5 : 9.5;
  const inside = (): Markup =>
    number === ""
      ? ""
      : label(x, y + size * 0.36, number, {
          anchor: "middle",
          class: "space-time-inside",
          "font-size": size,
        });
  switch (kind) {
    case "activation":
      return element("circle", { cx: x, cy: y, r: radius, class: "forward" }) + inside();
    case "delta":
      return diamond(x, y, radius + 2) + inside();
    case "loss":
      return square(x, y, radius - 1, "loss") + inside();
    case "error":
      return square(x, y, radius - 4, "space-time-error");
    case "gradient":
    case "commit":
      return ring(x, y, kind);
    case "run":
      return element("circle", { cx: x, cy: y, r: 4.5, class: "space-time-run" });
    case "arrival":
      return "";
  }
}

function diamond(x: number, y: number, r: number): Markup {
  const points = [[x, y - r], [x + r, y], [x, y + r], [x - r, y]]; // prettier-ignore
  const text = points.map((point) => point.map((each) => rounded(each)).join(",")).join(" ");
  return element("polygon", { points: text, class: "backward" });
}

function square(x: number, y: number, r: number, className: string): Markup {
  return element("rect", { x: x - r, y: y - r, width: 2 * r, height: 2 * r, rx: 2, class: className });
}

function ring(x: number, y: number, kind: "gradient" | "commit"): Markup {
  const d =
    kind === "gradient"
      ? `M${rounded(x - 3)} ${rounded(y - 3)}l6 6m0 -6l-6 6`
      : `M${rounded(x - 3.5)} ${rounded(y)}l2.5 3l5 -6`;
  const circle = element("circle", { cx: x, cy: y, r: radius - 0.5, class: "space-time-ring" });
  return circle + element("path", { d, class: "space-time-mark" });
}

/** Something that says in a sentence what it is to whoever points at it. */
export function told(sentence: string, ...shapes: readonly Markup[]): Markup {
  return element("g", {}, element("title", {}, text(sentence)), ...shapes);
}

export const shapeRules = [
  `.space-time-inside{fill:var(--on-task);font-weight:600}`,
  `.space-time-ring{fill:var(--paper);stroke:var(--ink);stroke-width:1.4}`,
  `.space-time-mark{fill:none;stroke:var(--ink);stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}`,
  `.space-time-error{fill:var(--paper);stroke:var(--loss);stroke-width:2}`,
  `.space-time-run{fill:var(--ink)}`,
  `.space-time-lane{stroke:var(--line);stroke-width:1.5}`,
  `.space-time-tick{stroke:var(--line);stroke-width:1;opacity:0.35}`,
  `.space-time-n{fill:var(--quiet);font-size:10px;paint-order:stroke;stroke:var(--paper);stroke-width:3px}`,
  `.space-time-arrow:hover line{stroke-width:3}`,
].join("");
