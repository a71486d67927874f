import { Command, InvalidArgumentError, Option } from "commander";
import type { Language, Scenario } from "../../view/screen.ts";
import { systemClock } from "../io/clock.ts";
import { exitCodes, reportFailure } from "../io/report-failure.ts";
import { reportTapErrors } from "./tap-errors.ts";
import { createTerminalScreen, type TerminalScreen } from "./terminal-screen.ts";

/** What a command line says of how a scenario is to be shown, beside the scenario's own options. */
type ParsedOptions = Readonly<Record<string, unknown>>;

/** Runs a scenario as the program that Node was started with: options from the command line, exit code to the shell. */
export async function runAsMain(scenario: Scenario): Promise<void> {
  try {
    const command = addScenarioOptions(new Command(scenario.name), scenario);
    await showScenario(scenario, command.parse().opts());
  } catch (error) {
    process.exitCode = reportFailure(error);
  }
}

/** Adds a scenario's own options to a command, and those that all scenarios have. Wrong usage throws CommanderError. */
export function addScenarioOptions(command: Command, scenario: Scenario): Command {
  command.description(scenario.summary).exitOverride();
  for (const { name, help, fallback } of scenario.options) {
    command.addOption(new Option(`--${name} <value>`, help).default(fallback));
  }
  return command
    .addOption(new Option("--lang <language>", "language to explain in").choices(["en", "zh"]).default("en"))
    .option("--step", "wait for a key after each event of a message flow (space: on, q: end of this flow)")
    .addOption(
      new Option(
        "--speed <factor>",
        "let messages move: 1 is about 3 events a second, max as fast as possible",
      ).argParser(readSpeed),
    );
}

/** Shows a scenario on the process's own terminal, with options as addScenarioOptions has read them. */
export async function showScenario(scenario: Scenario, options: ParsedOptions): Promise<void> {
  const speed = typeof options["speed"] === "number" ? options["speed"] : undefined;
  const screen = createTerminalScreen({
    stdout: process.stdout,
    stdin: process.stdin,
    environment: process.env,
    language: languageOf(options["lang"]),
    scenarioOptions: new Map(
      scenario.options.map(({ name, fallback }) => [name, valueOf(options, name, fallback)]),
    ),
    flow: options["step"] === true ? "step" : speed === undefined ? "text" : "play",
    speed: speed ?? 1,
    clock: systemClock,
  });
  reportTapErrors(process.stderr);
  const stopListening = closeOnSignals(screen);
  try {
    await scenario.run(screen);
  } finally {
    stopListening();
    screen.close();
  }
}

/** A signal ends the process at once; the terminal is given back first. */
function closeOnSignals(screen: TerminalScreen): () => void {
  const stop = (signal: "SIGINT" | "SIGTERM"): void => {
    screen.close();
    process.exit(exitCodes[signal]);
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  return () => process.off("SIGINT", stop).off("SIGTERM", stop);
}

function languageOf(value: unknown): Language {
  return value === "zh" ? "zh" : "en";
}

function valueOf(options: ParsedOptions, name: string, fallback: string): string {
  const value = options[new Option(`--${name}`).attributeName()];
  return typeof value === "string" ? value : fallback;
}

/** 0 stands for "max". */
function readSpeed(text: string): number {
  if (text === "max") return 0;
  const speed = Number(text);
  if (text.trim() !== "" && Number.isFinite(speed) && speed >= 0) return speed;
  throw new InvalidArgumentError("Expected a number from 0 on, or max.");
}
