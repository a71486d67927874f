import { Command, Option } from "commander";
import { parsedOption, textOption, wholeNumberOption } from "../../src/cli/io/options.ts";
import { expectedOneOf } from "../../src/math/suggestion.ts";

/** Parts of the benchmark, each with a letter. */
export const letters = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"] as const;

export type Letter = (typeof letters)[number];

export interface BenchOptions {
  readonly only: readonly Letter[];
  readonly rounds: number;
  readonly json?: string | undefined;
  readonly markdown?: string | undefined;
  /** Short turns, two rounds, no large networks: to see that everything runs. Its figures prove nothing. */
  readonly quick: boolean;
  /** Also 10⁸ synapses. */
  readonly large: boolean;
  readonly peers: boolean;
}

interface ParsedOptions {
  readonly only?: readonly Letter[];
  readonly rounds?: number;
  readonly json?: string;
  readonly markdown?: string;
  readonly quick?: true;
  readonly large?: true;
  readonly peers: boolean;
}

/** @throws RangeError or CommanderError for wrong options */
export function parseOptions(
  argv: readonly string[],
  write = process.stdout.write.bind(process.stdout),
): BenchOptions {
  const command = new Command("npm run bench --")
    .description("Measures the network beside the same kernels without actors, plain loops, and other libraries.")
    .addOption(
      parsedOption("--only <LETTERS>", `these parts alone: of ${letters.join(", ")}`, (text, name) =>
        text.split(",").map((letter) => {
          if (letters.includes(letter as Letter)) return letter as Letter;
          throw new RangeError(`${name}: ${expectedOneOf(letters, letter)}`);
        }),
      ),
    )
    .addOption(wholeNumberOption("--rounds <N>", "rounds of each part (7)", 1))
    .addOption(textOption("--json <FILE>", "write every number to a file"))
    .addOption(textOption("--markdown <FILE>", "write the tables to a file"))
    .addOption(new Option("--quick", "two short rounds without large networks, to see that everything runs"))
    .addOption(new Option("--large", "also 10^8 synapses, which takes a gigabyte or two"))
    .addOption(new Option("--no-peers", "without other libraries, which are installed when first needed"))
    .addHelpText("after", help)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void write(text), outputError: (text, say) => say(sentence(text)) }); // prettier-ignore
  const {
    only = letters,
    rounds,
    json,
    markdown,
    quick,
    large,
    peers,
  } = command.parse(argv, { from: "user" }).opts<ParsedOptions>();
  return {
    only: letters.filter((letter) => only.includes(letter)),
    rounds: rounds ?? (quick === true ? 2 : 7),
    json,
    markdown,
    quick: quick === true,
    large: large === true,
    peers,
  };
}

/** As the command line says it: one sentence without a full stop. */
function sentence(text: string): string {
  return text.replace(/^error: /, "").replace(/\.(?=\n$)/, "");
}

const help = `
a to d train 2-4-1, 2-8-8-1, 784-30-10 and 784-128-64-10; e sizes of batches;
f sizes of networks; g depth; h watching, and garbage; i edge by edge;
j start-up. Every contestant runs in a process of its own, in turn with what it
is compared with; its time is CPU time, and wall time is told beside it.`;
