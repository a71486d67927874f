import { describe, expect, test } from "vitest";
import { idxSamples } from "../../src/data/idx-samples.ts";
import { parseIdx, type IdxArray } from "../../src/data/idx.ts";
import { errorOf } from "./error-of.ts";
import { writeIdx } from "./write-idx.ts";

const array = (type: number, dimensions: number[], elements: number[]): IdxArray =>
  parseIdx(writeIdx(type, dimensions, elements));
const images = array(0x08, [2, 1, 3], [0, 51, 255, 1, 128, 254]);
const labels = array(0x08, [2], [2, 0]);

test("pixels are scaled by 1/255 and labels are one-hot", () => {
  expect(idxSamples(images, labels, { classes: 3 })).toEqual({
    count: 2,
    inputWidth: 3,
    targetWidth: 3,
    inputs: Float64Array.of(0, 0.2, 1, 1 / 255, 128 / 255, 254 / 255),
    targets: Float64Array.of(0, 0, 1, 1, 0, 0),
    classes: ["0", "1", "2"],
  });
});

test("there are ten classes if nothing is said, and labels may have any type of integers", () => {
  const samples = idxSamples(images, array(0x0c, [2], [9, 0]));
  expect(samples.targetWidth).toBe(10);
  expect(samples.targets).toEqual(
    Float64Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
  );
});

describe("refused", () => {
  test.each([
    [
      "labels first",
      labels,
      images,
      10,
      "images: expected 2 or more dimensions, samples first; got 2 (is the order IMAGES,LABELS?)",
    ],
    [
      "images twice",
      images,
      images,
      10,
      "labels: expected 1 dimension; got 2 × 1 × 3 (is the order IMAGES,LABELS?)",
    ],
    [
      "fewer labels",
      images,
      array(0x08, [1], [1]),
      10,
      "labels: expected 2 labels as there are images; got 1",
    ],
    [
      "more labels",
      images,
      array(0x08, [3], [1, 2, 3]),
      10,
      "labels: expected 2 labels as there are images; got 3",
    ],
    [
      "no images",
      array(0x08, [0, 2, 2], []),
      array(0x08, [0], []),
      10,
      "images: expected at least one sample of at least one pixel; got 0 × 2 × 2",
    ],
    [
      "no pixels",
      array(0x08, [2, 0], []),
      labels,
      10,
      "images: expected at least one sample of at least one pixel; got 2 × 0",
    ],
    [
      "images of another type",
      array(0x0d, [2, 1], [1, 2]),
      labels,
      10,
      "images: expected unsigned bytes (type 08); got another type",
    ],
    ["a label too large", images, labels, 2, "labels[0]: expected a class 0 … 1; got 2"],
    ["a negative label", images, array(0x09, [2], [1, -1]), 10, "labels[1]: expected a class 0 … 9; got -1"],
    ["a broken label", images, array(0x0d, [2], [1, 0.5]), 10, "labels[1]: expected a class 0 … 9; got 0.5"],
    ["one class", images, labels, 1, "classes: expected an integer from 2 to 65536; got 1"],
    ["half a class", images, labels, 2.5, "classes: expected an integer from 2 to 65536; got 2.5"],
  ])("%s", (_, given, its, classes, expected) => {
    expect(errorOf(() => idxSamples(given, its, { classes }))).toBe(expected);
  });

  test("more targets than memory holds", () => {
    const many = array(
      0x08,
      [4097, 1],
      Array.from({ length: 4097 }, () => 0),
    );
    const ones = array(
      0x08,
      [4097],
      Array.from({ length: 4097 }, () => 0),
    );
    expect(errorOf(() => idxSamples(many, ones, { classes: 65_536 }))).toBe(
      "images: expected at most 268435456 numbers in memory; got 268500992",
    );
  });
});
