import { element, type Markup } from "../svg/element.ts";
import { arrowHead, label, labelWidth } from "../svg/label.ts";
import { pointKind, type PointKind } from "./point-kinds.ts";
import { margin } from "./space-time-layout.ts";
import type { SpaceTimePicture } from "./space-time-picture.ts";
import { pointShape } from "./space-time-shapes.ts";
import type { SpaceTimeWords } from "./space-time-words.ts";

const lineHeight = 28;

/** What the signs of a picture mean, those that stand on it, in as many lines as its width asks for. */
export function spaceTimeLegend(
  picture: SpaceTimePicture,
  words: SpaceTimeWords,
  { top, width }: { readonly top: number; readonly width: number },
): { readonly markup: Markup; readonly height: number } {
  const parts: Markup[] = [];
  let [x, y] = [margin, top + 18];
  for (const { sign, text } of itemsOf(picture, words)) {
    const own = 40 + labelWidth(text) + 18;
    if (x > margin && x + own > width - margin) [x, y] = [margin, y + lineHeight];
    parts.push(sign(x, y), label(x + 36, y + 4.5, text));
    x += own;
  }
  y += 8;
  const hasCounts = picture.points.some(({ count }) => count > 1);
  for (const note of [words.numbers[picture.labelledBy], ...(hasCounts ? [words.counts] : [])]) {
    y += 20;
    parts.push(label(margin, y + 4, note, { class: "quiet" }));
  }
  return { markup: parts.join(""), height: y + 4 - top };
}

interface Item {
  readonly sign: (x: number, y: number) => Markup;
  readonly text: string;
}

function itemsOf({ arrows, points }: SpaceTimePicture, words: SpaceTimeWords): Item[] {
  const directions = new Set(arrows.map(({ direction }) => direction));
  const kinds = new Set(points.map(({ event }) => pointKind(event)));
  const lines = (["forward", "backward"] as const)
    .filter((direction) => directions.has(direction))
    .map((direction): Item => {
      const sign = (x: number, y: number): Markup =>
        direction === "forward"
          ? element("line", { x1: x, x2: x + 24, y1: y, y2: y, class: "forward-line" }) +
            arrowHead(x + 30, y, 1, 0, { class: "forward" })
          : element("line", { x1: x + 6, x2: x + 30, y1: y, y2: y, class: "backward-line" }) +
            arrowHead(x, y, -1, 0, { class: "backward" });
      return { sign, text: words[direction] };
    });
  const texts: readonly (readonly [PointKind, string])[] = [
    ["activation", words.computes],
    ["delta", words.delta],
    ["loss", words.lossPoint],
    ["error", words.error],
    ["gradient", words.gradient],
    ["commit", words.commit],
    ["run", words.run],
  ];
  const shapes = texts
    .filter(([kind]) => kinds.has(kind))
    .map(([kind, text]): Item => ({ sign: (x, y) => pointShape(x + 18, y, kind, ""), text }));
  return [...lines, ...shapes];
}
