import type { Command } from "commander";
import type { CommandIo } from "../io/command-io.ts";
import { addComputeOptions, addInputOptions, jsonOption } from "../io/options.ts";
import type { PredictOptions } from "../predict/run-predict.ts";

/** Completes the command `predict NETWORK SAMPLES`. What it takes to run is loaded when it runs. */
export function declarePredict(command: Command, io: CommandIo): void {
  command.description(
    "What the outputs say to each sample; loss and accuracy where the samples have targets.",
  );
  addComputeOptions(addInputOptions(command))
    .addOption(jsonOption())
    .action(async (network: string, samples: string, options: PredictOptions) => {
      const { runPredict } = await import("../predict/run-predict.ts");
      await runPredict(network, samples, options, io);
    });
}
