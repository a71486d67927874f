import { describe, expect, it } from "vitest";
import { createNumberTexts } from "../../src/trace/number-texts.ts";

const spell = (value: number): string => (Object.is(value, -0) ? "-0" : `${value}`);

describe("numbers as text", () => {
  it("are those of the numbers, whether they have been met before or not", () => {
    const texts = createNumberTexts();
    const rounds = [
      [0.1, -0, 0, 1e300, 5e-324],
      [0.1, 0, -0, 1e300, 1 / 3],
      [0.1, 0, -0],
      [-0.1, 0.1, 0.1, 2, 1 / 3, 7],
    ];
    for (const numbers of rounds) {
      texts.begin("a");
      expect(numbers.map((value) => texts.next(value))).toEqual(numbers.map(spell));
      texts.begin("b");
      expect(numbers.toReversed().map((value) => texts.next(value))).toEqual(numbers.toReversed().map(spell));
    }
  });

  it("stay right when more lists come than are remembered", () => {
    const texts = createNumberTexts();
    for (let list = 0; list < 3; list++) {
      for (let i = 0; i < 300; i++) {
        texts.begin(`list ${i}`);
        for (let k = 0; k < 1000; k++)
          if (texts.next(i + k / 8 + list) !== spell(i + k / 8 + list)) expect(k).toBe(-1);
      }
    }
  });
});
