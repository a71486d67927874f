import { InputError } from "../message/input-error.ts";
import type { IdxArray } from "./idx.ts";
import type { Samples } from "./samples.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- indices run to the counts that were checked */

/** Numbers in one matrix of samples: 2 GiB. */
const mostNumbers = 268_435_456;

/**
 * Samples of a pair of IDX arrays: images count × height × width (× …) of unsigned bytes, scaled to 0 … 1 by
 * 1/255, and count labels 0 … classes − 1, as one-hot targets.
 * @throws InputError with path `images` or `labels`: not of these shapes, not as many labels as images, a
 * label outside the classes.
 */
export function idxSamples(
  images: IdxArray,
  labels: IdxArray,
  { classes = 10 }: { readonly classes?: number } = {},
): Samples {
  const [count = 0, ...shape] = images.dimensions;
  const inputWidth = shape.reduce((product, dimension) => product * dimension, 1);
  check(images, labels, { count, inputWidth, classes });

  const inputs = new Float64Array(count * inputWidth);
  for (let i = 0; i < inputs.length; i++) inputs[i] = images.values[i]! / 255;

  const targets = new Float64Array(count * classes);
  for (let i = 0; i < count; i++) {
    const label = labels.values[i]!;
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      fail(`labels[${i}]`, `expected a class 0 … ${classes - 1}; got ${label}`);
    }
    targets[i * classes + label] = 1;
  }
  const names = Array.from({ length: classes }, (_, c) => String(c));
  return { count, inputWidth, targetWidth: classes, inputs, targets, classes: names };
}

interface Shape {
  readonly count: number;
  readonly inputWidth: number;
  readonly classes: number;
}

function check(images: IdxArray, labels: IdxArray, { count, inputWidth, classes }: Shape): void {
  const order = "is the order IMAGES,LABELS?";
  if (!Number.isInteger(classes) || classes < 2 || classes > 65_536) {
    fail("classes", `expected an integer from 2 to 65536; got ${classes}`);
  }
  if (images.dimensions.length < 2) {
    fail("images", `expected 2 or more dimensions, samples first; got ${said(images.dimensions)} (${order})`);
  }
  if (labels.dimensions.length !== 1) {
    fail("labels", `expected 1 dimension; got ${said(labels.dimensions)} (${order})`);
  }
  if (!(images.values instanceof Uint8Array))
    fail("images", "expected unsigned bytes (type 08); got another type");
  if (images.values.length === 0) {
    fail("images", `expected at least one sample of at least one pixel; got ${said(images.dimensions)}`);
  }
  if (labels.values.length !== count) {
    fail("labels", `expected ${count} labels as there are images; got ${labels.values.length}`);
  }
  const numbers = count * Math.max(inputWidth, classes);
  if (numbers > mostNumbers) {
    fail("images", `expected at most ${mostNumbers} numbers in memory; got ${numbers}`);
  }
}

function said(dimensions: readonly number[]): string {
  return dimensions.join(" × ");
}

function fail(path: string, message: string): never {
  throw new InputError([{ path, message }]);
}
