import { readTraceFile } from "../../files/trace-file.ts";
import { collectTrace } from "../../trace/read-trace.ts";
import type { Language } from "../../view/language.ts";
import type { CommandIo } from "../io/command-io.ts";
import { writeChunks } from "../io/json-stream.ts";
import { selectionOf, type SelectionOptions } from "../io/selection-options.ts";
import { columnsOf, paintFor } from "../io/terminal-kind.ts";
import { findView } from "./find-view.ts";

export interface ShowOptions extends SelectionOptions {
  readonly view?: string;
  readonly lang: Language;
}

/** What `trace show` does. */
export async function runShow(path: string, options: ShowOptions, io: CommandIo): Promise<void> {
  const draw = await findView(options.view ?? "flow", "text");
  const trace = collectTrace(readTraceFile(path));
  const lines = draw(trace, {
    ...selectionOf(options),
    at: options.at,
    language: options.lang,
    columns: columnsOf(io.stdout),
    paint: paintFor(io.stdout, io.environment),
  });
  await writeChunks(
    io.stdout,
    lines.map((line) => `${line}\n`),
  );
}
