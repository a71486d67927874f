import { describe, expect, test } from "vitest";
import { drawCurve } from "../../../src/view/terminal/curve.ts";
import { widthOf } from "../../../src/view/terminal/text-width.ts";

const draw = (values: readonly number[], rows = 6, columns = 40): string =>
  `\n${drawCurve(values, { columns, rows, title: "loss" }).map((line) => line.trimEnd()).join("\n")}\n`; // prettier-ignore

describe("drawCurve", () => {
  test("draws a line from the first value to the last, with its extremes and round numbers", () => {
    expect(draw(Array.from({ length: 11 }, (_, i) => i), 11)).toMatchInlineSnapshot(`
      "
      loss
      10 ┤                                ⢀⡠⠔⠊
         │                              ⡠⠒⠁
       8 ┤                          ⢀⡠⠔⠉
         │                       ⣀⠤⠊⠁
       6 ┤                    ⡠⠔⠉
         │                 ⣀⠔⠊
       4 ┤             ⣀⠤⠒⠉
         │         ⢀⡠⠒⠉
       2 ┤      ⣀⠔⠊⠁
         │   ⢀⠤⠊
       0 ┤⡠⠔⠊⠁
         └────────────────────────────────────
          step 0                            10
      "
    `); // prettier-ignore
  });

  test("takes a logarithmic scale beyond three decades, on which an exponential is a straight line", () => {
    expect(draw(Array.from({ length: 1000 }, (_, i) => Math.exp(-i / 70)), 8)).toMatchInlineSnapshot(`
      "
      loss (log)
             1 ┤⠑⠢⢄⡀
               │   ⠈⠑⠢⢄⡀
          0.01 ┤       ⠈⠑⠤⣀
               │           ⠉⠒⠤⣀
               │               ⠉⠒⠤⣀
        0.0001 ┤                   ⠉⠒⠤⡀
               │                      ⠈⠑⠢⢄⡀
      6.339e-7 ┤                          ⠈⠑⠢⢄
               └──────────────────────────────
                step 0                     999
      "
    `); // prettier-ignore
  });

  test("shows the mean of each share where there are more values than dots", () => {
    // Up and down from step to step: the mean is level.
    const values = Array.from({ length: 100_000 }, (_, i) => (i % 2 === 0 ? 0 : 2));
    expect(draw(values, 3)).toMatchInlineSnapshot(`
      "
      loss
      2 ┤
        │⠔⠤⠢⠔⠤⠢⠔⠤⠢⠤⠢⠔⠤⠢⠔⠤⠢⠔⠤⠢⠔⠤⠢⠔⠤⠢⠔⠤⠔⠤⠢⠔⠤⠢⠔⠤⠢
      0 ┤
        └─────────────────────────────────────
         step 0                          99999
      "
    `);
  });

  test("draws a constant in the middle, and a single value as a dot", () => {
    expect(draw([0.5, 0.5, 0.5], 3)).toMatchInlineSnapshot(`
      "
      loss
          │
      0.5 ┤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤
          │
          └───────────────────────────────────
           step 0                            2
      "
    `);
    expect(draw([3], 3)).toMatchInlineSnapshot(`
      "
      loss
        │
      3 ┤⠄
        │
        └─────────────────────────────────────
         step 0
      "
    `);
  });

  test("leaves out what is no finite number, and says how many", () => {
    expect(draw([1, NaN, 3, 2, Infinity, 5])).toMatchInlineSnapshot(`
      "
      loss
      5 ┤                                    ⠈
        │
        │
      3 ┤              ⠈⠑⠒⠤⢄⣀
        │                    ⠉⠑⠂
      1 ┤⡀
        └─────────────────────────────────────
         step 0   (2 × NaN, ∞)               5
      "
    `);
  });

  test("of nothing says that there is nothing", () => {
    expect(draw([])).toBe("\nloss\nstep –\n");
    expect(draw([NaN])).toBe("\nloss\nstep 0   (1 × NaN, ∞)\n");
  });

  test.each([
    ["huge", [-1.7e308, 1.7e308]],
    ["tiny", [5e-324, 0]],
    ["negative", [-3, -1, -2]],
    ["far from zero", [1e6, 1e6 + 1]],
  ])("stays within its columns and rows for %s values", (_, values) => {
    for (const columns of [12, 40, 120]) {
      const lines = drawCurve(values, { columns, rows: 5, title: "a title that is rather long" });
      expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
      expect(lines).toHaveLength(1 + 5 + 2);
    }
  });
});
