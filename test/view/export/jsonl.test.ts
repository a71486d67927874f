import { describe, expect, test } from "vitest";
import type { Trace } from "../../../src/index.ts";
import { collectTrace, readTrace } from "../../../src/trace/read-trace.ts";
import { selectEvents } from "../../../src/trace/select.ts";
import { verifyTrace } from "../../../src/trace/verify/verify.ts";
import { traceLines } from "../../../src/trace/write-trace.ts";
import { jsonl } from "../../../src/view/export/jsonl.ts";
import type { ViewOptions } from "../../../src/view/view.ts";
import {
  hostileNames,
  hostileTrace,
  layeredFile,
  lectureTrace,
  mazurTrace,
  pipelineTrace,
  traceOf,
} from "../example-traces.ts";

const textOf = (trace: Trace, options: ViewOptions = {}): string => [...jsonl(trace, options)].join("");

/** The lines of a file without their line feeds. */
const linesOf = (text: string): string[] => text.replace(/\n$/, "").split("\n");
const readBack = (trace: Trace, options: ViewOptions = {}): Trace =>
  collectTrace(readTrace(linesOf(textOf(trace, options))));
const violationsOf = (trace: Trace, options: ViewOptions = {}) =>
  verifyTrace(readTrace(linesOf(textOf(trace, options)))).violations;

const layered = (options: Parameters<typeof traceOf>[3] = {}): Trace =>
  traceOf(
    layeredFile,
    [1, 2, 3, 4].map((k) => Array.from({ length: 16 }, (_, i) => Math.sin(k + i))),
    [0, 1, 2, 3].map((k) => [0, 1, 2, 3].map((i) => (i === k ? 1 : 0))),
    { batchSize: 2, microBatch: 1, epochs: 2, ...options },
  );

const traces: readonly (readonly [string, Trace])[] = [
  ["Mazur's step", mazurTrace],
  ["the lecture's step", lectureTrace],
  ["several samples in flight", pipelineTrace],
  ["hostile names", hostileTrace],
  ["layers", layered()],
  ["neurons without messages", layered({ level: "neuron" })],
  ["populations", layered({ level: "population" })],
  ["commits alone", layered({ level: "commit" })],
  ["a recording of two neurons and one sample", layered({ neurons: ["h.1", "k.2"], samples: [1] })],
  ["a recording of one batch", layered({ batches: [1, 2] })],
  ["a recording of the way back", layered({ phases: ["backward", "gradient"] })],
];

const selections: readonly (readonly [string, ViewOptions])[] = [
  ["one neuron", { neurons: ["h1"] }],
  ["a neuron of a layer", { neurons: ["h.1"] }],
  ["a neuron with a hostile name", { neurons: [hostileNames[4] ?? ""] }],
  ["one sample", { samples: [1] }],
  ["the second batch", { batches: [1, 2] }],
  ["the forward pass", { phases: ["forward"] }],
  ["the way back", { phases: ["backward", "gradient", "commit"] }],
  ["some of everything", { samples: [0], batches: [0, 1], phases: ["loss", "backward"] }],
  ["until event 20", { at: 20 }],
  ["until event 20, of one sample", { at: 20, samples: [0] }],
  ["until after its end", { at: 1e9 }],
];

describe("JSON lines", () => {
  test.each([
    ["mazur", mazurTrace],
    ["lecture", lectureTrace],
  ])("of %s are as they were", async (name, trace) => {
    await expect(textOf(trace)).toMatchFileSnapshot(`golden/${name}.jsonl`);
  });

  test.each(traces)("of all of %s are the trace's own file", (_, trace) => {
    expect(textOf(trace)).toBe([...traceLines(trace)].join(""));
    expect(violationsOf(trace)).toEqual([]);
  });

  const known = (trace: Trace, { neurons = [] }: ViewOptions): boolean => {
    const text = JSON.stringify(trace.header.network);
    const isLayer = (id: string): boolean => id === "h.1" && text.includes(`"layers"`);
    return neurons.every((id) => isLayer(id) || text.includes(`"id":${JSON.stringify(id)}`));
  };
  const parts = traces.flatMap(([name, trace]) =>
    selections.flatMap(([part, options]) => (known(trace, options) ? [[name, part, trace, options] as const] : [])),
  ); // prettier-ignore

  test.each(parts)("of a part of %s, %s, are a trace that can be verified", (_, __, trace, options) => {
    expect(violationsOf(trace, options)).toEqual([]);
  });

  test.each(parts)(
    "of a part of %s, %s, have its events as they are, and an end",
    (_, __, trace, options) => {
      const at = options.at ?? Infinity;
      const chosen = selectEvents(trace.events.filter(({ n }) => n <= at), options).filter(({ kind }) => kind !== "end"); // prettier-ignore
      const { events } = readBack(trace, options);
      const recorded = trace.header.options.neurons;
      const both = recorded && options.neurons && recorded.filter((id) => options.neurons?.includes(id));
      expect(events.slice(0, -1)).toEqual(both ? selectEvents(chosen, { neurons: both }) : chosen);
      const last = trace.events.at(-1);
      const outcome = last && last.n > at ? `cut after event ${at}` : "complete";
      expect(events.at(-1)).toMatchObject({ kind: "end", outcome });
    },
  );

  test("say in their header what was selected, of a trace that was a part already what both have in common", () => {
    const whole = readBack(pipelineTrace, { samples: [0, 2], phases: ["backward"] }).header.options;
    expect(whole).toEqual({
      level: "synapse",
      inputErrors: "end",
      commits: 0,
      samples: [0, 2],
      phases: ["backward", "end"],
    });
    const part = layered({
      neurons: ["h.1", "k.2"],
      samples: [1],
      batches: [0, 3],
      phases: ["forward", "loss"],
    });
    const options: ViewOptions = { neurons: ["k.2", "k.3"], samples: [0, 1], batches: [1, 9], phases: ["loss", "backward", "forward"] }; // prettier-ignore
    expect(readBack(part, options).header.options).toMatchObject(
      { neurons: ["k.2"], samples: [1], batches: [1, 3], phases: ["forward", "loss", "end"] },
    ); // prettier-ignore
    expect(violationsOf(part, options)).toEqual([]);
  });

  test("of a trace that was never closed have an end all the same", () => {
    const open = { ...mazurTrace, events: mazurTrace.events.slice(0, -1) };
    expect(textOf(open)).toBe(textOf(mazurTrace));
    expect(violationsOf({ ...mazurTrace, events: [] }, { at: 3 })).toEqual([]);
  });
});
