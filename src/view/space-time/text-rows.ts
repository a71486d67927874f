import { pointKind } from "./point-kinds.ts";
import { labelOf } from "../time-axis/moment-labels.ts";
import type { Point } from "./points.ts";
import type { Arrow } from "./space-time.ts";
import type { SpaceTimePicture } from "./space-time-picture.ts";

/** A line of text: a message as it is taken up, or what happens at the same time, alike, on several lines. */
export interface TextRow {
  readonly tick: number;
  /** The number of the sample or micro-batch. */
  readonly label: string;
  readonly arrow: Arrow | undefined;
  readonly points: Point[];
}

/** A row for each message, and one for each point that no message leads to, alike ones beside each other together. */
export function textRows({ points, arrows, labelledBy }: SpaceTimePicture): TextRow[] {
  const arriving = new Map<number, Arrow[]>();
  for (const arrow of arrows) {
    const known = arriving.get(arrow.to.index);
    if (known === undefined) arriving.set(arrow.to.index, [arrow]);
    else known.push(arrow);
  }
  const rows: TextRow[] = [];
  for (const point of points) {
    const { tick, event, lane, index } = point;
    const label = labelOf(event, labelledBy);
    const its = arriving.get(index) ?? [];
    for (const arrow of its) rows.push({ tick, label, arrow, points: [point] });
    if (its.length > 0) continue;
    const last = rows.at(-1);
    const before = last?.points[0];
    const isAlike =
      last?.arrow === undefined &&
      last?.tick === tick &&
      last.label === label &&
      before !== undefined &&
      pointKind(before.event) === pointKind(event) &&
      last.points.every((other) => other.lane !== lane);
    if (isAlike) last.points.push(point);
    else rows.push({ tick, label, arrow: undefined, points: [point] });
  }
  return rows;
}
