import { describe, expect, it } from "vitest";
import { angle } from "../../src/math/angle.ts";

const of = (...numbers: number[]): Float64Array => Float64Array.from(numbers);

describe("angle", () => {
  it.each([
    [of(1, 0), of(3, 0), 0],
    [of(1, 0), of(0, 2), 90],
    [of(1, 1), of(-2, -2), 180],
    [of(1, 0), of(1, 1), 45],
    [of(1, 0, 0), of(1, Math.sqrt(3), 0), 60],
    [of(1e300, 1e300), of(1e-300, 0), 45],
    [of(1, 1e-9), of(1, 0), (180 / Math.PI) * 1e-9],
    [of(5e-324, 0), of(5e-324, 5e-324), 45],
  ])("between %o and %o is %f degrees", (a, b, expected) => {
    expect(angle(a, b)).toBeCloseTo(expected, 13);
    expect(angle(b, a)).toBeCloseTo(expected, 13);
  });

  it("of a vector with itself is 0 exactly, whatever its numbers", () => {
    const vector = Float64Array.from({ length: 100 }, (_, i) => Math.sin(i) / 3);
    expect(angle(vector, vector.slice())).toBe(0);
  });

  it("is undefined where one of the vectors has no direction", () => {
    expect(angle(of(0, 0), of(1, 2))).toBeUndefined();
    expect(angle(of(), of())).toBeUndefined();
  });

  it("wants vectors of one length", () => {
    expect(() => angle(of(1), of(1, 2))).toThrow(
      new RangeError("angle: expected vectors of one length; got 1 and 2 numbers"),
    );
  });
});
