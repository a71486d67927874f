import type { Command } from "commander";
import type { Scenario } from "../../view/screen.ts";
import type { CommandIo } from "../io/command-io.ts";
import { jsonOption } from "../io/options.ts";

/** Completes the command `list`. */
export function declareList(command: Command, io: CommandIo): void {
  command
    .description("Lists the scenarios that `run` knows.")
    .addOption(jsonOption())
    .action((options: { readonly json?: true }) => run(options, io));
}

async function run(options: { readonly json?: true }, io: CommandIo): Promise<void> {
  const { loadScenario, scenarioNames } = await import("../show/scenario-files.ts");
  const { jsonChunks, writeChunks } = await import("../io/json-stream.ts");
  const scenarios = await Promise.all(scenarioNames().map(loadScenario));
  const text = options.json ? jsonChunks({ scenarios: scenarios.map(entryOf) }) : [lines(scenarios)];
  await writeChunks(io.stdout, text);
  await writeChunks(io.stdout, ["\n"]);
}

function entryOf({ name, summary, options }: Scenario) {
  return { name, summary, options: options.map((option) => ({ ...option })) };
}

function lines(scenarios: readonly Scenario[]): string {
  const width = Math.max(...scenarios.map(({ name }) => name.length));
  return scenarios.map(({ name, summary }) => `${name.padEnd(width)}  ${summary}`).join("\n");
}
