import type { EventOf, TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";
import { jsonOf } from "../../trace/json.ts";
import { selectorOf } from "../../trace/select.ts";
import type { ViewOptions } from "../view.ts";
import { eventsUntil } from "./chosen-events.ts";
import { inChunks } from "./chunks.ts";
import { createNameCells, numberCell, textCell } from "./csv-cell.ts";
import { createMessageRows } from "./csv-messages.ts";
import { csvColumns, csvRow } from "./csv-row.ts";
import { weightRows } from "./csv-weights.ts";

/**
 * The events as a table (CSV, RFC 4180): one row for each event and sample; of a gradient or a commit one for each weight,
 * `from` saying whose, and one for the bias. What does not apply, or is not computed, is an empty field, never 0.
 */
export function csv(trace: Trace, options: ViewOptions): Generator<string, void, undefined> {
  return inChunks(table(trace, options));
}

function* table({ events }: Trace, options: ViewOptions): Generator<string, void, undefined> {
  const select = selectorOf(options);
  const name = createNameCells();
  const messageRows = createMessageRows(name);
  const rowsOf = new Map<number, readonly number[]>();
  yield `${csvColumns.join(",")}\r\n`;
  for (const event of eventsUntil(events, options.at)) {
    // Batches say which rows their samples are, whether they are selected or not.
    if (event.kind === "batch") rowsOf.set(event.batch, event.rows);
    const chosen = select(event);
    if (chosen === undefined) continue;
    if (chosen.kind === "deliver") yield messageRows(chosen, rowsOf.get(chosen.batch));
    else if ("samples" in chosen && chosen.kind !== "action")
      yield sampleRows(chosen, rowsOf.get(chosen.batch), name);
    else yield eventRows(chosen, name);
  }
}

const rows = {
  note: csvRow("note"),
  feed: csvRow("neuron", "value", "parents"),
  activate: csvRow("neuron", "bias", "z", "a", "gain", "parents"),
  loss: csvRow("loss", "parents"),
  error: csvRow("to", "value", "target", "parents", "note"),
  delta: csvRow("neuron", "gain", "sum", "added", "delta", "parents"),
  population: csvRow("neuron", "gain", "norm", "parents", "note"),
};

type NameCells = (name: string) => string;

type Sampled = Exclude<
  Extract<TraceEvent, { samples: readonly number[] }>,
  { kind: "deliver" } | { kind: "action" }
>;

/** The rows of an event that is not about samples. */
function eventRows(event: Exclude<TraceEvent, Sampled | { kind: "deliver" }>, name: NameCells): string {
  const start = `${event.n},${event.t},${event.kind},`;
  switch (event.kind) {
    case "train":
      return rows.note(`${start},,,`, [textCell(jsonOf(event.settings))]);
    case "batch":
      return rows.note(`${start}${event.batch},,,`, [textCell(event.purpose)]);
    case "action":
      return rows.note(`${start}${event.batch},${event.microBatch},,`, [textCell(actionNote(event))]);
    case "end":
      return rows.note(`${start},,,`, [textCell(event.outcome)]);
    case "gradient":
    case "commit":
      return weightRows(event, `${start}${event.batch},,,`, name);
  }
}

/** `1F2 on rank 1 from 3, version 5` */
function actionNote({ stage, rank, action, microBatch, start, weightVersion }: EventOf<"action">): string {
  const version = weightVersion === undefined ? "" : `, version ${weightVersion}`;
  return `${stage}${action}${microBatch} on rank ${rank} from ${start}${version}`;
}

/** One row for each sample of an event. */
function sampleRows(event: Sampled, rowOf: readonly number[] | undefined, name: NameCells): string {
  const start = `${event.n},${event.t},${event.kind},${event.batch},${event.microBatch},`;
  const write = rowWriter(event, event.parents.join(" "), name);
  // The gradient of a population is that of a batch, not of samples.
  if (event.samples.length === 0) return write(`${start},`, 0);
  let text = "";
  for (let i = 0; i < event.samples.length; i++) {
    const sample = event.samples[i] ?? NaN;
    text += write(`${start}${sample},${numberCell(rowOf?.[sample])}`, i);
  }
  return text;
}

/** Writes the row of a sample by its place in the event. */
function rowWriter(event: Sampled, parents: string, name: NameCells): (start: string, i: number) => string {
  switch (event.kind) {
    case "feed": {
      const neuron = name(event.neuron);
      return (start, i) => rows.feed(start, [neuron, numberCell(event.values[i]), parents]);
    }
    case "activate": {
      const { bias, z, a, gain } = event;
      const shared = [name(event.neuron), numberCell(bias)];
      return (start, i) =>
        rows.activate(start, [...shared, numberCell(z[i]), numberCell(a[i]), numberCell(gain[i]), parents]);
    }
    case "loss":
      return (start, i) => rows.loss(start, [numberCell(event.losses[i]), parents]);
    case "error": {
      const { enters, targets, values } = event;
      const to = name(event.to);
      return (start, i) =>
        rows.error(start, [to, numberCell(values[i]), numberCell(targets[i]), parents, textCell(enters)]);
    }
    case "delta": {
      const { gain, sum, added, delta } = event;
      const neuron = name(event.neuron);
      return (start, i) =>
        rows.delta(start, [neuron, ...[gain, sum, added, delta].map((list) => numberCell(list[i])), parents]);
    }
    case "population": {
      const cells = [name(event.population), numberCell(event.gain), numberCell(event.norm), parents];
      return (start) => rows.population(start, [...cells, textCell(event.task)]);
    }
  }
}
