import { type Attributes, element, type Markup } from "../svg/element.ts";
import type { Interval } from "./timeline.ts";

/** A value from a time on, in seconds. */
export type Key = readonly [time: number, value: string | number];

/**
 * An endless animation (SMIL) of one attribute, whose parent keeps the value that it has at the end: so it looks where
 * nothing is animated.
 */
export function animate(
  attribute: string,
  keys: readonly Key[],
  total: number,
  calcMode: "discrete" | "linear",
): Markup {
  const list = withBothEnds(keys, total, calcMode);
  return element("animate", {
    attributeName: attribute,
    calcMode,
    values: list.map(([, value]) => value).join(";"),
    keyTimes: list.map(([time]) => shareOf(time, total)).join(";"),
    ...endless(total),
  });
}

/** Seen in these intervals, in their order, and at no other time; nothing at all where it is always seen. */
export function animateVisible(intervals: readonly Interval[], total: number): Markup {
  const [first] = intervals;
  if (first !== undefined && first[0] <= 0 && first[1] >= total) return "";
  const keys: Key[] = [];
  for (const [from, to] of intervals) {
    keys.push([from, "visible"]);
    if (to < total) keys.push([to, "hidden"]);
  }
  if ((keys[0]?.[0] ?? 1) > 0) keys.unshift([0, "hidden"]);
  return animate("visibility", keys, total, "discrete");
}

/** Moves its parent along a path, or back along it, from one time to another. */
export function animateAlong(
  path: string,
  direction: "forward" | "backward",
  [from, to]: Interval,
  total: number,
): Markup {
  const [start, end] = direction === "forward" ? [0, 1] : [1, 0];
  return element("animateMotion", {
    path,
    calcMode: "linear",
    keyPoints: [start, start, end, end].join(";"),
    keyTimes: [0, shareOf(from, total), shareOf(to, total), 1].join(";"),
    ...endless(total),
  });
}

function endless(total: number): Attributes {
  return { dur: `${Math.round(total * 1000) / 1000}s`, repeatCount: "indefinite" };
}

/** A discrete animation has no key at its end; a linear one has to have one. */
function withBothEnds(keys: readonly Key[], total: number, calcMode: "discrete" | "linear"): readonly Key[] {
  const last = keys.at(-1);
  return calcMode === "linear" && last !== undefined && last[0] < total ? [...keys, [total, last[1]]] : keys;
}

function shareOf(time: number, total: number): number {
  return Math.round((time / total) * 10_000) / 10_000;
}
