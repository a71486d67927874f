import { beforeAll, describe, expect, test } from "vitest";
import type { Trace } from "../../src/index.ts";
import { exportFormats } from "../../src/view/export/formats.ts";
import { playerPage } from "../../src/view/player/player-page.ts";
import type { View } from "../../src/view/view.ts";
import { type ViewName, views } from "../../src/view/views.ts";
import { isLong } from "../long.ts";
import { bigTrace, lengthOf } from "./export/big-trace.ts";

/** Seconds of computing time that something takes, and what it comes to. */
function timed<T>(work: () => T): { readonly seconds: number; readonly result: T } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, result };
}

/** What a picture says of so much, by its form. */
const said: Readonly<Record<ViewName, Partial<Record<keyof View, string>>>> = {
  network: { svg: "500 neurons", text: "×500" },
  reversed: { svg: "500 neurons", text: "×500" },
  overlay: { svg: "500 neurons", text: "×500" },
  flow: { svg: "of 1128306 events", text: "the first 2000 of 1128306 events" },
  marbles: { svg: "24 of 1,110 neurons", text: "24 of 1,110 neurons" },
  "space-time": { svg: "×250000", text: "×250k" },
  gantt: { svg: "stage", text: "stage" },
  sequence: { text: "500 neurons", mermaid: "500 neurons" },
  graph: { dot: "250000 synapses", mermaid: "250000 synapses" },
  curves: { svg: "2 batches", text: "2 batches" },
  histogram: { svg: "305000 numbers", text: "305000 numbers" },
  paths: { svg: "5,000 paths", text: "5,000 paths" },
};

const drawn = views.flatMap(({ name, forms, load }) => forms.map((form) => ({ name, form, load })));

describe.runIf(isLong)("a million events", () => {
  // One trace for all: 1,128,306 events of a network of 1,110 neurons and 305,000 synapses, two batches of a sample.
  let trace: Trace;
  beforeAll(() => {
    trace = bigTrace();
  });

  test("the trace has more than a million events", () => {
    expect(trace.events.length).toBeGreaterThan(1_000_000);
  });

  test.each(drawn)("$name as $form takes less than two seconds, and less than two megabytes", async (one) => {
    const draw = (await one.load())[one.form];
    const { seconds, result } = timed(() => draw?.(trace, {}) ?? "");
    const text = typeof result === "string" ? result : result.join("\n");
    expect(seconds).toBeLessThan(2);
    expect(text.length).toBeLessThan(2_000_000);
    // A picture of a megabyte is no good message of a failed test.
    expect(text.includes(said[one.name][one.form] ?? "nothing said")).toBe(true);
  });

  test("the page that plays it takes less than two seconds, and less than a megabyte", () => {
    const { seconds, result } = timed(() => playerPage(trace, { script: "", style: "" }, {}));
    expect(seconds).toBeLessThan(2);
    expect(result.length).toBeLessThan(1_000_000);
  });

  // Files of some 300 MB: the time is that of spelling millions of fractions.
  test.each([
    ["perfetto", 1 << 21, 2e8],
    ["csv", 1 << 21, 2e8],
    // The header is one line, with all the weights.
    ["jsonl", 8e6, 2e8],
    ["shiviz", 1 << 21, 1e4],
  ])("a file as %s is handed on in small pieces, within seconds", (name, most, least) => {
    const { seconds, result } = timed(() => lengthOf(exportFormats.get(name)?.write(trace, {}) ?? [], most));
    expect(result).toBeGreaterThan(least);
    expect(seconds).toBeLessThan(10);
  });
});
