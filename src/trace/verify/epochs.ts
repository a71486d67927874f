import { random } from "../../math/random.ts";
import type { TrainSettings } from "../event.ts";
import { areSame, unlikeList } from "./difference.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- places lie inside the lists */

/**
 * Where a run stands in its epochs. How many samples there are no event says: it is known when the first epoch is over,
 * and a shuffle can be derived from then on. Memory holds the rows of one epoch, where they are shuffled.
 */
export interface EpochBook {
  epoch: number;
  /** Rows of this epoch so far. */
  next: number;
  /** Rows of an epoch, once that is known. */
  count: number | undefined;
  /** Of a shuffled run: the rows of the first epoch, in the order in which they were met. */
  readonly met: Set<number>;
  /** Of a shuffled run, once the first epoch is over: the rows of the epoch at hand. */
  order: readonly number[];
}

export function newEpochBook(): EpochBook {
  return { epoch: 0, next: 0, count: undefined, met: new Set(), order: [] };
}

/** Enters the rows of a batch, and says what is wrong with them: in file order or shuffled, batch by full batch. */
export function enterRows(
  book: EpochBook,
  settings: TrainSettings,
  rows: readonly number[],
): string | undefined {
  const { batchSize, epochs, shuffle } = settings;
  const { length } = rows;
  if (length > batchSize) return `rows: expected at most ${batchSize}, the size of a batch; got ${length}`;
  const problem = book.count === undefined ? endIfMetAgain(book, settings, rows) : undefined;
  const isFirst = book.count === undefined;
  if (book.epoch >= epochs) return `rows: expected ${epochs} epochs; got more`;
  const expected = isFirst ? firstRows(book, settings, rows) : rowsOf(book, settings);
  const because = shuffle === undefined ? "in file order" : `shuffled by ${shuffle}, epoch ${book.epoch}`;
  const wrong = unlikeList("rows", expected, rows, () => because);
  book.next += length;
  if (isFirst && shuffle !== undefined) for (const row of rows) book.met.add(row);
  // Only the last batch of an epoch is smaller than others.
  if (book.count === undefined ? length < batchSize : book.next >= book.count) {
    return problem ?? wrong ?? endEpoch(book, settings);
  }
  return problem ?? wrong;
}

/**
 * The run is over. If nothing has told before that its first epoch was over, and that was shuffled, it may have ended
 * within it: then nobody knows of how many rows, and they are "unknown". Else says what is wrong with them.
 */
export function closeBook(
  book: EpochBook,
  settings: TrainSettings,
): { readonly rows: "known" | "unknown"; readonly problem?: string | undefined } {
  const rows = [...book.met];
  const { shuffle } = settings;
  if (shuffle === undefined || rows.length === 0) return { rows: "known" };
  if (rows.some((row) => row >= rows.length) || isBeginning(rows, shuffle)) return { rows: "unknown" };
  return { rows: "known", problem: endEpoch(book, settings) };
}

/** Few rows may be the first of a shuffle of more, and the smallest ones by chance; of many that never happens. */
function isBeginning(rows: readonly number[], seed: number): boolean {
  if (rows.length > 50 || areSame(shuffled(rows.length, seed, 0), rows)) return false;
  const counts = Array.from({ length: 1000 }, (_, more) => rows.length + 1 + more);
  return counts.some((count) => areSame(shuffled(count, seed, 0).slice(0, rows.length), rows));
}

/** Whether the rows so far are fewer than those of all epochs, as far as anybody can tell. */
export function isUnfinished({ epoch, next, count }: EpochBook, { epochs }: TrainSettings): boolean {
  return (count === undefined && next > 0 ? epoch + 1 : epoch) < epochs;
}

/** A row that comes again says that the first epoch was over before. */
function endIfMetAgain(
  book: EpochBook,
  settings: TrainSettings,
  rows: readonly number[],
): string | undefined {
  if (book.next === 0) return undefined;
  if (settings.shuffle === undefined) return rows[0] === 0 ? endEpoch(book, settings) : undefined;
  return rows.some((row) => book.met.has(row)) ? endEpoch(book, settings) : undefined;
}

/** Of a shuffle whose length is not known any rows may come first. */
function firstRows(
  { next }: EpochBook,
  { shuffle }: TrainSettings,
  rows: readonly number[],
): readonly number[] {
  return shuffle === undefined ? rows.map((_, i) => next + i) : rows;
}

function rowsOf(
  { next, count = 0, order }: EpochBook,
  { batchSize, shuffle }: TrainSettings,
): readonly number[] {
  const size = Math.min(batchSize, count - next);
  return shuffle === undefined
    ? Array.from({ length: size }, (_, i) => next + i)
    : order.slice(next, next + size);
}

/** After the first epoch its own rows can be held to the shuffle at last. */
function endEpoch(book: EpochBook, { shuffle }: TrainSettings): string | undefined {
  const isFirst = book.count === undefined;
  const count = (book.count ??= book.next);
  book.next = 0;
  book.epoch++;
  if (shuffle === undefined) return undefined;
  book.order = shuffled(count, shuffle, book.epoch);
  if (!isFirst) return undefined;
  const met = [...book.met];
  book.met.clear();
  return unlikeList("rows of epoch 0", shuffled(count, shuffle, 0), met, () => `shuffled by ${shuffle}`);
}

/** Durstenfeld, Communications of the ACM 7 (1964) 420: from the last place down, each draws one of those up to it. */
function shuffled(count: number, seed: number, epoch: number): number[] {
  const draw = random(seed, `shuffle/${epoch}`);
  const order = Array.from({ length: count }, (_, i) => i);
  for (let place = count - 1; place > 0; place--) {
    const drawn = draw.integer(place + 1);
    [order[place], order[drawn]] = [order[drawn]!, order[place]!];
  }
  return order;
}
