import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { NetworkFile, Trace, TraceEvent } from "../../src/index.ts";
import { exportFormats } from "../../src/view/export/formats.ts";
import { narrate } from "../../src/view/narration.ts";
import { printable } from "../../src/view/printable.ts";
import { charactersOf, widthOf } from "../../src/view/terminal/text-width.ts";
import type { View, ViewOptions } from "../../src/view/view.ts";
import { views } from "../../src/view/views.ts";
import { newPage } from "./browser.ts";
import { hostileNames, hostileTrace, traceOf } from "./example-traces.ts";
import { isLong } from "../long.ts";
import { readTable } from "./export/csv-reader.ts";
import { traceEventProblems } from "./export/perfetto-validator.ts";
import { clockProblems, readShiviz } from "./export/shiviz-reader.ts";

// Every view in every form that it has, and every format of files: what is new in their lists is tested here by itself.

/** What no terminal may be told by a file: control characters, line ends, and what turns the direction of writing. */
const dangerous = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Cs}/u;

/** Control characters and halves of characters alone. */
const control = /[\u0000-\u001f\u007f-\u009f]|\p{Cs}/u;

/** What is dangerous in a terminal and a network may still be called by. */
const turning = [
  "a\u2028b",
  "\u2029",
  "\u202eevil",
  "\u202d",
  "\u2066x\u2069",
  "\u200frtl",
  "half \ud83d",
  "\u200b",
  "\ufeffbom",
  "é\u0301\u0301\u0301",
];

const turningTrace = traceOf(
  {
    format: "counterflow-network",
    version: 1,
    name: "\u202etxt.evil\u2028",
    loss: "half-squared-error",
    neurons: [
      { id: "in\u202e" },
      ...turning.map((id) => ({ id, activation: "tanh" as const, bias: 0.1 })),
      { id: "\u2067out", activation: "sigmoid" },
    ],
    synapses: turning.flatMap((id) => [
      { from: "in\u202e", to: id, weight: 0.5 },
      { from: id, to: "\u2067out", weight: -0.25 },
    ]),
    inputs: ["in\u202e"],
    outputs: ["\u2067out"],
  } satisfies NetworkFile,
  [[0.3], [0.7]],
  [[0.1], [0.9]],
  { microBatch: 1 },
);

/** A trace whose events hold what no network could be called: whoever draws a file that nobody has verified meets it. */
const forgedTrace: Trace = {
  ...hostileTrace,
  events: hostileTrace.events.map((event): TraceEvent => {
    const forged = { ...event } as Record<string, unknown>;
    for (const field of ["neuron", "from", "to"]) {
      if (forged[field] === "end") forged[field] = "e\u001b[2J\u001b]0;title\u0007\nn\u009bd\r";
    }
    if (event.kind === "end") forged["outcome"] = "complete\u001b[31m\n$ rm -rf";
    return forged as unknown as TraceEvent;
  }),
};

const everyTrace: readonly (readonly [string, Trace])[] = [
  ["hostile names", hostileTrace],
  ["names that turn the line", turningTrace],
  ["names that no network has", forgedTrace],
];
const traces = isLong ? everyTrace : everyTrace.slice(0, 1);

const options: readonly (readonly [string, ViewOptions])[] = [
  ["", {}],
  [", narrow", { columns: 40 }],
  [", wide, in Chinese, half way", { columns: 200, language: "zh", at: 60 }],
  [", of one neuron", { neurons: [hostileNames[3] ?? "", turning[2] ?? ""] }],
];

const everyCase = traces.flatMap(([name, trace]) =>
  options.map(([how, option]) => [`${name}${how}`, trace, option] as const),
);
/** As it is drawn unless said, and in a corner of what can be asked for. */
const cases = isLong ? everyCase : everyCase.filter((_, i) => i % 4 === 0 || i % 4 === 2);

const formed = (form: keyof View) => views.filter(({ forms }) => forms.includes(form));

describe.each(formed("text").map((entry) => [entry.name, entry] as const))("%s as text", (_, { load }) => {
  test.each(cases)("of %s tells the terminal nothing but what it shows", async (__, trace, option) => {
    const lines = (await load()).text?.(trace, option) ?? [];
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(line).not.toMatch(dangerous);
      expect(widthOf(line)).toBeLessThanOrEqual(option.columns ?? 80);
    }
  });
});

/** A text without blanks, as lines may be broken anywhere, and without what is shown as something else. */
const packed = (text: string): string => printable(text).replace(/\s/gu, "");

/** How many of the trace's neurons a reader finds: by their names, or by how these begin. */
function namesIn(text: string, { header }: Trace): number {
  const all = packed(text);
  const { network } = header;
  const ids = "neurons" in network ? network.neurons.map(({ id }) => id) : [];
  const names = ids.map((id) => charactersOf(packed(id)).slice(0, 5).join(""));
  return names.filter((name) => all.includes(name)).length;
}

let page: Page;
beforeAll(async () => {
  page = await newPage();
});
afterAll(() => page.close());

describe.each(formed("svg").map((entry) => [entry.name, entry] as const))("%s as SVG", (_, { load }) => {
  // How wide a terminal is changes nothing in a picture.
  test.each(cases.filter(([, , { columns }]) => columns !== 40))(
    "of %s draws, and does nothing else",
    async (__, trace, option) => {
      const svg = (await load()).svg?.(trace, option) ?? "";
      const { error, elements, namespaces, attributes, styles, text } = await parse(page, svg);
      expect(error).toBeNull();
      expect(elements.filter((name) => !drawing.includes(name))).toEqual([]);
      expect(namespaces).toEqual(["http://www.w3.org/2000/svg"]);
      for (const [name, value] of attributes) {
        expect(name).not.toMatch(/^on/i);
        // What is referred to is in the picture itself.
        if (name.endsWith("href")) expect(value).toMatch(/^#[\w-]+$/);
        expect(value).not.toMatch(/javascript:|url\((?!#)/i);
      }
      expect(styles).toHaveLength(1);
      expect(styles.join("")).not.toMatch(/@import|url\(|[*]\s*\{/);
      expect(text).not.toMatch(/\p{Cs}/u);
      if (option.neurons === undefined) expect(namesIn(text, trace)).toBeGreaterThan(0);
    },
  );
});

describe.each(formed("text").map((entry) => [entry.name, entry] as const))("%s as text", (_, { load }) => {
  test.each(traces)("of %s calls neurons by their names", async (__, trace) => {
    const lines = (await load()).text?.(trace, { columns: 200 }) ?? [];
    expect(namesIn(lines.join("\n"), trace)).toBeGreaterThan(0);
  });
});

describe.each(
  (["mermaid", "dot"] as const).flatMap((form) =>
    formed(form).map((entry) => [entry.name, form, entry] as const),
  ),
)("%s as %s", (_, form, { load }) => {
  test.each(cases)("of %s has nothing but text in its lines", async (__, trace, option) => {
    const source = (await load())[form]?.(trace, option) ?? "";
    expect(source.length).toBeGreaterThan(0);
    // What its own reader makes of it, the tests of the view say.
    for (const line of source.split("\n")) expect(line).not.toMatch(control);
  });
});

describe("a sentence", () => {
  test.each(traces)("of %s is one line, in both languages", (_, { events }) => {
    for (const event of events) {
      expect(narrate(event, "en")).not.toMatch(dangerous);
      expect(narrate(event, "zh")).not.toMatch(dangerous);
    }
  });
});

/** What an independent reader finds wrong with a file. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  perfetto: traceEventProblems,
  shiviz: (text) => clockProblems(readShiviz(text).events),
  csv: (text) => readTable(text).rows.filter((row) => !/^\d+$/.test(row["n"] ?? "")),
  jsonl: (text) => text.trimEnd().split("\n").filter((line) => typeof JSON.parse(line) !== "object"),
}; // prettier-ignore

describe.each([...exportFormats])("the file %s", (name, { write }) => {
  test.each(cases)("of %s is read by whoever knows the format", (_, trace, option) => {
    const problemsOf = readers[name];
    if (problemsOf === undefined) throw new Error(`no reader for ${name}: write one`);
    expect(problemsOf([...write(trace, option)].join(""))).toEqual([]);
  });
});

/** Elements of SVG that draw, or hold together what is drawn; none that loads, links, or runs anything. */
const drawing = [
  "svg", "title", "desc", "style", "g", "defs", "rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "text",
  "tspan", "marker", "clipPath", "pattern", "linearGradient", "stop", "use", "symbol", "animate", "animateMotion",
  "animateTransform", "set", "mpath",
]; // prettier-ignore

interface Parsed {
  readonly error: string | null;
  readonly elements: readonly string[];
  readonly namespaces: readonly string[];
  readonly attributes: readonly (readonly [string, string])[];
  readonly styles: readonly string[];
  /** All text there is, titles and descriptions too. */
  readonly text: string;
}

/** Parses a picture as a browser does that is given the file. Runs in the page, whose types this program does not have. */
function parse(page: Page, svg: string): Promise<Parsed> {
  return page.evaluate<Parsed>(`(() => {
    const parsed = new DOMParser().parseFromString(${JSON.stringify(svg)}, "image/svg+xml");
    const all = [...parsed.querySelectorAll("*")];
    const textOf = ({ textContent }) => textContent;
    return {
      error: parsed.querySelector("parsererror")?.textContent ?? null,
      elements: [...new Set(all.map(({ tagName }) => tagName))],
      namespaces: [...new Set(all.map(({ namespaceURI }) => namespaceURI))],
      attributes: all.flatMap(({ attributes }) => [...attributes].map(({ name, value }) => [name, value])),
      styles: [...parsed.querySelectorAll("style")].map(textOf),
      text: [...parsed.querySelectorAll("text, title, desc")].map(textOf).join("\\n"),
    };
  })()`);
}
