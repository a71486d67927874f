import { describe, expect, it } from "vitest";
import { numberOption } from "../../src/view/number-option.ts";

const screen = (text: string) => ({ option: () => text });

describe("a number that a scenario is given", () => {
  it("is read where it lies within its range", () => {
    expect(numberOption(screen("7"), "seed", [0, 9])).toBe(7);
    expect(numberOption(screen("0.25"), "drop", [0, 1], "any")).toBe(0.25);
  });

  it.each(["", " ", "x", "-1", "10", "0.5", "NaN", "1e9"])("is refused by name otherwise: %j", (text) => {
    expect(() => numberOption(screen(text), "seed", [0, 9])).toThrow(
      new RangeError(`--seed: expected a whole number from 0 to 9; got ${JSON.stringify(text)}`),
    );
  });
});
