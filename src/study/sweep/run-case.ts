import { InputError } from "../../message/input-error.ts";
import { RunError } from "../../message/run-error.ts";
import type { CaseDefinition } from "./case-schema.ts";
import { type CaseResult, withoutOthers } from "./case-result.ts";
import { prepareCase } from "./prepare-case.ts";
import type { World } from "./world.ts";

/** Runs a case. What goes wrong in it is its result, so that one case never ends a study; a defect is an error all the same. */
export async function runCase(definition: CaseDefinition, seed: number, world: World): Promise<CaseResult> {
  try {
    return await prepareCase(definition, seed, world).run();
  } catch (error) {
    const isRefusal = error instanceof RangeError && error.message.includes(": expected ");
    if (!(error instanceof RunError || error instanceof InputError || isRefusal)) throw error;
    return { outcome: "failed", message: error.message, metrics: withoutOthers({}) };
  }
}
