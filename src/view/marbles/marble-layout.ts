import { labelWidth } from "../svg/label.ts";
import { printable } from "../printable.ts";
import { truncate } from "../terminal/text-width.ts";
import type { MarbleDiagram, Stream } from "./marble-streams.ts";
import type { MarbleWords } from "./marble-words.ts";

/** Where everything of a marble diagram stands, in pixels. */
export interface MarbleLayout {
  readonly width: number;
  /** Where names begin, and the kinds of streams. */
  readonly nameX: number;
  readonly kindX: number;
  /** Where the streams begin. */
  readonly left: number;
  readonly tickWidth: number;
  readonly perBlock: number;
  readonly rows: readonly Row[];
  /** Of a block: from the numbers of its ticks to the room under its last stream. */
  readonly blockHeight: number;
}

/** A stream in a block. */
export interface Row {
  readonly stream: Stream;
  /** Empty where the stream above has the same owner. */
  readonly name: string;
  readonly kind: string;
  /** From the top of the block. */
  readonly y: number;
}

export const margin = 28;
/** Room above the streams of a block, for the numbers of batches and ticks. */
export const axisHeight = 46;
const rowHeight = 44;
const betweenOwners = 10;
const [leastTick, mostTick, bestWidth] = [52, 84, 1320];
const mostStreams = 60;

/** How many ticks a picture has room for. */
export function fitTicks(streams: number): number {
  return 20 * Math.max(1, Math.floor(mostStreams / Math.max(1, streams)));
}

export function layOutMarbles({ streams, ticks }: MarbleDiagram, words: MarbleWords): MarbleLayout {
  const names = streams.map(({ owner, from }) => (from === undefined ? truncate(printable(owner), 20) : ""));
  const kinds = streams.map(({ kind, from }) =>
    from === undefined ? `${kind}$` : `↳ ${truncate(from === "" ? words.loss : printable(from), 16)}`,
  );
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((each) => labelWidth(each)));
  const kindX = margin + widest(names) + (widest(names) > 0 ? 12 : 0);
  const left = kindX + widest(kinds) + 14;
  const perBlock = spread(ticks.times.length, Math.floor((bestWidth - left) / leastTick));
  const tickWidth = Math.min(mostTick, Math.max(leastTick, Math.floor((bestWidth - left) / perBlock)));
  let y = axisHeight;
  const rows = streams.map((stream, i): Row => {
    const before = streams[i - 1];
    const isSame = before?.owner === stream.owner && before.kind !== "loss";
    if (before !== undefined) y += rowHeight;
    if (before !== undefined && !isSame) y += betweenOwners;
    return { stream, name: isSame ? "" : (names[i] ?? ""), kind: kinds[i] ?? "", y };
  });
  const width = left + perBlock * tickWidth + margin;
  return { width, nameX: margin, kindX, left, tickWidth, perBlock, rows, blockHeight: y + 50 };
}

/** How many ticks stand in a block that has room for `most`, so that all blocks are about equally long. */
export function spread(count: number, most: number): number {
  const blocks = Math.ceil(count / Math.max(1, most));
  return Math.max(1, Math.ceil(count / Math.max(1, blocks)));
}
