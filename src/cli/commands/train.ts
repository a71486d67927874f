import { type Command, Option } from "commander";
import { positiveNumber, zeroOrMore, zeroToBelowOne } from "../../math/number-range.ts";
import { optimizerNames } from "../../math/optimizers.ts";
import type { CommandIo } from "../io/command-io.ts";
import {
  addInputOptions,
  addRunOptions,
  choiceOption,
  jsonOption,
  numberOption,
  parsedOption,
  textOption,
  wholeNumberOption,
} from "../io/options.ts";
import { addPolicyOptions, addScheduleOptions } from "../io/schedule-options.ts";
import { addWorldOptions } from "../io/world-options.ts";
import { errorTransportNames } from "../../network/error-transport/rules.ts";
import type { Call } from "../train/run-train.ts";
import { type TrainCommandOptions, parseSchedule, trainOptions } from "../train/train-options.ts";

/** Completes the command `train NETWORK SAMPLES`. What it takes to run is loaded when it runs. */
export function declareTrain(command: Command, io: CommandIo): void {
  command.description(
    "Trains a network: epochs of batches, one commit a batch; a smaller last batch is one too.",
  );
  addStages(addWorldOptions(addRunOptions(addInputOptions(addLearningOptions(command)))))
    .addOption(textOption("--validation <SAMPLES>", "samples to judge by after every epoch"))
    .addOption(textOption("--out <FILE>", "write the network with its weights, once training is done"))
    .addOption(textOption("--checkpoint <DIR>", "keep checkpoints there, to go on from after a crash"))
    .addOption(wholeNumberOption("--every <N>", "commits between two checkpoints (those of an epoch)", 1))
    .addOption(textOption("--resume <DIR>", "go on from the newest checkpoint there, to the same bits"))
    .addOption(jsonOption())
    .addOption(new Option("--quiet", "print the result alone: no progress bar, no epochs"))
    .addHelpText("after", digestHelp)
    .action(async (network: string, samples: string, options: TrainCommandOptions, self: Command) => {
      // Options that contradict each other are told before any file is read.
      trainOptions(options, 1);
      const { runTrain } = await import("../train/run-train.ts");
      await runTrain(network, samples, options, io, callOf(self));
    });
}

/** Who does what when, and what the reversed arrows carry. */
function addStages(command: Command): Command {
  return addPolicyOptions(addScheduleOptions(command))
    .addOption(
      choiceOption("--error-transport <NAME>", "what error signals are multiplied by", errorTransportNames),
    )
    .addOption(wholeNumberOption("--feedback-seed <N>", "what it draws error weights from (0)", 0));
}

function addLearningOptions(command: Command): Command {
  return command
    .addOption(wholeNumberOption("--epochs <N>", "how often all samples are gone through", 0).default(10))
    .addOption(wholeNumberOption("--batch-size <N>", "samples that a commit covers", 1).default(10))
    .addOption(numberOption("--learning-rate <R>", "the rate at the start", zeroOrMore).default(0.1))
    .addOption(
      parsedOption(
        "--learning-rate-schedule <SCHEDULE>",
        "constant, step:EVERY:FACTOR (times FACTOR every so many commits), cosine[:FLOOR] (down over the run) or " +
          "warm-up:COMMITS (up to it)",
        parseSchedule,
      ).default(parseSchedule("constant", ""), "constant"),
    )
    .addOption(choiceOption("--optimizer <NAME>", "the rule of update", optimizerNames).default("sgd"))
    .addOption(numberOption("--momentum <M>", "of momentum and nesterov (0.9)", zeroToBelowOne))
    .addOption(numberOption("--weight-decay <D>", "of any optimizer (adamw: 0.01, others: 0)", zeroOrMore))
    .addOption(
      numberOption("--clip-norm <L>", "gradients together are at most so long", positiveNumber).conflicts(
        "clipValue",
      ),
    )
    .addOption(numberOption("--clip-value <L>", "each gradient lies within plus and minus L", positiveNumber))
    .addOption(wholeNumberOption("--shuffle <SEED>", "mix the samples in every epoch (file order)", 0));
}

/** How the program was called, and which one it is. */
function callOf({ parent }: Command): Call {
  // What was given, word by word: the parser keeps it, though its types do not tell.
  const { rawArgs = [] } = (parent ?? {}) as { readonly rawArgs?: readonly string[] };
  return { argv: rawArgs, program: `counterflow ${parent?.version() ?? "?"}` };
}

const digestHelp = `
Epochs count from 1. Without --shuffle samples are taken in file order.
With --resume all else is given as before: other samples, weights or rates are
refused, more epochs are not. It writes its own checkpoints there too, unless
--checkpoint names another directory. A signal stops a run between two commits,
after one more checkpoint.
The SHA-256 of the weights is that of all weights and biases as IEEE doubles,
the lowest byte first: neuron by neuron in the order of the network file, its
weights in synapse order, then its bias.`;
