import { describe, expect, test } from "vitest";
import { charactersOf, truncate, widthOf } from "../../../src/view/terminal/text-width.ts";
import { wrapLine, wrapText } from "../../../src/view/terminal/wrap.ts";

describe("wrapText", () => {
  test.each([
    ["one two three", 8, ["one two", "three"], "breaks at blanks"],
    ["one two", 7, ["one two"], "leaves what fits"],
    ["abcdefghij", 4, ["abcd", "efgh", "ij"], "breaks a word that is too long"],
    ["  a b c d e f", 4, ["  a b c d e f"], "keeps a line that begins with a blank"],
    ["a\n\nb", 4, ["a", "", "b"], "keeps lines and empty lines"],
    ["反向传播就是", 6, ["反向传", "播就是"], "breaks between Chinese characters, two columns wide"],
    ["反向传，播", 6, ["反向", "传，播"], "begins no line with a comma"],
    ["误差 δ = 0.5 很小", 8, ["误差 δ =", "0.5 很小"], "breaks mixed text"],
  ])("%j at %i is %j: %s", (text, width, lines) => {
    expect(wrapText(text, width)).toEqual(lines);
  });

  test("indents further lines of a broken one", () => {
    expect(wrapText("one two three four", 10, 2)).toEqual(["one two", "  three", "  four"]);
  });

  test("makes no line wider than asked for, and loses no character but blanks", () => {
    const text =
      "Formula 2 说：∂l/∂z = σ'(z)·[w3·∂l/∂z' + w4·∂l/∂z'']，即放大器。 Supercalifragilistic, (a, b) [c]. 结束";
    for (let width = 4; width < 60; width++) {
      const lines = wrapText(text, width);
      expect(Math.max(...lines.map(widthOf)), `at ${width}`).toBeLessThanOrEqual(width);
      expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
    }
  });
});

test("wrapLine breaks a line that begins with blanks too", () => {
  expect(wrapLine("  one two three four", 14, 4)).toEqual(["  one two", "    three four"]);
});

test("wrapLine keeps as many blanks before the first word as leave room for it", () => {
  expect(wrapLine("         one two", 10, 2)).toEqual(["       one", "  two"]);
  expect(wrapLine("     abcdefghij", 6)).toEqual(["abcdef", "ghij"]);
});

describe("truncate", () => {
  test.each([
    ["neuron", 6, "neuron"],
    ["neuron", 5, "neur…"],
    ["神经元", 5, "神经…"],
    ["神经元", 4, "神…"],
    ["neuron", 1, "…"],
    ["neuron", 0, ""],
  ])("%s to %i columns is %s", (text, width, cut) => {
    expect(truncate(text, width)).toBe(cut);
  });
});

test("charactersOf keeps an accent with its letter, and plain characters apart", () => {
  expect(charactersOf("e\u0301a")).toEqual(["e\u0301", "a"]);
  expect(charactersOf("δ ▶│")).toEqual(["δ", " ", "▶", "│"]);
});
