import type { Command } from "commander";
import { positiveNumber, zeroOrMore } from "../../math/number-range.ts";
import type { CommandIo } from "../io/command-io.ts";
import { choiceOption, jsonOption, textOption, wholeNumberOption } from "../io/options.ts";
import { numbersOption } from "../schedule/numbers-option.ts";
import type { ScheduleOptions } from "../schedule/run-schedule.ts";
import { scheduleViews } from "../schedule/schedule-views.ts";

/** Completes the command `schedule NAME`. What it takes to run is loaded when it runs. */
export function declareSchedule(command: Command, io: CommandIo): void {
  command
    .description("Which stage does what when: the grid of a schedule, and what it costs in time and memory.")
    .addOption(
      wholeNumberOption("--stages <P>", "stages of the pipeline, each a rank (processor) of its own", 1),
    )
    .addOption(wholeNumberOption("--micro-batches <M>", "micro-batches that go through it", 1))
    .addOption(
      wholeNumberOption("--chunks <V>", "interleaved-1f1b: parts of each of them, one after another (2)", 1),
    )
    .addOption(numbersOption("--forward <F>", "ticks of a forward pass (1)", positiveNumber))
    .addOption(numbersOption("--backward <B>", "ticks until the error signals are ready (1)", positiveNumber))
    .addOption(
      numbersOption(
        "--weight-gradient <W>",
        "ticks of the weight gradients; a whole backward pass takes B + W (1 where a plan has W by itself, otherwise 0)",
        zeroOrMore,
      ),
    )
    .addOption(numbersOption("--latency <C>", "ticks of a message on its way (0)", zeroOrMore))
    .addOption(
      wholeNumberOption(
        "--update-every <N>",
        "micro-batches of a commit: pipedream-2bw, paci, pipemare (P), ampnet (1)",
        1,
      ),
    )
    .addOption(
      wholeNumberOption("--max-active-keys <N>", "ampnet: micro-batches in the pipeline at once (P)", 1),
    )
    .addOption(textOption("--file <FILE>", "a schedule of your own, instead of NAME, P and M"))
    .addOption(choiceOption("--view <NAME>", "what to print (grid)", scheduleViews))
    .addOption(
      textOption(
        "--out <FILE>",
        "also write it to FILE.svg, a picture, or FILE.json, for https://ui.perfetto.dev",
      ),
    )
    .addOption(jsonOption())
    .addHelpText("after", scheduleHelp)
    .action(async (name: string | undefined, options: ScheduleOptions) => {
      const { runSchedule } = await import("../schedule/run-schedule.ts");
      await runSchedule(name, options, io);
    });
}

const scheduleHelp = `
NAME is a plan: sequential, gpipe, 1f1b, interleaved-1f1b, zb-h1, zb-h2 or
chimera, or a policy: pipedream-naive, pipedream, pipedream-vertical-sync,
pipedream-2bw, paci, pipemare or ampnet. Ticks may differ: F,F,… has one a
stage, C,C,… one a link. FILE has a row a rank, of actions in PyTorch's text
(0F0,0F1,0B0,0B1), or what PyTorch prints of a schedule.`;
