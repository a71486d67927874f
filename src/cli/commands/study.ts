import { type Command, Option } from "commander";
import type { CommandIo } from "../io/command-io.ts";
import { jsonOption, textOption, wholeNumberOption } from "../io/options.ts";
import type { StudyOptions } from "../study/run-study.ts";

/** Completes the command `study [STUDY]`. What it takes to run is loaded when it runs. */
export function declareStudy(command: Command, io: CommandIo): void {
  command
    .description(
      "Runs all cases of a study on all cores, tells what came of them in a table, and writes tables and figures.",
    )
    .addOption(textOption("--out <DIR>", "the folder for cases, tables and figures (NAME-study)"))
    .addOption(wholeNumberOption("--jobs <N>", "threads that share the cases (one a core)", 1))
    .addOption(new Option("--list", "list the studies that there are, and run none"))
    .addOption(jsonOption())
    .addOption(new Option("--quiet", "print the result alone: no progress"))
    .addHelpText("after", studyHelp)
    .action(async (study: string | undefined, options: StudyOptions, self: Command) => {
      const { runStudy } = await import("../study/run-study.ts");
      const program = `${self.parent?.name() ?? ""} ${self.parent?.version() ?? ""}`;
      await runStudy(study, options, io, program);
    });
}

const studyHelp = `
STUDY is the name of a study that comes with the program (--list), or a file: JSON
of the format "counterflow-study", or a TypeScript module that exports the same.
It has a base case, axes of values that are combined, seeds, metrics and figures.
What is done is kept in the folder: stopped or killed, the same command goes on.
A file's samples and networks are looked for where the command is run.`;
