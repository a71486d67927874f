import { readdirSync } from "node:fs";
import { expectedOneOf } from "../../math/suggestion.ts";
import type { Scenario } from "../../view/screen.ts";

/** The folder of the scenarios, beside src. */
const folder = new URL("../../../scenarios/", import.meta.url);

/** The names of all scenarios, in alphabetical order. */
export function scenarioNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -".ts".length))
    .sort();
}

/**
 * The scenario of that name. No other one is loaded.
 * @throws RangeError if there is none
 */
export async function loadScenario(name: string): Promise<Scenario> {
  const names = scenarioNames();
  if (!names.includes(name)) throw new RangeError(`SCENARIO: ${expectedOneOf(names, name)}`);
  const values: unknown[] = Object.values((await import(`../../../scenarios/${name}.ts`)) as object);
  const scenario = values.find(isScenario);
  if (scenario === undefined) throw new Error(`scenarios/${name}.ts exports no scenario`);
  return scenario;
}

function isScenario(value: unknown): value is Scenario {
  return typeof value === "object" && value !== null && "summary" in value && "run" in value;
}
