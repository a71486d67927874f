import { actionText } from "../../src/schedule/action.ts";
import type { Plan } from "../../src/schedule/plan.ts";
import { readPlan } from "../../src/schedule/read-plan.ts";

/** What each rank does, as texts with a blank between each two. */
export function actionsOf({ ranks }: Plan): string[] {
  return ranks.map((actions) => actions.map(actionText).join(" "));
}

/** A plan of what each rank does, as texts with a blank between each two. */
export function planOf(...ranks: readonly string[]): Plan {
  return readPlan(ranks.map((actions) => actions.replaceAll(" ", ",")).join("\n"));
}
