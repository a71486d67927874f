import type { Command } from "commander";
import { addSelectionOptions } from "../io/selection-options.ts";
import type { CommandIo } from "../io/command-io.ts";
import { choiceOption, jsonOption, parsedOption, textOption, wholeNumberOption } from "../io/options.ts";
import { parseChange } from "../trace/parse-change.ts";
import type { ExportOptions } from "../trace/run-export.ts";
import type { ForkOptions } from "../trace/run-fork.ts";
import type { ShowOptions } from "../trace/run-show.ts";

/** Completes the command `trace verify|export|show|fork FILE`. What it takes to run is loaded when it runs. */
export function declareTrace(command: Command, io: CommandIo): void {
  command.description("Reads a trace: a file that `--trace FILE` of gradients, train or run has written.");
  const part = (words: string, description: string): Command =>
    command.command(words).description(description).copyInheritedSettings(command).exitOverride();

  part(
    "verify <FILE>",
    "Derives every value again from its parents, checks the laws, and names what is wrong.",
  )
    .addOption(jsonOption())
    .action(async (file: string, options: { readonly json?: true }) => {
      const { runVerify } = await import("../trace/run-verify.ts");
      await runVerify(file, options, io);
    });

  addSelectionOptions(part("export <FILE>", "Converts a trace."))
    .addOption(textOption("--format <NAME>", "what to write: see below").makeOptionMandatory())
    .addOption(textOption("--view <NAME>", "of svg, mermaid, dot and text: which view"))
    .addOption(textOption("--out <FILE>", "where to write it (standard output)"))
    .addOption(languageOption())
    .addOption(themeOption())
    .addHelpText("after", formatsHelp)
    .action(async (file: string, options: ExportOptions) => {
      const { runExport } = await import("../trace/run-export.ts");
      await runExport(file, options, io);
    });

  addSelectionOptions(part("show <FILE>", "Draws a trace on the terminal."))
    .addOption(textOption("--view <NAME>", "which view (flow)"))
    .addOption(languageOption())
    .action(async (file: string, options: ShowOptions) => {
      const { runShow } = await import("../trace/run-show.ts");
      await runShow(file, options, io);
    });

  part("fork <FILE>", "Makes the run again up to an event, changes a number there, and lets it go on.")
    .addOption(wholeNumberOption("--at <N>", "the event after which to change it", 0).makeOptionMandatory())
    .addOption(
      parsedOption(
        "--change <CHANGE>",
        "weight:FROM:TO=VALUE, bias:NEURON=VALUE, activation:NEURON:BATCH:SAMPLE=VALUE or delta:…",
        parseChange,
      ).makeOptionMandatory(),
    )
    .addOption(
      textOption("--out <FILE>", "where to write the trace of what happens then").makeOptionMandatory(),
    )
    .action(async (file: string, options: ForkOptions) => {
      const { runFork } = await import("../trace/run-fork.ts");
      await runFork(file, options, io);
    });
}

const languageOption = () => choiceOption("--lang <LANGUAGE>", "language", ["en", "zh"]).default("en");
const themeOption = () =>
  choiceOption("--theme <NAME>", "colours of svg", ["auto", "light", "dark"]).default("auto");

const formatsHelp = `
Formats: svg, text, mermaid, dot (pictures, with --view), html (a page that
plays the run), perfetto (for ui.perfetto.dev), shiviz, csv, jsonl; of a run in
stages also messages (CSV: when each was on its way, which weight versions).`;
