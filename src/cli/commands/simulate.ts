import { type Command, Option } from "commander";
import { positiveNumber } from "../../math/number-range.ts";
import { optimizerNames } from "../../math/optimizers.ts";
import type { CommandIo } from "../io/command-io.ts";
import {
  addInputOptions,
  choiceOption,
  jsonOption,
  numberOption,
  textOption,
  wholeNumberOption,
} from "../io/options.ts";
import { addWeatherOptions } from "../io/world-options.ts";
import type { SimulateOptions } from "../simulate/simulate-options.ts";

/** Completes the command `simulate [NETWORK] [SAMPLES]`. What it takes to run is loaded when it runs. */
export function declareSimulate(command: Command, io: CommandIo): void {
  command.description(
    "Trains in a world in which messages vanish and neurons crash, once for every seed, and checks after every event that each law still holds and every bit is that of the calm run. Without NETWORK and SAMPLES small networks are drawn.",
  );
  addWeatherOptions(addInputOptions(command))
    .addOption(wholeNumberOption("--seeds <N>", "schedules of faults to run", 1).default(1000))
    .addOption(wholeNumberOption("--from <SEED>", "the first seed", 0).default(0))
    .addOption(wholeNumberOption("--epochs <N>", "how often all samples are gone through", 1).default(1))
    .addOption(wholeNumberOption("--batch-size <N>", "samples that a commit covers", 1).default(4))
    .addOption(wholeNumberOption("--micro-batch <N>", "samples that travel together (2)", 1))
    .addOption(numberOption("--learning-rate <R>", "the rate", positiveNumber).default(0.1))
    .addOption(choiceOption("--optimizer <NAME>", "the rule of update", optimizerNames).default("sgd"))
    .addOption(wholeNumberOption("--processes <N>", "that share the work (one a core)", 1))
    .addOption(textOption("--out <FILE>", "where a failing run is written, made small (a temporary folder)"))
    .addOption(textOption("--replay <FILE>", "run that file once more, and nothing else"))
    .addOption(jsonOption())
    .addOption(new Option("--quiet", "print the result alone"))
    .addHelpText("after", replayHelp)
    .action(async (network: string | undefined, samples: string | undefined, options: SimulateOptions) => {
      const { runSimulate } = await import("../simulate/run-simulate.ts");
      await runSimulate(network, samples, options, io);
    });
}

const replayHelp = `
A rate is that of a packet (drop, duplicate, reorder, corrupt), that of a neuron's
task (throw), or that of an event (all others). What is not said is drawn anew for
every seed. A run that breaks a law is made small: fewer faults, samples and
neurons, as long as the same law is broken; then the program ends with code 5.`;
