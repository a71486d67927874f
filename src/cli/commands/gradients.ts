import type { Command } from "commander";
import type { CommandIo } from "../io/command-io.ts";
import { addInputOptions, addRunOptions, jsonOption } from "../io/options.ts";
import { addScheduleOptions } from "../io/schedule-options.ts";
import { addWorldOptions } from "../io/world-options.ts";
import type { GradientsOptions } from "../gradients/run-gradients.ts";

/** Completes the command `gradients NETWORK SAMPLES`. What it takes to run is loaded when it runs. */
export function declareGradients(command: Command, io: CommandIo): void {
  command.description(
    "One forward and one backward pass of all samples as one batch: every activation, delta and gradient. No weight changes.",
  );
  addScheduleOptions(addWorldOptions(addRunOptions(addInputOptions(command))))
    .addOption(jsonOption())
    .action(async (network: string, samples: string, options: GradientsOptions) => {
      const { runGradients } = await import("../gradients/run-gradients.ts");
      await runGradients(network, samples, options, io);
    });
}
