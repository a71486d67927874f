import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseIdx } from "../../src/data/idx.ts";
import { InputError } from "../../src/message/input-error.ts";
import { errorOf } from "./error-of.ts";
import { writeIdx } from "./write-idx.ts";

test.each([
  [0x08, Uint8Array.of(0, 1, 127, 128, 254, 255)],
  [0x09, Int8Array.of(0, 1, 127, -128, -2, -1)],
  [0x0b, Int16Array.of(0, 1, 256, 32767, -32768, -1)],
  [0x0c, Int32Array.of(0, 1, 65536, 2147483647, -2147483648, -1)],
  [0x0d, Float32Array.of(0, 1, -0.5, 3.4028234663852886e38, 1e-45, -0)],
  [0x0e, Float64Array.of(0, 1, -0.5, 1.7976931348623157e308, 5e-324, -0)],
])("elements of type %i are read", (type, values) => {
  expect(parseIdx(writeIdx(type, [2, 3], [...values]))).toEqual({ dimensions: [2, 3], values });
});

test("the first bytes of the MNIST files mean what their authors say", () => {
  // Magic 2051 and 2049, 60,000 items, 28 rows of 28: the table in "File formats for the MNIST database".
  const header = [0x00000803, 60_000, 28, 28];
  const bytes = new Uint8Array(16 + 60_000 * 784);
  header.forEach((word, i) => {
    new DataView(bytes.buffer).setUint32(4 * i, word);
  });
  expect(parseIdx(bytes).dimensions).toEqual([60_000, 28, 28]);
});

test("an array may lie anywhere in a buffer and may be empty", () => {
  const bytes = writeIdx(0x0b, [2], [1, -1]);
  const shifted = new Uint8Array(bytes.length + 8);
  shifted.set(bytes, 3);
  expect(parseIdx(shifted.subarray(3, 3 + bytes.length)).values).toEqual(Int16Array.of(1, -1));
  expect(parseIdx(writeIdx(0x08, [0, 28, 28], [])).values).toEqual(new Uint8Array(0));
});

describe("refused", () => {
  const huge = Array.from({ length: 255 }, () => 0xffffffff);
  test.each([
    ["nothing", new Uint8Array(0), "expected an IDX header of at least 4 bytes; got 0"],
    [
      "a part of the magic number",
      Uint8Array.of(0, 0, 8),
      "expected an IDX header of at least 4 bytes; got 3",
    ],
    [
      "another magic number",
      Uint8Array.of(0x50, 0x4b, 3, 4, 5),
      "expected IDX (bytes 00 00, then a type of 08, 09, 0b, 0c, 0d, 0e); got the bytes 50 4b 03 04",
    ],
    [
      "another type",
      writeIdx(0x0a, [1], [1]),
      "expected IDX (bytes 00 00, then a type of 08, 09, 0b, 0c, 0d, 0e); got the bytes 00 00 0a 01",
    ],
    ["no dimensions", Uint8Array.of(0, 0, 8, 0), "expected an IDX array of at least 1 dimension; got 0"],
    [
      "a part of the header",
      writeIdx(0x08, [2, 3], []).subarray(0, 11),
      "expected 12 bytes of header for 2 dimensions; got 11",
    ],
    [
      "too few elements",
      writeIdx(0x08, [2, 3], [1, 2, 3, 4, 5]),
      "expected 18 bytes for 2 × 3 elements; got 17",
    ],
    ["too many elements", writeIdx(0x0c, [1], [1, 2]), "expected 12 bytes for 1 elements; got 16"],
    [
      // 12 + 8·(2³² − 1)²
      "2³² − 1 squared",
      writeIdx(0x0e, [0xffffffff, 0xffffffff], [1]),
      "expected 147573952520956936212 bytes for 4294967295 × 4294967295 elements; got 20",
    ],
  ])("%s", (_, bytes, expected) => {
    expect(errorOf(() => parseIdx(bytes))).toBe(expected);
  });

  test("255 of the largest dimensions, without allocating", () => {
    expect(errorOf(() => parseIdx(writeIdx(0x08, huge, [1, 2, 3])))).toMatch(
      /^expected \d{2457} bytes for .* got 1027$/,
    );
  });

  test("every truncation, and nothing worse than a named error for every changed byte", () => {
    const whole = writeIdx(0x0b, [2, 2], [1, 2, 3, 4]);
    for (let length = 0; length < whole.length; length++) {
      expect(() => parseIdx(whole.subarray(0, length))).toThrow(InputError);
    }
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = whole.slice();
        bytes[at] = (bytes[at] ?? 0) ^ change;
        if (at < 12) expect(() => parseIdx(bytes)).toThrow(InputError);
        else expect(parseIdx(bytes).values).not.toEqual(parseIdx(whole).values);
      }),
    );
  });
});
