import type { Trace } from "../../../src/index.ts";
import { networkView } from "../../../src/view/network/forward.ts";
import { overlayView } from "../../../src/view/network/overlay.ts";
import { reversedView } from "../../../src/view/network/reversed.ts";
import type { View, ViewOptions } from "../../../src/view/view.ts";

export const views = { network: networkView, reversed: reversedView, overlay: overlayView };
export type ViewName = keyof typeof views;

export const viewList = Object.entries(views) as [ViewName, View][];

export function svgOf(name: ViewName, trace: Trace, options: ViewOptions = {}): string {
  return views[name].svg?.(trace, options) ?? "";
}

export function textOf(name: ViewName, trace: Trace, options: ViewOptions = {}): string[] {
  return views[name].text?.(trace, options) ?? [];
}

/** Words in the picture, without its description. */
export function wordsOf(svg: string): string {
  return svg.slice(svg.indexOf("</style>")).replace(/<[^>]*>/g, " ");
}
