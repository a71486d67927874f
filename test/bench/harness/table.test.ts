import { describe, expect, it } from "vitest";
import { atLeast, atMost, notMeasured } from "./bar.ts";
import { figureText, markdownOf, shortNumber, textOf } from "./table.ts";

const figure = { median: 1.125, least: 1, most: 1.5, rounds: 7 };

describe("a number in a table", () => {
  it.each([
    [1234567, "1,234,567"],
    [99.96, "100.0"],
    [12.34, "12.3"],
    [1.005, "1.00"],
    [0.0123, "0.01"],
    [0.00012, "1.2e-4"],
    [0, "0.00"],
    [NaN, "–"],
  ])("%d is said as %s", (value, text) => {
    expect(shortNumber(value)).toBe(text);
  });

  it("comes with its spread, and is a dash where nothing was measured", () => {
    expect(figureText(figure, 100)).toBe("113 (100 to 150)");
    expect(figureText(undefined)).toBe("–");
  });
});

describe("a table", () => {
  const table = {
    title: "Rates",
    headings: ["who", "rate"],
    rows: [["a|b", "12"], ["c", "3"]],
    notes: ["Of one run."],
  }; // prettier-ignore

  it("is text with numbers at the right", () => {
    expect(textOf(table)).toBe(
      ["Rates", "", "who  rate", "───  ────", "a|b    12", "c       3", "", "Of one run."].join("\n"),
    );
  });

  it("is Markdown in which no cell ends early", () => {
    expect(markdownOf(table)).toBe(
      ["## Rates", "", "| who | rate |", "| --- | --- |", "| a\\|b | 12 |", "| c | 3 |", "", "Of one run."].join("\n"), // prettier-ignore
    );
  });
});

describe("a bar", () => {
  it("holds by the median, the limit included", () => {
    expect(atMost("tax", 1.125, figure, "×")).toEqual({ what: "tax", bar: "≤ 1.13×", reached: "1.13 (1.00 to 1.50)", holds: true }); // prettier-ignore
    expect(atMost("tax", 1.12, figure).holds).toBe(false);
    expect(atLeast("speed", 1.125, figure).holds).toBe(true);
    expect(atLeast("speed", 1.13, figure).holds).toBe(false);
  });

  it("measures in its own unit", () => {
    expect(atMost("build", 1125, figure, " ms", 1000).holds).toBe(true);
    expect(atMost("build", 1000, figure, " ms", 1000).holds).toBe(false);
  });

  it("neither holds nor fails where nothing was measured", () => {
    expect(atMost("tax", 1, undefined).holds).toBeUndefined();
    expect(atLeast("speed", 1, undefined).holds).toBeUndefined();
    expect(notMeasured("tax", "≤ 1").holds).toBeUndefined();
  });
});
