import type { Command } from "commander";
import type { Scenario, World } from "../../view/screen.ts";
import {
  expectRecordable,
  faultsOption,
  latencyOption,
  transportOf,
  type WorldOptions,
} from "../io/world-options.ts";

/** Adds what says in which world a scenario's networks are to run. The scenario's own option of such a name goes first. */
export function addScenarioWorld(command: Command, scenario: Scenario): Command {
  if (isOpen(scenario, "latency")) command.addOption(latencyOption());
  if (isOpen(scenario, "faults")) command.addOption(faultsOption());
  return command;
}

/**
 * The world that was asked for: for the scenario's NetworkOptions. What is drawn in it is drawn from the scenario's own seed, if it has one.
 * @throws RangeError where the scenario has a world of its own
 */
export function worldOf(scenario: Scenario, options: Readonly<Record<string, unknown>>): World | undefined {
  const { latency, faults }: WorldOptions = options;
  const asked: WorldOptions = {
    ...(isOpen(scenario, "latency") && latency !== undefined && { latency }),
    ...(isOpen(scenario, "faults") && faults !== undefined && { faults }),
  };
  const [first] = Object.keys(asked);
  if (first === undefined) return undefined;
  if (scenario.world === "own") {
    throw new RangeError(
      `--${first}: expected a scenario that leaves it open how messages travel; got ${scenario.name}, which does not`,
    );
  }
  for (const kept of ["trace", "html", "page"])
    if (options[kept] !== undefined) expectRecordable(`--${kept}`, asked.faults);
  const seed = Number(options["seed"]);
  const transport = transportOf({ ...asked, ...(Number.isSafeInteger(seed) && { seed }) });
  return transport.name === "simulated" ? transport : undefined;
}

/** Whether an option of that name is none of the scenario's own. */
function isOpen({ options }: Scenario, name: string): boolean {
  return options.every((own) => own.name !== name);
}
