import { packPhrases } from "../terminal/pack-phrases.ts";
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
  return packPhrases(
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
