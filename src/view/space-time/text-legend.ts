import { widthOf } from "../terminal/text-width.ts";
import { wrapText } from "../terminal/wrap.ts";
import { pointKind, type PointKind } from "./point-kinds.ts";
import type { SpaceTimePicture } from "./space-time-picture.ts";
import type { SpaceTimeWords } from "./space-time-words.ts";

/** The signs of a diagram of characters, those alone that stand on it. */
export function textLegend(
  { points, arrows }: SpaceTimePicture,
  words: SpaceTimeWords,
  columns: number,
): string[] {
  const kinds = new Set(points.map(({ event }) => pointKind(event)));
  const directions = new Set(arrows.map(({ direction }) => direction));
  const texts: readonly (readonly [PointKind, string])[] = [
    ["activation", `● ${words.computes}`],
    ["delta", `◆ ${words.delta}`],
    ["loss", `■ ${words.lossPoint}`],
    ["error", `□ ${words.error}`],
    ["gradient", `× ${words.gradient}`],
    ["commit", `✓ ${words.commit}`],
    ["run", `• ${words.run}`],
  ];
  const hasCounts = points.some(({ count }) => count > 1);
  return packed(
    [
      ...(directions.has("forward") ? [`○──▶ ${words.forward}`] : []),
      ...(directions.has("backward") ? [`◀╌╌○ ${words.backward}`] : []),
      ...texts.filter(([kind]) => kinds.has(kind)).map(([, text]) => text),
      ...(directions.size > 0 ? [words.tail] : []),
      ...(hasCounts ? [words.counts] : []),
      ...(arrows.some(({ from, to }) => from === to.lane) ? [words.within] : []),
    ],
    columns,
  );
}

/** Phrases beside each other, as many as a line has room for. */
export function packed(phrases: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  for (const phrase of phrases) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 3 + widthOf(phrase) <= columns) {
      lines[lines.length - 1] = `${last}   ${phrase}`;
    } else lines.push(phrase);
  }
  return lines.flatMap((line) => wrapText(line, columns, 2));
}
