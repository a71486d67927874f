import type { NetworkLayout } from "../network/network-layout.ts";
import { element, type Markup } from "../svg/element.ts";
import { label } from "../svg/label.ts";
import { animateAlong, animateVisible } from "./animate.ts";
import type { FlowFrame } from "./flow-frames.ts";
import { type Interval, joined, type Timeline } from "./timeline.ts";

/** A message on its way: a circle goes down, a diamond comes back up. */
export function messageMark(direction: "forward" | "backward"): Markup {
  return direction === "forward"
    ? element("circle", { class: "flow-mark forward", r: 6.5 })
    : element("path", { class: "flow-mark backward", d: "M0 -8L8 0L0 8L-8 0Z" });
}

/** All messages of all frames, each with its number where it is one by itself. */
export function animateMessages(
  layout: NetworkLayout,
  frames: readonly FlowFrame[],
  { moments, total }: Timeline,
): Markup {
  return frames
    .map((frame, i) => {
      const { start, arrive } = moments[i] ?? { start: 0, arrive: 0 };
      const direction = frame.direction ?? "forward";
      const value = frame.kind === "deliver" || frame.kind === "error" ? frame.facts[0] : undefined;
      return pathsOf(layout, frame)
        .map((path) =>
          element(
            "g",
            { class: "flow-message", visibility: "hidden" },
            messageMark(direction),
            value === undefined
              ? ""
              : label(0, -13, value, { anchor: "middle", class: `number flow-value ${direction}` }),
            animateAlong(path, direction, [start, arrive], total),
            animateVisible([[start, Math.min(arrive + 0.08, total)]], total),
          ),
        )
        .join("");
    })
    .join("");
}

function pathsOf(layout: NetworkLayout, { links, lossLinks }: FlowFrame): string[] {
  return [
    ...links.map((link) => layout.links[link]?.path),
    ...lossLinks.map((link) => layout.loss.links[link]?.path),
  ].filter((path) => path !== undefined);
}

/** The links that are used and the boxes at which something happens, lit up while it does. */
export function animateBusy(
  layout: NetworkLayout,
  frames: readonly FlowFrame[],
  { moments, total }: Timeline,
): Markup {
  const paths = new Map<string, Interval[]>();
  const nodes = new Map<number, Interval[]>();
  frames.forEach((frame, i) => {
    const { start, end, arrive } = moments[i] ?? { start: 0, end: 0, arrive: 0 };
    for (const path of pathsOf(layout, frame)) {
      const key = `${frame.direction ?? "forward"} ${path}`;
      paths.set(key, [...(paths.get(key) ?? []), [start, end]]);
    }
    const from = frame.direction === undefined ? start : arrive;
    const where = frame.kind === "loss" ? [layout.nodes.length] : frame.nodes;
    for (const node of where) nodes.set(node, [...(nodes.get(node) ?? []), [from, end]]);
  });
  const lit = [...paths].map(([key, times]) => {
    const [direction = "", ...path] = key.split(" ");
    const style = { class: `flow-lit flow-lit-${direction}`, d: path.join(" "), visibility: "hidden" };
    return element("path", style, animateVisible(joined(times), total));
  });
  const rings = [...nodes].map(([index, times]) => {
    const { x, y, width, height } = layout.nodes[index] ?? layout.loss;
    const box = { x: x - width / 2 - 4, y: y - height / 2 - 4, width: width + 8, height: height + 8, rx: 11 };
    return element(
      "rect",
      { class: "flow-busy", ...box, visibility: "hidden" },
      animateVisible(joined(times), total),
    );
  });
  return lit.join("") + rings.join("");
}
