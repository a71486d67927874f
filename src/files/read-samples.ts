import { existsSync } from "node:fs";
import { parseCsv } from "../data/csv-samples.ts";
import { generateSet } from "../data/generated-sets.ts";
import { idxSamples } from "../data/idx-samples.ts";
import { parseIdx, type IdxArray } from "../data/idx.ts";
import { parseJsonSamples } from "../data/json-samples.ts";
import { sliceSamples, type Samples } from "../data/samples.ts";
import { strictNumber } from "../data/strict-number.ts";
import { shown } from "../math/suggestion.ts";
import { InputError } from "../message/input-error.ts";
import { readBytes, readText } from "./read-file.ts";

/** What else a user says of the samples. */
export interface SamplesOptions {
  /** For CSV: the columns that are targets. */
  readonly targets?: readonly string[] | undefined;
  /**
   * For CSV: the column that names classes. For a pair of IDX files: how many classes there are, 10 if not
   * said.
   */
  readonly classes?: string | undefined;
}

/**
 * The samples that an argument names: `FILE.json`, `FILE.csv`, `IMAGES,LABELS` (a pair of IDX files) or
 * `builtin:NAME[:key=value,…]`, each with an optional slice `@FROM:TO` (either end may be left out). Files
 * may be compressed by gzip. A text that is the name of a file is that file, whatever commas and slices it
 * seems to have.
 * @throws InputError with the file's path, or the whole argument, as its source.
 */
export function readSamples(text: string, options: SamplesOptions = {}): Samples {
  const slice = existsSync(text) ? null : /@(\d*):(\d*)$/.exec(text);
  if (slice === null) return readWhole(text, options);
  const samples = readWhole(text.slice(0, slice.index), options);
  const [, from, to] = slice;
  return saidOf(text, () =>
    sliceSamples(samples, from === "" ? 0 : Number(from), to === "" ? samples.count : Number(to)),
  );
}

function readWhole(text: string, options: SamplesOptions): Samples {
  if (text.startsWith("builtin:")) {
    refuse(text, options, ["targets", "classes"]);
    return saidOf(text, () => generateSet(text.slice("builtin:".length)));
  }
  const pair = splitPair(text);
  const isPair = pair !== undefined && existsSync(pair.images) && existsSync(pair.labels);
  if (!isPair && /\.json(\.gz)?$/i.test(text)) {
    refuse(text, options, ["targets", "classes"]);
    const json = readText(text);
    return saidOf(text, () => parseJsonSamples(json));
  }
  if (!isPair && /\.csv(\.gz)?$/i.test(text)) {
    const csv = readText(text);
    return saidOf(text, () => parseCsv(csv, options));
  }
  if (pair !== undefined) {
    refuse(text, options, ["targets"]);
    return readIdxPair(text, pair, options);
  }
  const message = `expected FILE.json, FILE.csv, IMAGES,LABELS or builtin:NAME; got ${shown(text)}`;
  throw new InputError([{ path: "", message }]);
}

interface Pair {
  readonly images: string;
  readonly labels: string;
}

/**
 * Splits at the first comma that has a file on both sides; if there is none, at the first comma. No pair is a
 * text without a comma, or one that is the name of a file itself.
 */
function splitPair(text: string): Pair | undefined {
  if (existsSync(text)) return undefined;
  const commas = [...text.matchAll(/,/g)].map(({ index }) => index);
  const pairs = commas.map((at) => ({ images: text.slice(0, at), labels: text.slice(at + 1) }));
  return pairs.find(({ images, labels }) => existsSync(images) && existsSync(labels)) ?? pairs[0];
}

function readIdxPair(text: string, pair: Pair, { classes }: SamplesOptions): Samples {
  const images = readIdx(pair.images);
  const labels = readIdx(pair.labels);
  return saidOf(text, () => {
    const count = classes === undefined ? 10 : strictNumber(classes);
    if (count !== undefined) return idxSamples(images, labels, { classes: count });
    throw new InputError([
      { path: "classes", message: `expected the number of classes; got ${shown(classes)}` },
    ]);
  });
}

function readIdx(path: string): IdxArray {
  const bytes = readBytes(path);
  return saidOf(path, () => parseIdx(bytes));
}

function refuse(text: string, options: SamplesOptions, names: readonly (keyof SamplesOptions)[]): void {
  const given = names.filter((name) => options[name] !== undefined);
  if (given.length === 0) return;
  const problems = given.map((name) => ({
    path: name,
    message: "expected none, for only CSV has columns; got some",
  }));
  throw new InputError(problems, text);
}

/** What `read` returns; its errors are said of `source`. */
function saidOf<T>(source: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof InputError ? error.in(source) : error;
  }
}
