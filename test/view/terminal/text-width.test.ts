import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { isLong } from "../../long.ts";
import { truncate, widthOf } from "../../../src/view/terminal/text-width.ts";

describe("the width of a text", () => {
  it("is that of string-width for the characters of the basic plane", () => {
    const wrong: string[] = [];
    // Of Chinese characters and Korean syllables one in 16, unless there is time.
    const isOneOfMany = (code: number): boolean => code >= 0x3400 && code < 0xd7a0;
    for (let code = 0x20; code <= 0xffff; code += isOneOfMany(code) && !isLong ? 16 : 1) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const character = String.fromCharCode(code);
      if (widthOf(character) !== stringWidth(character)) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ["δ = σ'(z) · Σ w·δ", 17],
    ["误差信号", 8],
    ["e\u0301", 1],
    ["\u001b[31mred\u001b[39m", 3],
    ["one\nthree", 5],
  ])("of %j is %i columns", (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  it("is what a text is cut to, with a sign that it was cut", () => {
    expect(truncate("误差信号", 5)).toBe("误差…");
    expect(truncate("delta", 5)).toBe("delta");
  });
});
