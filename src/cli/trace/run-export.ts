import { readPlayerAssets } from "../../files/player-assets.ts";
import { readTraceFile } from "../../files/trace-file.ts";
import { expectWritable, writeFile } from "../../files/write-file.ts";
import { expectedOneOf } from "../../math/suggestion.ts";
import type { Trace } from "../../trace/header.ts";
import { collectTrace } from "../../trace/read-trace.ts";
import { exportFormats } from "../../view/export/formats.ts";
import { messageTable } from "../../view/export/message-table.ts";
import { playerPage } from "../../view/player/player-page.ts";
import type { Language } from "../../view/language.ts";
import type { Theme } from "../../view/svg/palette.ts";
import type { View, ViewOptions } from "../../view/view.ts";
import type { CommandIo } from "../io/command-io.ts";
import { writeChunks } from "../io/json-stream.ts";
import { selectionOf, type SelectionOptions } from "../io/selection-options.ts";
import { findView } from "./find-view.ts";

export interface ExportOptions extends SelectionOptions {
  readonly format: string;
  readonly view?: string;
  readonly out?: string;
  readonly lang: Language;
  readonly theme: Theme;
}

type Writer = (trace: Trace, options: ViewOptions) => Iterable<string>;

/** Formats that are pictures, and the view that is drawn unless another one is named. */
const pictures: ReadonlyMap<string, string> = new Map<keyof View, string>([
  ["svg", "network"],
  ["text", "flow"],
  ["mermaid", "sequence"],
  ["dot", "graph"],
]);

/** What `trace export` does. */
export async function runExport(path: string, options: ExportOptions, { stdout }: CommandIo): Promise<void> {
  const write = await writerOf(options);
  if (options.out !== undefined) expectWritable(options.out);
  const trace = collectTrace(readTraceFile(path));
  const chunks = write(trace, {
    ...selectionOf(options),
    at: options.at,
    language: options.lang,
    theme: options.theme,
  });
  if (options.out === undefined) {
    await writeChunks(stdout, chunks);
  } else {
    writeFile(options.out, chunks);
  }
}

async function writerOf({ format, view }: ExportOptions): Promise<Writer> {
  const usual = pictures.get(format);
  if (usual !== undefined) return pictureWriter(format as keyof View, view ?? usual);
  if (format === "html") {
    return (trace, options) => [playerPage(trace, readPlayerAssets(), options)];
  }
  if (format === "messages") return messageTable;
  const found = exportFormats.get(format);
  if (found !== undefined) return found.write;
  const names = [...pictures.keys(), "html", "messages", ...exportFormats.keys()];
  throw new RangeError(`--format: ${expectedOneOf(names, format)}`);
}

async function pictureWriter(form: keyof View, view: string): Promise<Writer> {
  const draw = await findView(view, form);
  return (trace, options) => {
    const drawn = draw(trace, options);
    return [typeof drawn === "string" ? drawn : `${drawn.join("\n")}\n`];
  };
}
