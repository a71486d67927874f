import { describe, expect, it } from "vitest";
import { LineBuffer } from "../../src/trace/line-buffer.ts";
import { createNumberTexts } from "../../src/trace/number-texts.ts";

const spell = (value: number): string => (Object.is(value, -0) ? "-0" : `${value}`);

/** Spells the numbers of a list, each with a line feed behind it. */
function createSpeller() {
  let text = "";
  const out = new LineBuffer((bytes) => (text += new TextDecoder().decode(bytes)));
  const texts = createNumberTexts(out);
  return (list: string, numbers: readonly number[]): string => {
    text = "";
    texts.begin(list);
    for (const number of numbers) {
      texts.next(number);
      out.endLine();
    }
    out.flush();
    return text;
  };
}

describe("numbers as text", () => {
  it("are those of the numbers, whether they have been met before or not", () => {
    const spelled = createSpeller();
    const rounds = [
      // The longest texts that numbers have.
      [0.1, -0, 0, 1e300, -0.0000012345678901234567, -1.2345678901234567e-300],
      [0.1, 0, -0, 1e300, 1 / 3],
      [0.1, 0, -0],
      [-0.1, 0.1, 0.1, 2, 1 / 3, 7],
    ];
    for (const numbers of rounds) {
      for (const [list, values] of [
        ["a", numbers],
        ["b", numbers.toReversed()],
      ] as const) {
        expect(spelled(list, values)).toBe(values.map((value) => `${spell(value)}\n`).join(""));
      }
    }
  });

  it("stay right when more lists come than are remembered", () => {
    const spelled = createSpeller();
    for (let round = 0; round < 3; round++) {
      for (let list = 0; list < 300; list++) {
        const numbers = Array.from({ length: 1000 }, (_, k) => list + k / 8 + round);
        const expected = numbers.map((value) => `${value}\n`).join("");
        expect(spelled(`list ${list}`, numbers) === expected).toBe(true);
      }
    }
  });
});
