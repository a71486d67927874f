import { makePlan, type PlanName } from "../../../src/schedule/plans.ts";
import type { PlanSize } from "../../../src/schedule/plan.ts";
import { readPlan } from "../../../src/schedule/read-plan.ts";
import { runPlan } from "../../../src/schedule/run-plan.ts";
import { runPolicy } from "../../../src/schedule/run-policy.ts";
import type { Timetable } from "../../../src/schedule/timetable.ts";
import type { Timing } from "../../../src/schedule/timing.ts";
import type { ScheduleViewOptions } from "../../../src/view/schedule/schedule-view.ts";
import { policyOf } from "../../schedule/policy-of.ts";

/** A timetable, and what is said of it. */
export interface Example {
  readonly timetable: Timetable;
  readonly options: ScheduleViewOptions;
}

/** A forward pass takes a tick, a backward pass two. */
const usual: Timing = { forward: 1, backward: 1, weightGradient: 1 };

export function planned(name: PlanName, size: PlanSize, timing: Partial<Timing> = {}): Example {
  return { timetable: runPlan(makePlan(name, size), { ...usual, ...timing }), options: { name } };
}

/** The user's own order, in which a rank holds two stages that follow each other. */
const own = readPlan("0F0,1F0,0F1,1F1,1B0,0B0,1B1,0B1\n2F0,2F1,2B0,2B1\n");

/** Examples by name: all kinds of tasks, several stages on a rank, copies of a stage, commits
 * in the middle and in idle time, latency, times that are not whole. */
export const examples: ReadonlyMap<string, Example> = new Map([
  ["gpipe", planned("gpipe", { ranks: 4, microBatches: 8 })],
  ["1f1b", planned("1f1b", { ranks: 4, microBatches: 8 })],
  ["8x32", planned("1f1b", { ranks: 8, microBatches: 32 })],
  [
    "interleaved",
    planned(
      "interleaved-1f1b",
      { ranks: 4, microBatches: 8 },
      { forward: 0.5, backward: 0.5, weightGradient: 0.5 },
    ),
  ],
  ["zb-h1", planned("zb-h1", { ranks: 4, microBatches: 8 }, { latency: 1 })],
  ["chimera", planned("chimera", { ranks: 4, microBatches: 5 })],
  ["own", { timetable: runPlan(own, { ...usual, latency: 2.25 }), options: { name: "mine.csv" } }],
  [
    "ampnet",
    {
      timetable: runPolicy(policyOf("ampnet", { maxActiveKeys: 2 }), { stages: 3, microBatches: 6 }, { ...usual, latency: 0.5 }),
      options: { name: "ampnet", gradientsPerCommit: 2 },
    },
  ],
  [
    "pipedream",
    {
      timetable: runPolicy(policyOf("pipedream"), { stages: 2, microBatches: 40 }, usual),
      options: { name: "pipedream", gradientsPerCommit: 1 },
    },
  ],
  ["one task each", planned("sequential", { ranks: 1, microBatches: 1 })],
]); // prettier-ignore

/** `rank 0, 1F2, 3 to 4` of every action, in one order. */
export function actionsOf({ ranks }: Timetable): string[] {
  return ranks
    .flatMap((slots, rank) =>
      slots.map(({ action, start, end }) =>
        told(rank, `${action.stage}${action.kind}${action.microBatch}`, start, end),
      ),
    )
    .sort();
}

/** Times without what rounding has left behind. */
export function told(rank: number, action: string, start: number, end: number): string {
  return `rank ${rank}, ${action}, ${Number(start.toPrecision(6))} to ${Number(end.toPrecision(6))}`;
}
