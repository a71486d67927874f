import type { Trace } from "../../trace/header.ts";
import type { ViewOptions } from "../view.ts";
import { csv } from "./csv.ts";
import { jsonl } from "./jsonl.ts";
import { perfetto } from "./perfetto.ts";
import { mostShivizEvents, shiviz, shivizExpression } from "./shiviz.ts";

/** A file that a trace can be turned into. */
export interface ExportFormat {
  /** How names of such files end, without the dot. */
  readonly ending: string;
  readonly mime: string;
  /** One line for a list. */
  readonly summary: string;
  /** What to do with the file, for a reader who has just been given one. */
  readonly help: string;
  /** The file in pieces: a long one is never held whole. */
  readonly write: (trace: Trace, options: ViewOptions) => Iterable<string>;
}

const formats: Readonly<Record<string, ExportFormat>> = {
  perfetto: {
    ending: "json",
    mime: "application/json",
    summary: "a timeline for Perfetto or Chrome: a row for each neuron, an arrow for each message",
    help: "Open it at https://ui.perfetto.dev or in chrome://tracing; one tick of the trace is a millisecond.",
    write: perfetto,
  },
  shiviz: {
    ending: "log",
    mime: "text/plain",
    summary: "a log with vector clocks for ShiViz: the space-time diagram",
    help: `Upload it to ShiViz as it is, or paste it with the log parsing expression ${shivizExpression} . It holds the first ${mostShivizEvents} events of the selection: more is more than a reader can follow there.`,
    write: shiviz,
  },
  csv: {
    ending: "csv",
    mime: "text/csv",
    summary: "a table for spreadsheets and data frames: a row for each event and sample",
    help: "UTF-8, RFC 4180. A text that a spreadsheet would take for a formula has an apostrophe in front.",
    write: csv,
  },
  jsonl: {
    ending: "jsonl",
    mime: "application/jsonl",
    summary: "the trace's own file, JSON lines: of a selection, a trace of its own",
    help: "The first line is the header, each further line an event.",
    write: jsonl,
  },
};

/** All formats by name. */
export const exportFormats: ReadonlyMap<string, ExportFormat> = new Map(Object.entries(formats));
