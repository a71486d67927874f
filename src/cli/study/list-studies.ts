import { studies } from "../../study/studies.ts";
import { wrapText } from "../../view/terminal/wrap.ts";
import type { CommandIo } from "../io/command-io.ts";
import { writeChunks } from "../io/json-stream.ts";
import { columnsOf } from "../io/terminal-kind.ts";

/** Tells the studies that come with the program, and what each of them asks; as JSON, each whole. */
export async function listStudies({ json }: { readonly json?: true }, { stdout }: CommandIo): Promise<void> {
  const entries = [...studies.values()];
  const width = Math.max(...entries.map(({ name }) => name.length)) + 2;
  const lines = entries.flatMap(({ name, question }) =>
    wrapText(name.padEnd(width) + question, columnsOf(stdout), width),
  );
  await writeChunks(stdout, json ? [JSON.stringify({ studies: entries })] : [lines.join("\n")]);
  await writeChunks(stdout, ["\n"]);
}
