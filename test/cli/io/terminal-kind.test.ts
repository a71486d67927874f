import { describe, expect, test } from "vitest";
import { columnsOf, isLive, paintFor } from "../../../src/cli/io/terminal-kind.ts";

const terminal = { isTTY: true, columns: 80 };

describe("isLive", () => {
  test.each([
    ["a terminal", terminal, {}, true],
    ["a terminal of 0 columns", { isTTY: true, columns: 0 }, {}, false],
    ["a terminal that does not say how wide it is", { isTTY: true }, {}, false],
    ["a pipe", { columns: 80 }, {}, false],
    ["a dumb terminal", terminal, { TERM: "dumb" }, false],
    ["a continuous integration", terminal, { CI: "true" }, false],
    ["CI=false", terminal, { CI: "false" }, true],
  ])("%s: %#", (_, stdout, environment, live) => {
    expect(isLive(stdout, environment)).toBe(live);
  });
});

test.each([
  [{}, 80],
  [{ columns: 0 }, 80],
  [{ columns: 40 }, 40],
  [{ columns: 119 }, 119],
  [{ columns: 300 }, 120],
])("columnsOf %j is %i", (stdout, columns) => {
  expect(columnsOf(stdout)).toBe(columns);
});

describe("paintFor", () => {
  test.each([
    ["a terminal", terminal, {}, true],
    ["a pipe", {}, {}, false],
    ["a dumb terminal", terminal, { TERM: "dumb" }, false],
    ["NO_COLOR on a terminal", terminal, { NO_COLOR: "1" }, false],
    ["an empty NO_COLOR", terminal, { NO_COLOR: "" }, true],
    ["FORCE_COLOR in a pipe", {}, { FORCE_COLOR: "1" }, true],
    ["FORCE_COLOR=0 on a terminal", terminal, { FORCE_COLOR: "0" }, false],
    ["NO_COLOR against FORCE_COLOR", terminal, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
  ])("%s: %#", (_, stdout, environment, isColoured) => {
    const paint = paintFor(stdout, environment);
    expect(paint.forward("x") !== "x").toBe(isColoured);
    expect(paint.forward("x") === paint.backward("x")).toBe(!isColoured);
  });
});
