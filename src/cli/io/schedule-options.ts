import type { Command } from "commander";
import { positiveNumber, zeroOrMore } from "../../math/number-range.ts";
import { numbersOption } from "../schedule/numbers-option.ts";
import { textOption, wholeNumberOption } from "./options.ts";
import type { WorldOptions } from "./world-options.ts";

/** How a network is spread over stages, as a command line says it. */
export interface ScheduleOptions {
  readonly schedule?: string;
  readonly stages?: number;
  readonly chunks?: number;
  readonly forward?: readonly number[];
  readonly backward?: readonly number[];
  readonly weightGradient?: readonly number[];
  readonly maxActiveKeys?: number;
  readonly maxStaleness?: number;
}

/** Adds what every command takes that can run a network in stages. */
export function addScheduleOptions(command: Command): Command {
  return command
    .addOption(
      textOption(
        "--schedule <NAME|FILE>",
        "run it in stages: a plan or a policy (see counterflow schedule --help), or FILE.csv, a plan of your own",
      ),
    )
    .addOption(
      wholeNumberOption("--stages <P>", "processors that its layers are dealt out to (a layer each)", 1),
    )
    .addOption(wholeNumberOption("--chunks <V>", "interleaved-1f1b: stages on each processor (2)", 1))
    .addOption(numbersOption("--forward <F>", "ticks of a stage's forward pass (1)", positiveNumber))
    .addOption(numbersOption("--backward <B>", "ticks until its error signals are ready (1)", positiveNumber))
    .addOption(
      numbersOption(
        "--weight-gradient <W>",
        "ticks of its weight gradients (1 where a plan has W by itself, otherwise 0)",
        zeroOrMore,
      ),
    );
}

/** Adds those of policies, which let weights grow stale. */
export function addPolicyOptions(command: Command): Command {
  return command
    .addOption(wholeNumberOption("--max-active-keys <N>", "ampnet: micro-batches in flight at once (P)", 1))
    .addOption(
      wholeNumberOption("--max-staleness <N>", "end with an error where a gradient crosses more commits", 0),
    );
}

/** What all of them say of a run that has no schedule: nothing. */
const names: readonly (keyof ScheduleOptions)[] = [
  "stages",
  "chunks",
  "forward",
  "backward",
  "weightGradient",
  "maxActiveKeys",
  "maxStaleness",
];

/** @throws RangeError for an option that needs a schedule, where there is none */
export function expectNoSchedule(options: ScheduleOptions): void {
  const lost = names.find((name) => options[name] !== undefined);
  if (lost !== undefined) throw new RangeError(`${flagOf(lost)}: expected --schedule beside it; got none`);
}

/**
 * Stages run in the virtual time of their schedule, over links of their own.
 * @throws RangeError for another world
 */
export function expectOwnTime(schedule: string, { transport, faults, latency }: WorldOptions): void {
  const refuse = (flag: string, expected: string): never => {
    throw new RangeError(`${flag}: expected ${expected} beside --schedule; got ${schedule}`);
  };
  const none = "none, as stages have their own virtual time,";
  if (transport === "simulated") refuse("--transport", none);
  if (faults !== undefined) refuse("--faults", none);
  if (latency?.kind === "distance") refuse("--latency", "one of a link between two stages");
}

/** `maxActiveKeys` as it is written: `--max-active-keys`. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
