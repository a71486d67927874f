import { describe, expect, test } from "vitest";
import type { EventOf, NetworkFile, Trace, TraceEvent } from "../../../src/index.ts";
import { csv } from "../../../src/view/export/csv.ts";
import type { ViewOptions } from "../../../src/view/view.ts";
import { mazurNetwork } from "../../oracle/published.ts";
import {
  hostileNames,
  hostileTrace,
  layeredFile,
  lectureTrace,
  mazurTrace,
  pipelineTrace,
  traceOf,
} from "../example-traces.ts";
import { readCsv, readTable } from "./csv-reader.ts";

type Row = Readonly<Record<string, string>>;

const textOf = (trace: Trace, options: ViewOptions = {}): string => [...csv(trace, options)].join("");
const tableOf = (trace: Trace, options: ViewOptions = {}) => readTable(textOf(trace, options));
const rowsOf = (trace: Trace, options: ViewOptions = {}): Row[] => tableOf(trace, options).rows;

/** A text cell as the text that it stands for: the apostrophe in front keeps spreadsheets from computing it. */
const textIn = (cell: string | undefined): string | undefined => cell?.replace(/^'/, "");

/** Numbers as texts that differ where their bits do. */
const exact = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : Object.is(value, -0) ? "-0" : String(value);
const numberIn = (cell: string | undefined): string | undefined =>
  cell === undefined ? undefined : exact(Number(cell));

/** What a table has to say of an event, row by row, worked out from the event by itself. */
function expectedRows(event: TraceEvent, rows: readonly number[] | undefined): Record<string, unknown>[] {
  const parents = "parents" in event && event.parents.length > 0 ? event.parents.join(" ") : undefined;
  const shared = { n: event.n, t: event.t, kind: event.kind, batch: "batch" in event ? event.batch : undefined, parents };
  switch (event.kind) {
    case "train":
      return [{ ...shared, note: JSON.stringify(event.settings) }];
    case "batch":
      return [{ ...shared, note: event.purpose }];
    case "end":
      return [{ ...shared, note: event.outcome }];
    case "gradient": {
      const { neuron, from, weights, bias } = event;
      const ofWeights = weights.map((gradient, i) => ({ ...shared, neuron, from: from[i], gradient }));
      return [...ofWeights, { ...shared, neuron, gradient: bias, note: "bias" }];
    }
    case "commit": {
      const { neuron, from, weights, bias, weightVersion } = event;
      const ofWeights = weights.map((weight, i) => ({ ...shared, neuron, from: from[i], weight, weightVersion }));
      return [...ofWeights, { ...shared, neuron, weightVersion, bias, note: "bias" }];
    }
    default: {
      const { microBatch, samples } = event;
      const places = samples.length === 0 ? [undefined] : samples.map((_, i) => i);
      return places.map((i) => {
        const sample = i === undefined ? undefined : samples[i];
        const row = sample === undefined ? undefined : rows?.[sample];
        return { ...shared, microBatch, sample, row, ...sampleFields(event, i ?? 0) };
      });
    }
  }
} // prettier-ignore

function sampleFields(
  event: Exclude<TraceEvent, EventOf<"train" | "batch" | "end" | "gradient" | "commit">>,
  i: number,
): Record<string, unknown> {
  switch (event.kind) {
    case "feed":
      return { neuron: event.neuron, value: event.values[i] };
    case "deliver": {
      const { direction, from, to, weight, weightVersion, values } = event;
      return { direction, from, to, value: values[i], weight, weightVersion, product: weight * (values[i] ?? NaN) };
    }
    case "activate":
      return { neuron: event.neuron, bias: event.bias, z: event.z[i], a: event.a[i], gain: event.gain[i] };
    case "loss":
      return { loss: event.losses[i] };
    case "error":
      return { to: event.to, value: event.values[i], target: event.targets[i], note: event.enters };
    case "delta": {
      const { neuron, gain, sum, added, delta } = event;
      return { neuron, gain: gain[i], sum: sum[i], added: added[i], delta: delta[i] };
    }
    case "action":
      return {};
    case "population":
      return { neuron: event.population, norm: event.norm, gain: event.gain, note: event.task };
  }
} // prettier-ignore

/** A row as what its cells stand for. */
function meaningOf(row: Row): Record<string, unknown> {
  const texts = ["kind", "direction", "neuron", "from", "to", "note", "parents"];
  return Object.fromEntries(
    Object.entries(row).map(([column, cell]) => [
      column,
      texts.includes(column) ? textIn(cell) : numberIn(cell),
    ]),
  );
}

function withoutHoles(fields: Record<string, unknown>): Record<string, unknown> {
  const said = Object.entries(fields).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(
    said.map(([name, value]) => [name, typeof value === "number" ? exact(value) : value]),
  );
}

const step = (options: Parameters<typeof traceOf>[3]): Trace =>
  traceOf(
    layeredFile,
    [1, 2, 3].map((k) => Array.from({ length: 16 }, (_, i) => Math.sin(k + i))),
    [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]],
    options,
  ); // prettier-ignore

const traces: readonly (readonly [string, Trace])[] = [
  ["Mazur's step", mazurTrace],
  ["the lecture's step", lectureTrace],
  ["several samples in flight", pipelineTrace],
  ["hostile names", hostileTrace],
  ["micro-batches of two samples, the last smaller", step({ microBatch: 2 })],
  ["neurons without messages", step({ level: "neuron" })],
  ["populations", step({ level: "population", inputErrors: "receive" })],
  ["commits alone", step({ level: "commit" })],
];

describe("a CSV file", () => {
  test.each([
    ["mazur", mazurTrace],
    ["lecture", lectureTrace],
  ])("of %s is as it was", async (name, trace) => {
    await expect(textOf(trace)).toMatchFileSnapshot(`golden/${name}.csv`);
  });

  test.each(traces)("of %s says every value of every event, bit for bit, and nothing else", (_, trace) => {
    const batches = new Map(
      trace.events.flatMap((event) => (event.kind === "batch" ? [[event.batch, event.rows] as const] : [])),
    );
    const expected = trace.events.flatMap((event) =>
      expectedRows(event, "batch" in event ? batches.get(event.batch) : undefined).map(withoutHoles),
    );
    expect(rowsOf(trace).map(meaningOf)).toEqual(expected);
  });

  test("keeps zeros, their signs, and numbers that have to be written long", () => {
    const values = [0, -0, 5e-324, -1.7976931348623157e308, 0.1 + 0.2, 1e21, -1 / 3];
    const events = mazurTrace.events
      .filter((event) => event.kind === "deliver")
      .slice(0, values.length)
      .map((event, i) => ({ ...event, values: [values[i] ?? NaN], weight: values[i] ?? NaN }));
    const rows = rowsOf({ ...mazurTrace, events });
    expect(rows.map(({ value }) => numberIn(value))).toEqual(values.map(exact));
    expect(rows.map(({ weight }) => numberIn(weight))).toEqual(values.map(exact));
    expect(rows.map(({ product }) => numberIn(product))).toEqual(values.map((value) => exact(value * value)));
  });

  test("has as many rows as a formula of the layers, samples and batches says", () => {
    const rowCount = (layers: readonly number[], samples: number, batches: number): number => {
      const behind = layers.slice(1);
      const neurons = behind.reduce((sum, size) => sum + size, 0);
      const synapses = behind.reduce((sum, size, i) => sum + size * (layers[i] ?? 0), 0);
      const fromInputs = (layers[0] ?? 0) * (layers[1] ?? 0);
      const [inputs = 0, outputs = 0] = [layers[0], layers.at(-1)];
      // Of a sample: feeds, messages down, activations, the loss, what it tells, deltas, messages up.
      const ofSample = inputs + synapses + neurons + 1 + outputs + neurons + (synapses - fromInputs);
      // Of a batch: its beginning; a gradient and a commit for each weight and bias. Of a run: its beginning and its end.
      return samples * ofSample + batches * (1 + 2 * (synapses + neurons)) + 2;
    };
    expect(rowsOf(mazurTrace)).toHaveLength(rowCount([2, 2, 2], 1, 1));
    expect(rowsOf(pipelineTrace)).toHaveLength(rowCount([2, 2, 2], 6, 2));
    expect(rowsOf(lectureTrace)).toHaveLength(rowCount([2, 2, 2, 2], 1, 1));
    for (const microBatch of [1, 2, 3]) {
      expect(rowsOf(step({ microBatch }))).toHaveLength(rowCount([16, 12, 8, 4], 3, 1));
    }
  });

  test("leaves the sum empty where no messages are recorded, rather than 0", () => {
    const deltas = rowsOf(step({ level: "neuron" })).filter(({ kind }) => kind === "delta");
    expect(deltas.length).toBeGreaterThan(0);
    for (const row of deltas) expect(Object.keys(row)).not.toContain("sum");
  });

  test("says in which row of the samples each sample stood", () => {
    const losses = rowsOf(pipelineTrace).filter(({ kind }) => kind === "loss");
    expect(losses.map(({ batch, sample, row }) => [batch, sample, row])).toEqual(
      [0, 1, 2, 3, 4, 5].map((row) => [`${Math.floor(row / 3)}`, `${row % 3}`, `${row}`]),
    );
    const selected = rowsOf(pipelineTrace, { samples: [2], phases: ["loss"], batches: [1, 2] });
    expect(selected.map(({ kind, row }) => [kind, row])).toEqual([["loss", "5"], ["error", "5"], ["error", "5"]]); // prettier-ignore
  });

  test.each<[string, ViewOptions, (row: Row) => boolean]>([
    ["one neuron and its messages", { neurons: ["h1"] }, ({ neuron, from, to, kind }) =>
      kind === "gradient" || kind === "commit" ? neuron === "h1" : [neuron, from, to].every((name) => name === undefined) || [neuron, from, to].includes("h1")],
    ["two samples", { samples: [0, 2] }, ({ sample }) => sample !== "1"],
    ["the second batch", { batches: [1, 2] }, ({ batch }) => batch !== "0"],
    ["deltas and error signals", { phases: ["backward"] }, ({ kind, direction }) => kind === "delta" || direction === "backward"],
    ["until event 40", { at: 40 }, ({ n }) => Number(n) <= 40],
  ])("of %s has the rows of the selection alone", (_, options, isChosen) => {
    const chosen = rowsOf(pipelineTrace).filter(isChosen);
    expect(chosen.length).toBeGreaterThan(0);
    expect(rowsOf(pipelineTrace, options)).toEqual(chosen);
  }); // prettier-ignore

  test("begins no cell as a formula begins, whatever a neuron is called", () => {
    const formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1", "－1", "＠1", "'=1", "'"];
    const events = mazurTrace.events.flatMap((event): TraceEvent[] =>
      event.kind === "feed" ? formulas.map((neuron) => ({ ...event, neuron })) : [event],
    );
    const malicious = { ...mazurTrace, events: [...events, { n: 99, t: 9, kind: "end", outcome: "=1", header: "" } as const] };
    for (const trace of [hostileTrace, malicious]) {
      for (const cell of readCsv(textOf(trace)).flat()) {
        if (cell !== "" && Number.isFinite(Number(cell))) continue;
        expect(cell).not.toMatch(/^\s*[=+\-@\t\r\n＝＋－＠]/u);
      }
    }
    const names = rowsOf(malicious).filter(({ kind }) => kind === "feed").map(({ neuron }) => textIn(neuron));
    expect(names).toEqual([...formulas, ...formulas]);
    expect(new Set(rowsOf(hostileTrace).map(({ neuron }) => textIn(neuron)).filter((name) => name !== undefined))).toEqual(
      new Set(hostileNames),
    );
  }); // prettier-ignore

  test("says in Chinese what it says in English: columns and kinds are names, not words", () => {
    expect(textOf(mazurTrace, { language: "zh" })).toBe(textOf(mazurTrace));
  });

  test("has a header also without events", () => {
    const { columns, rows } = tableOf({ ...mazurTrace, events: [] });
    expect(rows).toEqual([]);
    expect(columns).toHaveLength(28);
    expect(columns.slice(0, 3)).toEqual(["n", "t", "kind"]);
  });

  test("is the same where lists that events share are copies, as in a trace from a file", () => {
    const trace = traceOf(mazurNetwork as NetworkFile, [[0.05, 0.1], [0.2, 0.3]], [[0.01, 0.99], [0.5, 0.5]]); // prettier-ignore
    const copy = { ...trace, events: JSON.parse(JSON.stringify(trace.events)) as TraceEvent[] };
    expect(textOf(copy)).toBe(textOf(trace));
  });

  test("says of messages that differ in one thing what it says of each by itself", () => {
    const message = mazurTrace.events.find(({ kind }) => kind === "deliver") as EventOf<"deliver">;
    const changes: Partial<EventOf<"deliver">>[] = [
      {}, { to: "h2" }, { from: "i2" }, { batch: 1 }, { microBatch: 1 }, { samples: [1] }, { direction: "backward" },
      { t: 9 }, { weight: 7 }, { weightVersion: 3 }, { values: [-0] }, { parents: [1, 2, 3] }, { samples: [0, 1], values: [1, 2] },
    ]; // prettier-ignore
    const events = changes.flatMap((change, n) => [
      { ...message, n: 2 * n },
      { ...message, n: 2 * n + 1, ...change },
    ]);
    const rowsAlone = (event: TraceEvent): Row[] => rowsOf({ ...mazurTrace, events: [event] });
    expect(rowsOf({ ...mazurTrace, events })).toEqual(events.flatMap(rowsAlone));
  });
});
