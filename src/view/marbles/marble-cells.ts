import { labelOf, type LabelledBy } from "../time-axis/moment-labels.ts";
import type { Marble, MarbleDiagram, Stream } from "./marble-streams.ts";

/** Characters of the marbles of one tick at the most; where they would be more, their number stands instead. */
const mostCharacters = 7;

/** What stands on a stream in one tick, in characters: `0`, several at once `(0,1)` or `+12`, then × and ✓. */
export function cellText(marbles: readonly Marble[], by: LabelledBy): string {
  const labels = marbles.flatMap(({ kind, event }) => (kind === "message" ? [labelOf(event, by)] : []));
  const all = labels.length > mostCharacters ? "" : `(${labels.join(",")})`;
  const said =
    labels.length < 2
      ? (labels[0] ?? "")
      : all === "" || all.length > mostCharacters
        ? `+${labels.length}`
        : all;
  const has = (kind: Marble["kind"]): boolean => marbles.some((marble) => marble.kind === kind);
  return said + (has("gradient") ? "×" : "") + (has("commit") ? "✓" : "");
}

/** The value of the first message of a tick. */
export function cellValue(marbles: readonly Marble[] | undefined): number | undefined {
  return marbles?.find(({ kind }) => kind === "message")?.value;
}

/** The longest text of a tick. */
export function widestCell({ streams, labelledBy }: MarbleDiagram): number {
  let widest = 0;
  for (const { cells } of streams) {
    for (const marbles of cells) {
      if (marbles !== undefined) widest = Math.max(widest, cellText(marbles, labelledBy).length);
    }
  }
  return widest;
}

/** Whether there is anything of a kind on any of the streams. */
export function hasMarble(
  streams: readonly Stream[],
  holds: (marble: Marble, stream: Stream) => boolean,
): boolean {
  return streams.some((stream) =>
    stream.cells.some((marbles) => marbles?.some((marble) => holds(marble, stream)) === true),
  );
}
