import { describe, expect, it } from "vitest";
import { bytesOf, machineOrder, numbersOf } from "../../../src/model/checkpoint/little-endian.ts";

const numbers = [-0, 5e-324, 1 / 3, -Infinity];

describe("numbers as bytes, the lowest first", () => {
  it.each(["f64", "f32"] as const)("are those that a DataView writes: %s", (precision) => {
    const typed = precision === "f64" ? Float64Array.from(numbers) : Float32Array.from(numbers);
    const view = new DataView(new ArrayBuffer(typed.byteLength));
    numbers.forEach((value, i) => {
      if (precision === "f64") view.setFloat64(8 * i, value, true);
      else view.setFloat32(4 * i, value, true);
    });
    const bytes = new Uint8Array(view.buffer);
    expect(bytesOf(typed)).toEqual(bytes);
    expect(numbersOf(bytes, precision)).toStrictEqual(typed);
  });

  it.each(["f64", "f32"] as const)(
    "are turned round by a machine that has the highest first: %s",
    (precision) => {
      const other = machineOrder === "little" ? "big" : "little";
      const typed = precision === "f64" ? Float64Array.from(numbers) : Float32Array.from(numbers);
      const width = typed.BYTES_PER_ELEMENT;
      const [straight, turned] = [bytesOf(typed, machineOrder), bytesOf(typed, other)];
      turned.forEach((byte, i) => {
        expect(byte).toBe(straight[i - (i % width) + width - 1 - (i % width)]);
      });
      expect(numbersOf(turned, precision, other)).toStrictEqual(typed);
    },
  );

  it("may begin anywhere in a file", () => {
    const bytes = new Uint8Array(19);
    bytes.set(bytesOf(Float64Array.of(0.1, -0)), 3);
    expect(numbersOf(bytes.subarray(3), "f64")).toStrictEqual(Float64Array.of(0.1, -0));
  });
});
