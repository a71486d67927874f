import { Command } from "commander";
import type { CommandIo } from "../io/command-io.ts";

/** Completes the command `run SCENARIO`. What follows the scenario's name is the scenario's own, --help included. */
export function declareRun(command: Command, io: CommandIo): void {
  command
    .description("Runs a scenario. Its own options follow its name: `run SCENARIO --help` tells them.")
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action((name: string | undefined, words: readonly string[]) => run(command, name, words, io));
}

async function run(command: Command, name: string | undefined, words: readonly string[], io: CommandIo) {
  const { loadScenario, scenarioNames } = await import("../show/scenario-files.ts");
  const names = `Scenarios: ${scenarioNames().join(", ")}\n`;
  if (name === "--help" || name === "-h") {
    io.stdout.write(`${command.helpInformation()}\n${names}`);
    return;
  }
  if (name === undefined || name.startsWith("-")) {
    throw new RangeError(`run: expected one of ${scenarioNames().join(", ")}; got ${name ?? "nothing"}`);
  }
  const scenario = await loadScenario(name);
  const { addScenarioOptions, showScenario } = await import("../show/run-scenario.ts");
  const own = new Command(`counterflow run ${name}`).copyInheritedSettings(command);
  // The settings that are shared say that --help is not for `run`: here it is for the scenario.
  addScenarioOptions(own, scenario).helpOption("-h, --help", "display help for command");
  await own.parseAsync(words, { from: "user" });
  await showScenario(scenario, own.opts());
}
