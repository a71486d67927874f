import { describe, expect, test } from "vitest";
import type { Trace } from "../../src/index.ts";
import type { View } from "../../src/view/view.ts";
import { lectureTrace, mazurTrace } from "./example-traces.ts";
import { formsOf } from "./forms.ts";

/** The two networks that every view has golden files of. */
export const publishedTraces: readonly (readonly [string, Trace])[] = [
  ["mazur", mazurTrace],
  ["lecture", lectureTrace],
];

const endings = { svg: "svg", mermaid: "mmd", dot: "dot" } as const;

/**
 * Describes a view's pictures of some traces by the files beside the test: golden/NAME.txt and NAME.wide.txt in 80 and 200
 * columns, NAME.svg, NAME.mmd and NAME.dot, as far as the view has these forms.
 */
export function describeGoldenFiles(what: string, view: View, traces = publishedTraces): void {
  const forms = formsOf(view);
  describe.each(traces)(`${what} of %s`, (name, trace) => {
    const widths = view.text === undefined ? [] : ([[80, "txt"], [200, "wide.txt"]] as const); // prettier-ignore
    for (const [columns, ending] of widths) {
      test(`in ${columns} columns is the golden file`, async () => {
        const text = `${forms.textOf(trace, { columns }).join("\n")}\n`;
        await expect(text).toMatchFileSnapshot(`golden/${name}.${ending}`);
      });
    }
    for (const form of ["svg", "mermaid", "dot"] as const) {
      if (view[form] === undefined) continue;
      test(`as ${form} is the golden file`, async () => {
        await expect(forms[`${form}Of`](trace)).toMatchFileSnapshot(`golden/${name}.${endings[form]}`);
      });
    }
  });
}
