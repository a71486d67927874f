import { element, type Markup } from "../svg/element.ts";
import { label } from "../svg/label.ts";
import type { LaidLink, NetworkLayout, Point } from "./network-layout.ts";
import type { Scene } from "./scene-kit.ts";
import { drawLines, reachOf } from "./scene-lines.ts";
import { type Anchor, slotText } from "./scene-slot.ts";

/** A text on a link: at its source or its target, above or below the line. */
export interface LinkText {
  readonly slot: string;
  readonly at: "source" | "target";
  readonly row: "above" | "below";
  readonly className: string;
}

/** From the box to the number, past the head of an arrow. */
const offset = 10;

/** All synapses: lines, heads at the receiving ends, and the numbers of each. */
export function drawLinks(scene: Scene): Markup {
  return scene.layout.links.map((link, index) => drawLink(scene, link, index)).join("");
}

function drawLink(scene: Scene, link: LaidLink, index: number): Markup {
  const isSilent = scene.receivesNothing(link.from);
  const busy = scene.highlight.link === index ? scene.highlight.way : undefined;
  const isIdle = scene.mode === "reversed" && isSilent;
  const numbers = isIdle ? [] : numbersOf(scene, link, index);
  return element(
    "g",
    { class: scene.classOf("", link.from, link.to) },
    drawLines(scene, link, isSilent ? "down" : "both", { "data-link": index }, busy),
    numbers.map((number) => drawLinkText(scene, link, number)).join(""),
    isIdle || link.shows === "synapse" ? "" : drawCount(scene, link),
  );
}

function numbersOf({ mode, receivesNothing }: Scene, { from, shows }: LaidLink, index: number): LinkText[] {
  const weight = { slot: `weight/${index}`, at: "target", row: "above", className: "" } as const;
  const value = { slot: `value/${index}`, at: "source", row: "above", className: "forward" } as const;
  const error = { slot: `error/${index}`, at: "source", row: "below", className: "backward" } as const;
  const gradient = {
    slot: `gradient/${index}`,
    at: "target",
    row: "below",
    className: "network-product",
  } as const;
  if (shows === "bundle") return [mode === "reversed" ? { ...weight, at: "source" } : weight];
  if (mode === "forward") return [value, weight];
  if (mode === "overlay") {
    return [
      value,
      ...(receivesNothing(from) ? [] : [error]),
      { ...weight, slot: `weights/${index}` },
      gradient,
    ];
  }
  return [
    { ...error, at: "target", row: "above" },
    { ...weight, slot: `feedback/${index}`, at: "source" },
  ];
}

export function drawLinkText(scene: Scene, link: LaidLink, text: LinkText): Markup {
  const { layout, textOf } = scene;
  const { x, y, anchor } = placeOf(layout, link, text, reachOf(scene, link));
  const className = `number network-${layout.labels.form} ${text.className}`.trim();
  return slotText(textOf, text.slot, x, y, { anchor, class: className });
}

/** Inline, what would stand below the line stands beside the other number, nearer to the middle. */
function placeOf(
  { labels }: Pick<NetworkLayout, "labels">,
  { start, end }: { readonly start: Point; readonly end: Point },
  { at, row }: Pick<LinkText, "at" | "row">,
  reach: number,
): Point & { readonly anchor: Anchor } {
  const isInline = labels.form === "inline";
  const aside = offset + (row === "below" && isInline ? labels.strip / 2 - 2 : 0);
  const dy = row === "below" && !isInline ? labels.fontSize + reach : -3 - reach;
  return at === "source"
    ? { x: start.x + aside, y: start.y + dy, anchor: "start" }
    : { x: end.x - aside, y: end.y + dy, anchor: "end" };
}

/** How many synapses a bundle stands for, at its sending end. */
function drawCount(scene: Scene, link: LaidLink): Markup {
  const { layout, mode } = scene;
  const at = mode === "reversed" ? "target" : "source";
  const { x, y, anchor } = placeOf(layout, link, { at, row: "above" }, reachOf(scene, link));
  return label(x, y, `×${link.synapses}`, { anchor, class: `number network-${layout.labels.form} quiet` });
}
