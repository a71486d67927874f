import { join } from "node:path";
import { writeFile } from "../../files/write-file.ts";
import { drawFigures } from "../../study/sweep/draw-figures.ts";
import { type NamedFile, type Program, resultsCsv, resultsDocument } from "../../study/sweep/results.ts";
import type { Study } from "../../study/sweep/study.ts";
import type { Finished } from "../../study/sweep/summary.ts";
import type { CommandIo } from "../io/command-io.ts";
import { type Json, jsonChunks, writeChunks } from "../io/json-stream.ts";
import { columnsOf, paintFor } from "../io/terminal-kind.ts";
import { studyText } from "./study-text.ts";

/** What ran a study, and what it read. */
export interface Origin {
  readonly program: Program;
  readonly files: readonly NamedFile[];
}

/** Writes tables and figures; returns their names. */
export function writeResults(
  folder: string,
  study: Study,
  finished: readonly Finished[],
  origin: Origin,
): string[] {
  const document = documentText(study, finished, origin);
  const files: [name: string, chunks: Iterable<string>][] = [
    ["results.csv", resultsCsv(study, finished)],
    ["results.json", [...document, "\n"]],
    ...drawFigures(study, finished).map(({ name, svg }): [string, string[]] => [name, [svg]]),
  ];
  for (const [name, chunks] of files) writeFile(join(folder, name), chunks);
  return files.map(([name]) => name);
}

/** Tells what came of a study: its table and where everything is, or all of it as JSON. */
export async function tellResults(
  study: Study,
  finished: readonly Finished[],
  origin: Origin,
  { folder, names }: { readonly folder: string; readonly names: readonly string[] },
  { json }: { readonly json?: true },
  { stdout, environment }: CommandIo,
): Promise<void> {
  if (json) {
    await writeChunks(stdout, documentText(study, finished, origin));
    await writeChunks(stdout, ["\n"]);
    return;
  }
  const text = studyText(study, finished, {
    columns: columnsOf(stdout),
    paint: paintFor(stdout, environment),
  });
  const places = names.map((name) => `  ${join(folder, name)}`);
  await writeChunks(stdout, [[...text, "", "Written:", ...places, ""].join("\n")]);
}

function documentText(study: Study, finished: readonly Finished[], origin: Origin): Iterable<string> {
  // All that is in it is JSON.
  return jsonChunks(resultsDocument(study, finished, origin) as Json);
}
