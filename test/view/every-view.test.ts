import { describe, expect, test } from "vitest";
import type { Trace } from "../../src/index.ts";
import { widthOf } from "../../src/view/terminal/text-width.ts";
import type { ViewOptions } from "../../src/view/view.ts";
import { views } from "../../src/view/views.ts";
import { hostileNames, hostileTrace, layeredTrace, lectureTrace, longTrace, mazurTrace, pipelineTrace } from "./example-traces.ts"; // prettier-ignore
import { isLong } from "../long.ts";
import { formsOf } from "./forms.ts";
import { recordedSkips } from "../network/pipeline/recorded.ts";
import { chainTrace } from "./gantt/chain-traces.ts";
import { colourCodes, colours } from "./colours.ts";
import { findAll, readSvg } from "./svg-reader.ts";

// What holds of all views, in all forms that they have: what is new in their list is tested here by itself.

const everyWidth = isLong ? [20, 30, 40, 61, 80, 133, 200] : [20, 40, 200];
const stagedTrace = recordedSkips("pipedream");
const someOfThem = { neurons: hostileNames.slice(3, 10) };

const cases: readonly (readonly [string, Trace, ViewOptions, readonly number[]])[] = [
  ["Mazur's step", mazurTrace, {}, everyWidth],
  ["the lecture's step", lectureTrace, {}, everyWidth],
  ["several samples in flight", pipelineTrace, {}, everyWidth],
  ["layers of many neurons", layeredTrace, {}, everyWidth],
  ["names that may hold anything", hostileTrace, {}, everyWidth],
  ["some of these names", hostileTrace, someOfThem, everyWidth],
  ["a long run", longTrace, {}, [40, 133]],
  ["a deep network", chainTrace(8, 32), {}, [40, 133]],
  ["stages with weights of several versions", stagedTrace, {}, everyWidth],
  ["a batch of them", stagedTrace, { batches: [1, 2] }, [40]],
];

const withText = views.filter(({ forms }) => forms.includes("text"));
const withSvg = views.filter(({ forms }) => forms.includes("svg"));

describe.each(withText.map((entry) => [entry.name, entry] as const))("%s as text", (_, { load }) => {
  test.each(cases)(
    "of %s has no line wider than it may be, in both languages",
    async (__, trace, options, widths) => {
      const { textOf } = formsOf(await load());
      for (const columns of widths) {
        for (const language of ["en", "zh"] as const) {
          const lines = textOf(trace, { ...options, columns, language });
          expect(lines.filter((line) => widthOf(line) > columns)).toEqual([]);
        }
      }
    },
  );

  test("says nothing by colour alone: painted or not, the characters are the same", async () => {
    const { textOf } = formsOf(await load());
    const painted = textOf(pipelineTrace, { paint: colours });
    expect(painted.map((line) => line.replace(colourCodes, ""))).toEqual(textOf(pipelineTrace));
  });
});

describe.each(withSvg.map((entry) => [entry.name, entry] as const))("%s as SVG", (_, { load }) => {
  test.each(cases)("of %s is well-formed, and tells nobody to do anything", async (__, trace, options) => {
    const { svgOf } = formsOf(await load());
    const root = readSvg(svgOf(trace, options));
    expect(root.name).toBe("svg");
    expect(findAll(root, ({ name }) => name === "script")).toEqual([]);
  });
});
