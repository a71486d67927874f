import { type Attributes, element, type Markup, rounded } from "../svg/element.ts";
import { arrowHead } from "../svg/label.ts";
import type { LaidLink } from "./network-layout.ts";
import type { Scene } from "./scene-kit.ts";

type Line = Pick<LaidLink, "path" | "start" | "end" | "synapses" | "shows">;

/**
 * The line of each direction, with its head at the end where messages arrive; on each other, the two run side by side.
 * `ways`: whether error signals come back over it; `busy`: the one on which a message has just arrived. The attributes are
 * those of the first line.
 */
export function drawLines(
  scene: Scene,
  link: Line,
  ways: "down" | "both",
  attributes: Attributes,
  busy?: "down" | "up",
): Markup {
  const { mode } = scene;
  const { path, start, end } = link;
  const isBundle = link.shows === "bundle";
  const width = isBundle ? bundleWidth(link.synapses) : undefined;
  const draw = (way: "down" | "up" | "idle", more: Attributes, aside = 0): Markup => {
    const names = ["link", way, ...(isBundle ? ["bundle"] : []), ...(way === busy ? ["busy"] : [])];
    return element("path", {
      class: names.map((name) => `network-${name}`).join(" "),
      d: path,
      transform: aside === 0 ? undefined : `translate(0 ${aside})`,
      style: width === undefined || way === "idle" ? undefined : strokeOf(width, way),
      ...more,
    });
  };
  const downHead = arrowHead(end.x, end.y, 1, 0, { class: "network-down-head" });
  const upHead = arrowHead(start.x, start.y, -1, 0, { class: "network-up-head" });
  if (mode === "forward") return draw("down", attributes) + downHead;
  if (mode === "reversed") {
    return ways === "down" ? draw("idle", attributes) : draw("up", attributes) + upHead;
  }
  if (ways === "down") return draw("down", attributes) + downHead;
  const half = apart(width);
  return draw("down", attributes, -half) + draw("up", {}, half) + downHead + upHead;
}

/** Dashes of a thick line are longer. */
function strokeOf(width: number, way: "down" | "up"): string {
  const dashes = way === "up" ? `;stroke-dasharray:${rounded(width * 2.5)} ${rounded(width * 1.5)}` : "";
  return `stroke-width:${rounded(width)}${dashes}`;
}

/** How far the lines of a link reach above and below its port: numbers keep off. */
export function reachOf(
  { mode, layout }: Scene,
  { synapses, shows }: Pick<LaidLink, "synapses" | "shows">,
): number {
  const isBundle = shows === "bundle";
  const width = isBundle ? bundleWidth(synapses) : 1.25;
  const lines = mode === "overlay" ? apart(isBundle ? width : undefined) + width / 2 : width / 2;
  return layout.labels.form === "inline" ? Math.min(1, lines) : lines;
}

/** Half of the distance between the lines of the two directions. */
function apart(width: number | undefined): number {
  return width === undefined ? 1.6 : width / 2 + 0.5;
}

/** A bundle of 10 synapses is 3 pixels thick, one of 10,000 is 6. */
function bundleWidth(synapses: number): number {
  return 2 + Math.log10(synapses);
}
