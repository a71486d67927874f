import { type Command, Option } from "commander";
import { strictNumber } from "../../data/strict-number.ts";
import { type KernelChoice, kernelChoices } from "../../math/kernels/kernel-choice.ts";
import type { NumberRange } from "../../math/number-range.ts";
import { type Precision, precisions } from "../../math/precision.ts";
import { expectedOneOf, shown } from "../../math/suggestion.ts";
import { type TraceLevel, traceLevels } from "../../trace/header.ts";

// What options have in common. What they refuse is a RangeError `--NAME: expected …; got …`, which ends with exit code 2.

/** The options that say what a network file and samples leave open. */
export interface InputOptions {
  readonly seed?: number;
  readonly targets?: readonly string[];
  readonly classes?: string;
}

/** Adds what every command takes that reads NETWORK and SAMPLES, and says what these are. */
export function addInputOptions(command: Command): Command {
  return command
    .addOption(wholeNumberOption("--seed <N>", "draw the weights that the file leaves out from N", 0))
    .addOption(listOption("--targets <COLUMN,…>", "CSV: the columns that are targets"))
    .addOption(
      textOption(
        "--classes <COLUMN>",
        "CSV: the column that names classes; IDX: how many classes there are (10)",
      ),
    )
    .addHelpText("after", inputHelp);
}

const inputHelp = `
NETWORK is a network file: JSON of the format "counterflow-network".
SAMPLES is FILE.json ({"inputs": [[…]], "targets": [[…]]}), FILE.csv,
IMAGES,LABELS (a pair of IDX files, the format of MNIST) or
builtin:NAME[:key=value,…] (a generated set), each with an optional slice
@FROM:TO. Files may be gzipped.`;

/** Where a command that runs a network records the run. */
export interface TraceFileOptions {
  readonly trace?: string;
  readonly traceLevel?: TraceLevel;
}

export function addTraceOptions(command: Command): Command {
  return command
    .addOption(textOption("--trace <FILE>", "record the run: a line of JSON for every event"))
    .addOption(choiceOption("--trace-level <LEVEL>", "how much of it (synapse)", traceLevels));
}

/** How the numbers of a network are computed. */
export interface ComputeOptions {
  readonly precision?: Precision;
  readonly kernel?: KernelChoice;
}

/** Adds what every command takes that computes. */
export function addComputeOptions(command: Command): Command {
  return command
    .addOption(choiceOption("--precision <P>", "how wide numbers are", precisions).default("f64"))
    .addOption(
      choiceOption("--kernel <K>", "what computes, to the same bits", kernelChoices).default("auto"),
    );
}

/** Adds what every command takes that runs a network forward and backward; the world it runs in comes from world-options.ts. */
export function addRunOptions(command: Command): Command {
  return addComputeOptions(addTraceOptions(command)).addOption(
    wholeNumberOption(
      "--micro-batch <N>",
      "samples that travel together (the whole batch; in P stages, a P-th of it)",
      1,
    ),
  );
}

export function jsonOption(): Option {
  return new Option("--json", "print one JSON document and nothing else");
}

/** @param least the smallest number allowed */
export function wholeNumberOption(flags: string, help: string, least: 0 | 1): Option {
  return numberOption(flags, help, wholeFrom(least));
}

export function wholeFrom(least: 0 | 1): NumberRange {
  return {
    text: `a whole number from ${least} on`,
    holds: (x) => Number.isSafeInteger(x) && x >= least,
  };
}

export function numberOption(flags: string, help: string, range: NumberRange): Option {
  return parsedOption(flags, help, (text, name) => numberArgument(name, text, range));
}

export function choiceOption(flags: string, help: string, allowed: readonly string[]): Option {
  return parsedOption(flags, `${help}: ${allowed.join(", ")}`, (text, name) => {
    if (allowed.includes(text)) return text;
    throw new RangeError(`${name}: ${expectedOneOf(allowed, text)}`);
  });
}

/** Names with commas between them. */
export function listOption(flags: string, help: string): Option {
  return parsedOption(flags, help, (text, name) => {
    const names = text.split(",");
    if (names.every((each) => each !== "")) return names;
    throw new RangeError(`${name}: expected names with a comma between each two; got ${shown(text)}`);
  });
}

export function textOption(flags: string, help: string): Option {
  return parsedOption(flags, help, (text, name) => {
    if (text !== "") return text;
    throw new RangeError(`${name}: expected a text; got ""`);
  });
}

/** An option with a value that `parse` reads; given twice, it would be unclear which one holds. */
export function parsedOption(
  flags: string,
  help: string,
  parse: (text: string, name: string) => unknown,
): Option {
  const option = new Option(flags, help);
  const name = option.long ?? flags;
  let isGiven = false;
  return option.argParser((text) => {
    if (isGiven) throw new RangeError(`${name}: expected one value; got another one`);
    isGiven = true;
    return parse(text, name);
  });
}

/**
 * The number that a part of an option's value is.
 * @throws RangeError `NAME: expected …; got …`
 */
export function numberArgument(name: string, text: string, range: NumberRange): number {
  const value = strictNumber(text);
  if (value !== undefined && range.holds(value)) return value;
  throw new RangeError(`${name}: expected ${range.text}; got ${shown(text)}`);
}
