import { describe, expect, test } from "vitest";
import { drawTable } from "../../../src/view/terminal/table.ts";
import { widthOf } from "../../../src/view/terminal/text-width.ts";

const text = (lines: readonly string[]): string => `\n${lines.join("\n")}\n`;

describe("drawTable", () => {
  test("aligns numbers at the right and words at the left, with one line under the headings", () => {
    const rows = [
      ["net h1", "0.3775", "0.3775"],
      ["E", "–", "-0.29837"],
      ["右", "1e-5", "100.0 %"],
    ];
    expect(text(drawTable(["quantity", "published", "计算值"], rows, { columns: 80 })))
      .toMatchInlineSnapshot(`
      "
      quantity  published    计算值
      ────────  ─────────  ────────
      net h1       0.3775    0.3775
      E                 –  -0.29837
      右             1e-5   100.0 %
      "
    `);
  });

  test("breaks the widest column where the table would be too wide", () => {
    const rows = [["a text of several words that must be broken", "1"], ["反向传播就是同一个网络只是箭头都掉转了方向", "22"]]; // prettier-ignore
    expect(text(drawTable(["what", "n"], rows, { columns: 24 }))).toMatchInlineSnapshot(`
      "
      what                   n
      ────────────────────  ──
      a text of several      1
      words that must be
      broken
      反向传播就是同一个网  22
      络只是箭头都掉转了方
      向
      "
    `);
  });

  test("lists row by row where there are too many columns", () => {
    const heads = ["first", "second", "third", "fourth"];
    const rows = [["aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc", "dddddddddd"], ["1", "2", "3", "4"]]; // prettier-ignore
    expect(drawTable(heads, rows, { columns: 20 })).toEqual([
      "first: aaaaaaaaaa", "second: bbbbbbbbbb", "third: cccccccccc", "fourth: dddddddddd", "",
      "first: 1", "second: 2", "third: 3", "fourth: 4",
    ]); // prettier-ignore
  });

  test.each([
    [["1", "2.5"], true],
    [["-0.5", "–", ""], true],
    [["97.4 %", "3×"], true],
    [["1e-9", "∞", "NaN"], true],
    [["12 ms", "5 ms"], true],
    [["h1", "2"], false],
    [["0.1, 0.2", "0.3"], false],
    [["–", "–"], false],
  ])("column %j is one of numbers: %s", (cells, isNumeric) => {
    const lines = drawTable(["a wide heading"], cells.map((cell) => [cell]), { columns: 80 }); // prettier-ignore
    expect(lines[2]?.startsWith(" ")).toBe(isNumeric);
  });

  test("takes rows that are too short, none at all, and no columns", () => {
    expect(drawTable(["a", "b"], [["x"]], { columns: 20 })).toEqual(["a  b", "─  ─", "x"]);
    expect(drawTable(["a"], [], { columns: 20 })).toEqual(["a", "─"]);
    expect(drawTable([], [], { columns: 20 })).toEqual([]);
  });

  test("is never wider than asked for", () => {
    const heads = ["neuron", "误差信号", "what it is", "n"];
    const rows = [["h.0", "-0.0986700000000", "an error signal, to be multiplied", "3"], ["输出神经元", "1", "", "44444"]]; // prettier-ignore
    for (let columns = 8; columns < 90; columns++) {
      const lines = drawTable(heads, rows, { columns });
      expect(Math.max(...lines.map(widthOf)), `at ${columns}`).toBeLessThanOrEqual(columns);
    }
  });
});
