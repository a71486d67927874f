import type { Language } from "../language.ts";
import { narratorOf } from "../narration.ts";
import { element, type Markup } from "../svg/element.ts";
import { arrowHead, label } from "../svg/label.ts";
import { compactCount } from "./compact-count.ts";
import { labelOf } from "../time-axis/moment-labels.ts";
import { pointKind, type PointKind } from "./point-kinds.ts";
import { arrowSentence, pointSentence } from "./sentences.ts";
import type { Arrow } from "./space-time.ts";
import { radius, type SpaceTimeLayout } from "./space-time-layout.ts";
import type { SpaceTimePicture } from "./space-time-picture.ts";
import { pointShape, told } from "./space-time-shapes.ts";

/** How far from the middle of a point an arrow begins or ends. */
const reach: Readonly<Record<PointKind, number>> = {
  run: 6, activation: radius + 1, delta: radius + 2, loss: radius + 1, error: radius - 2, gradient: radius,
  commit: radius, arrival: 1,
}; // prettier-ignore

/**
 * Where on an arrow the number of its messages stands: between two neighbours near its beginning, where not many others
 * cross it; on a longer way before its last line, where it has parted from others that began with it.
 */
const countAt = (lanes: number): number => (lanes <= 1 ? 0.32 : 1 - 0.5 / lanes);

export function drawArrows(picture: SpaceTimePicture, layout: SpaceTimeLayout, language: Language): Markup {
  return picture.arrows.map((arrow) => drawArrow(picture, layout, arrow, language)).join("");
}

function drawArrow(
  picture: SpaceTimePicture,
  layout: SpaceTimeLayout,
  arrow: Arrow,
  language: Language,
): Markup {
  const { from, sent, to, direction, count } = arrow;
  const { laneX, pointY, laneWidth } = layout;
  const [x0, x2] = [laneX(from), laneX(to.lane)];
  if (x0 === undefined || x2 === undefined) return "";
  const y2 = pointY[to.index] ?? 0;
  const y0 = sent === undefined ? startOf(picture, layout, arrow) : (pointY[sent.index] ?? 0);
  const length = Math.hypot(x2 - x0, y2 - y0) || 1;
  const [ux, uy] = [(x2 - x0) / length, (y2 - y0) / length];
  const near = sent === undefined ? 0 : reach[pointKind(sent.event)];
  const far = reach[pointKind(to.event)];
  const [x1, y1] = [x0 + ux * near, y0 + uy * near];
  const [tipX, tipY] = [x2 - ux * far, y2 - uy * far];
  const line = element("line", {
    x1, y1, x2: tipX - ux * 5, y2: tipY - uy * 5, class: `${direction}-line`,
    "stroke-width": count > 1 ? 2.5 : undefined,
  }); // prettier-ignore
  const share = countAt(Math.round(Math.abs(x2 - x0) / laneWidth));
  const many =
    count > 1 && laneWidth >= 60
      ? label(x1 + (tipX - x1) * share, y1 + (tipY - y1) * share + 3, `×${compactCount(count, 6)}`, {
          anchor: "middle",
          class: "number space-time-n",
        })
      : "";
  const head = arrowHead(tipX, tipY, ux, uy, { class: direction });
  const markup = told(arrowSentence(picture, arrow, language), line, head, many);
  return `<g class="space-time-arrow"${markup.slice(2)}`;
}

/**
 * The height at which an arrow begins whose sender's event is not drawn: in the middle of its tick, or at the upper edge
 * where it was earlier. Where nobody tells when it was, the arrow is nearly level.
 */
function startOf(
  { ticks }: SpaceTimePicture,
  { tickY, pointY }: SpaceTimeLayout,
  { sender, to }: Arrow,
): number {
  if (sender === undefined) return (pointY[to.index] ?? 0) - 12;
  const tick = ticks.indexOf(sender.t);
  return tick < 0 ? (tickY[0] ?? 0) : ((tickY[tick] ?? 0) + (tickY[tick + 1] ?? 0)) / 2;
}

export function drawPoints(picture: SpaceTimePicture, layout: SpaceTimeLayout, language: Language): Markup {
  const { points, arrows, labelledBy } = picture;
  const { laneX, pointY, laneWidth, hasRoom } = layout;
  const fromOf = new Map(arrows.map(({ to, from }) => [to.index, from]));
  const parts: Markup[] = [];
  for (const point of points) {
    const { lane, event, count, index, tick } = point;
    const x = laneX(lane);
    const y = pointY[index] ?? 0;
    if (x === undefined) continue;
    const kind = pointKind(event);
    if (kind === "arrival") {
      if (count > 1 || hasRoom[tick] !== true) continue;
      // At the side that the arrow does not come from.
      const isLeft = (fromOf.get(index) ?? -1) > lane;
      const place = isLeft ? x - 4 : x + 4;
      const anchor = isLeft ? "end" : "start";
      parts.push(label(place, y + 3.5, String(event.n), { anchor, class: "number space-time-n" }));
      continue;
    }
    const beside = count > 1 ? `×${compactCount(count, 5)}` : String(event.n);
    const shape = pointShape(x, y, kind, labelOf(event, labelledBy));
    const [dx, dy, anchor] = besides[kind === "activation" || kind === "delta" ? kind : "others"];
    const number = label(x + dx, y + dy, beside, { anchor, class: "number space-time-n" });
    parts.push(told(pointSentence(point, language), shape, laneWidth >= leastNumbered ? number : ""));
    if (event.kind === "batch") {
      const batch = narratorOf(language).words.batch(event.batch);
      parts.push(label(x + radius + 4, y + 17, batch, { class: "space-time-n" }));
    }
  }
  return parts.join("");
}

const leastNumbered = 44;

/** Where the number of a point stands from its middle: not where arrows come in or go out. */
const besides = {
  activation: [-radius - 4, 3.5, "end"],
  delta: [radius + 1, 13, "start"],
  others: [radius + 4, 3.5, "start"],
} as const;
