import type { Command } from "commander";
import { phases } from "../../trace/phase.ts";
import type { Phase } from "../../trace/phase.ts";
import type { TraceSelection } from "../../trace/select.ts";
import { expectedOneOf, shown } from "../../math/suggestion.ts";
import { listOption, numberArgument, parsedOption, wholeFrom, wholeNumberOption } from "./options.ts";

/** The part of a trace that is wanted, as a command line says it. */
export interface SelectionOptions {
  readonly neuron?: readonly string[];
  readonly sample?: readonly number[];
  readonly batch?: readonly [number, number];
  readonly phase?: readonly Phase[];
  readonly at?: number;
}

/** Adds the options that all views of a trace share. */
export function addSelectionOptions(command: Command): Command {
  return command
    .addOption(listOption("--neuron <ID,…>", "these neurons alone, and messages from or to them"))
    .addOption(
      parsedOption("--sample <N,…>", "these samples of each batch alone", (text, name) =>
        text.split(",").map((part) => numberArgument(name, part, wholeFrom(0))),
      ),
    )
    .addOption(
      parsedOption("--batch <N|FROM:TO>", "this batch alone, or those from FROM up to TO", readBatches),
    )
    .addOption(
      parsedOption("--phase <NAME,…>", `these parts of each pass alone: ${phases.join(", ")}`, readPhases),
    )
    .addOption(wholeNumberOption("--at <N>", "the run as it is right after event N (its end)", 0));
}

export function selectionOf({ neuron, sample, batch, phase }: SelectionOptions): TraceSelection {
  return { neurons: neuron, samples: sample, batches: batch, phases: phase };
}

function readBatches(text: string, name: string): readonly [number, number] {
  const parts = text.split(":");
  const [from, to] = parts.map((part) => numberArgument(name, part, wholeFrom(0)));
  if (from !== undefined && parts.length === 1) return [from, from + 1];
  if (from !== undefined && to !== undefined && parts.length === 2 && from < to) return [from, to];
  throw new RangeError(`${name}: expected N, or FROM:TO with FROM below TO; got ${shown(text)}`);
}

function readPhases(text: string, name: string): readonly Phase[] {
  return text.split(",").map((part) => {
    const found = phases.find((phase) => phase === part);
    if (found === undefined) throw new RangeError(`${name}: ${expectedOneOf(phases, part)}`);
    return found;
  });
}
