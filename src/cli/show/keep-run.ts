import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPlayerAssets } from "../../files/player-assets.ts";
import { createTraceFile } from "../../files/trace-file.ts";
import { expectWritable, writeFile } from "../../files/write-file.ts";
import { InputError } from "../../message/input-error.ts";
import type { Trace } from "../../trace/header.ts";
import { playerPage } from "../../view/player/player-page.ts";
import type { Language } from "../../view/language.ts";

/** Where the run that a scenario shows is to be kept. */
export interface KeepOptions {
  /** A trace's file. */
  readonly trace?: string | undefined;
  /** A page that plays it. */
  readonly html?: string | undefined;
  /** The same, named after the scenario, in the folder `out` or a temporary one. */
  readonly page?: boolean | undefined;
  readonly out?: string | undefined;
}

/**
 * Makes sure before the scenario runs that everything can be written.
 * @throws InputError
 */
export function expectKeepable({ trace, html, out }: KeepOptions): void {
  if (trace !== undefined) expectWritable(trace);
  if (html !== undefined) expectWritable(html);
  if (out !== undefined) {
    attemptFolder(out);
    expectWritable(join(out, "page.html"));
  }
}

/** Writes what was asked for; returns a sentence for each file, with its path, whole, on a line of its own. */
export function keepRun(name: string, run: Trace, options: KeepOptions, language: Language): string[] {
  const said: string[] = [];
  if (options.trace !== undefined) {
    const file = createTraceFile(options.trace, run.header);
    for (const event of run.events) file.event(event);
    file.close("complete");
    said.push(`${texts[language].trace}\n  ${options.trace}`);
  }
  const pages = [options.html, options.page === true ? pageOf(name, options.out) : undefined];
  for (const path of pages.filter((page) => page !== undefined)) {
    writeFile(path, [playerPage(run, readPlayerAssets(), { language })]);
    said.push(`${texts[language].page}\n  ${path}`);
  }
  return said;
}

const texts = {
  en: { trace: "The run, recorded:", page: "The run as a page, to play and to step through:" },
  zh: { trace: "本次运行的记录：", page: "可播放、可逐步查看本次运行的网页：" },
} as const;

function pageOf(name: string, out: string | undefined): string {
  return join(out ?? mkdtempSync(join(tmpdir(), "counterflow-")), `${name}.html`);
}

function attemptFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError([{ path: "", message: `expected a folder; got ${reason}` }], path);
  }
}
