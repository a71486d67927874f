import { existsSync, readFileSync, realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { expectedOneOf } from "../math/suggestion.ts";
import type { CommandIo, TextOutput } from "./io/command-io.ts";
import { describeFailure } from "./io/report-failure.ts";

/** Adds a command's description, options and action. */
type Declare = (command: Command, io: CommandIo) => void;

/** All commands. Only the one that is wanted is loaded. */
const commands: readonly {
  readonly words: string;
  readonly summary: string;
  readonly load: () => Promise<Declare>;
}[] = [
  {
    words: "gradients <NETWORK> <SAMPLES>",
    summary: "every activation, delta and gradient of one forward and backward pass",
    load: async () => (await import("./commands/gradients.ts")).declareGradients,
  },
  {
    words: "train <NETWORK> <SAMPLES>",
    summary: "trains a network",
    load: async () => (await import("./commands/train.ts")).declareTrain,
  },
  {
    words: "predict <NETWORK> <SAMPLES>",
    summary: "what a network says to samples",
    load: async () => (await import("./commands/predict.ts")).declarePredict,
  },
  {
    words: "run [SCENARIO] [WORDS...]",
    summary: "runs a scenario",
    load: async () => (await import("./commands/run.ts")).declareRun,
  },
  {
    words: "schedule [NAME]",
    summary: "simulates a pipeline schedule and prints its grid",
    load: async () => (await import("./commands/schedule.ts")).declareSchedule,
  },
  {
    words: "simulate [NETWORK] [SAMPLES]",
    summary: "trains where messages vanish and neurons crash, and checks every law",
    load: async () => (await import("./commands/simulate.ts")).declareSimulate,
  },
  {
    words: "study [STUDY]",
    summary: "runs many cases, and tables and draws what came of them",
    load: async () => (await import("./commands/study.ts")).declareStudy,
  },
  {
    words: "trace",
    summary: "verifies, shows, converts or forks a recorded run",
    load: async () => (await import("./commands/trace.ts")).declareTrace,
  },
  {
    words: "list",
    summary: "lists the scenarios",
    load: async () => (await import("./commands/list.ts")).declareList,
  },
];

/**
 * The command line, `argv` being what follows the program's name. Resolves with the exit code once everything is
 * written: 0 done, 2 wrong usage, 3 bad input, 4 run failed, 5 verification failed, 130 and 143 stopped by a signal.
 * Never rejects.
 */
export async function main(argv: readonly string[], io: CommandIo): Promise<number> {
  try {
    const program = createProgram(io);
    const wanted = argv[0] === "help" ? argv[1] : argv[0];
    for (const { words, summary, load } of commands) {
      const command = program.command(words).summary(summary);
      if (command.name() === wanted) (await load())(command, io);
    }
    expectCommand(program, argv[0]);
    await program.parseAsync(argv, { from: "user" });
    return 0;
  } catch (error) {
    const { code, text } = describeFailure(error);
    if (text !== undefined) io.stderr.write(`${firstLines(text)}\n`);
    return code;
  }
}

/** A file of a million wrong lines is not worth a million sentences. */
const mostLines = 20;

function firstLines(text: string): string {
  const lines = text.split("\n");
  const rest = lines.length - mostLines;
  return rest <= 1 ? text : [...lines.slice(0, mostLines), `… and ${rest} more`].join("\n");
}

/** Runs the command line as this process. It ends by itself when all is written, however slow the reader. */
export async function runProcess(argv: readonly string[]): Promise<void> {
  const { stdout, stderr, stdin, env: environment } = process;
  // Whoever writes learns that nobody reads; unheard, the event would end the process with a stack trace.
  for (const stream of [stdout, stderr]) stream.on("error", () => undefined);
  process.exitCode = await main(argv, { stdout, stderr, stdin, environment });
}

function createProgram(io: CommandIo): Command {
  return new Command("counterflow")
    .description("Backpropagation as message passing: every neuron is an actor.")
    .version(packageVersion())
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(`${sentence(text)}\n`),
      getOutHelpWidth: () => helpWidth(io.stdout),
      getErrHelpWidth: () => helpWidth(io.stderr),
    })
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 2 wrong usage, 3 bad input, 4 run failed,\n5 verification failed, 130 and 143 stopped by a signal.",
    );
}

/** @throws RangeError if the first word is no command */
function expectCommand(program: Command, name: string | undefined): void {
  const names = program.commands.map((command) => command.name());
  if (name === undefined || !(name.startsWith("-") || name === "help" || names.includes(name))) {
    throw new RangeError(`COMMAND: ${expectedOneOf(names, name)}`);
  }
}

/** What the parser says of wrong options, as one sentence like every other error. */
function sentence(text: string): string {
  const words = text
    .replace(/^error: /, "")
    .trim()
    .replace(/\.$/, "");
  return words.replace(/\s+\(Did you mean (.*)\?\)$/, " (did you mean $1?)");
}

/** A terminal may have no width, and a pipe has none. */
function helpWidth({ columns = 0 }: TextOutput): number {
  return columns > 0 ? columns : 80;
}

function packageVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}

const script = process.argv[1];
if (script !== undefined && existsSync(script) && realpathSync(script) === fileURLToPath(import.meta.url)) {
  await runProcess(process.argv.slice(2));
}
