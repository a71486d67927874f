import type { Fault } from "../../transport/simulated/fault.ts";
import { type Calm, runCalm } from "./calm.ts";
import type { Violation } from "./laws.ts";
import { type Life, live } from "./live.ts";
import type { Case } from "./random-case.ts";
import type { Schedule } from "./schedule.ts";
import { count, type Reached, sumOfReached } from "./situations.ts";

/** What has come of one schedule of faults. */
export interface Outcome {
  readonly end: "complete" | "given up" | "violation";
  readonly violations: readonly Violation[];
  readonly faults: readonly Fault[];
  readonly events: number;
  /** In ticks. */
  readonly time: number;
  readonly reached: Reached;
  /** Of all that happened, in its order: equal for equal runs. */
  readonly hash: number;
}

/** Trains a case in a hostile world, checks every law after every event, and every bit against the calm run. */
export function runSchedule(tried: Case, schedule: Schedule, calm: Calm = runCalm(tried)): Outcome {
  const life = live(tried, schedule, calm);
  if (life.end !== "stopped") return { ...life, end: life.end };
  const { seed, latency, kernel } = schedule;
  const next = live(tried, { seed, latency, kernel, faults: [] }, calm, life.disk);
  const reached = sumOfReached(life.reached, next.reached);
  count(reached, "a process ended, and another one went on from its disk");
  if (life.disk.commits === 0) count(reached, "a process ended before its first commit");
  return {
    end: next.end === "complete" ? "complete" : "violation",
    violations: next.violations,
    faults: life.faults,
    events: life.events + next.events,
    time: life.time + next.time,
    reached,
    hash: hashOf(life, next),
  };
}

function hashOf(first: Life, second: Life): number {
  return Math.imul(first.hash ^ second.hash, 0x01000193) >>> 0;
}
