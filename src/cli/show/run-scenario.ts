import { Command, InvalidArgumentError, Option } from "commander";
import type { Trace } from "../../trace/header.ts";
import type { Language } from "../../view/language.ts";
import type { Scenario } from "../../view/screen.ts";
import { views } from "../../view/views.ts";
import { systemClock } from "../io/clock.ts";
import { addComputeOptions, choiceOption, type ComputeOptions, textOption } from "../io/options.ts";
import { exitCodes, reportFailure } from "../io/report-failure.ts";
import type { KeepOptions } from "./keep-run.ts";
import { addScenarioWorld, worldOf } from "./scenario-world.ts";
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
  return addKeepOptions(addScenarioWorld(addComputeOptions(command), scenario))
    .addOption(new Option("--lang <language>", "language to explain in").choices(["en", "zh"]).default("en"))
    .option("--step", "wait for a key after each event of a message flow (space: on, q: end of this flow)")
    .addOption(
      new Option(
        "--speed <factor>",
        "let messages move: 1 is about 3 events a second, max as fast as possible",
      ).argParser(readSpeed),
    );
}

function addKeepOptions(command: Command): Command {
  return command
    .addOption(
      choiceOption("--view <NAME>", "show message flow by a view", namesOfViews()).helpGroup(
        "Of the run that it shows:",
      ),
    )
    .addOption(textOption("--trace <FILE>", "write it as a trace").helpGroup("Of the run that it shows:"))
    .addOption(
      textOption("--html <FILE>", "write a page that plays it").helpGroup("Of the run that it shows:"),
    )
    .addOption(
      new Option("--page", "the same, in the folder of --out").helpGroup("Of the run that it shows:"),
    )
    .addOption(
      textOption("--out <FOLDER>", "where --page writes (a temporary folder)").helpGroup(
        "Of the run that it shows:",
      ),
    );
}

function namesOfViews(): string[] {
  return views.filter(({ forms }) => forms.includes("text")).map(({ name }) => name);
}

/** Shows a scenario on the process's own terminal, with options as addScenarioOptions has read them. */
export async function showScenario(scenario: Scenario, options: ParsedOptions): Promise<void> {
  const keep: KeepOptions = options;
  const { precision, kernel }: ComputeOptions = options;
  const transport = worldOf(scenario, options);
  const keepsRun = [keep.trace, keep.html, keep.page].some((each) => each !== undefined);
  if (keepsRun) (await import("./keep-run.ts")).expectKeepable(keep);
  let run: Trace | undefined;
  const speed = typeof options["speed"] === "number" ? options["speed"] : undefined;
  const screen = createTerminalScreen({
    stdout: process.stdout,
    stdin: process.stdin,
    environment: process.env,
    language: languageOf(options["lang"]),
    scenarioOptions: new Map(
      scenario.options.map(({ name, fallback }) => [name, valueOf(options, name, fallback)]),
    ),
    computing: { precision, kernel, transport },
    flow: options["step"] === true ? "step" : speed === undefined ? "text" : "play",
    speed: speed ?? 1,
    clock: systemClock,
    view: typeof options["view"] === "string" ? options["view"] : undefined,
    see: (trace) => (run ??= trace),
  });
  reportTapErrors(process.stderr);
  const stopListening = closeOnSignals(screen);
  try {
    await scenario.run(screen);
    if (keepsRun) await keepShown(scenario.name, run, keep, screen);
  } finally {
    stopListening();
    screen.close();
  }
}

/** Writes the first run that was shown, and says where. `--page` is content with none. */
async function keepShown(name: string, run: Trace | undefined, keep: KeepOptions, screen: TerminalScreen) {
  const asked = keep.trace !== undefined ? "--trace" : keep.html !== undefined ? "--html" : undefined;
  if (run === undefined) {
    if (asked === undefined) return;
    throw new RangeError(
      `${asked}: expected a scenario that shows message flow; got ${name}, which shows none`,
    );
  }
  const { keepRun } = await import("./keep-run.ts");
  for (const sentence of keepRun(name, run, keep, screen.language)) await screen.print(sentence);
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
