import type { Fault } from "../../transport/simulated/fault.ts";
import type { Case } from "./random-case.ts";
import type { Outcome } from "./run-schedule.ts";
import type { Schedule } from "./schedule.ts";

/** A failing run, small enough to be read: a case, and the faults that are needed. */
export interface Failure {
  readonly tried: Case;
  readonly schedule: Schedule & { readonly faults: readonly Fault[] };
  readonly outcome: Outcome;
}

/** Runs a smaller case; undefined: it does not break the same law. */
export type Try = (tried: Case, schedule: Failure["schedule"]) => Failure | undefined;
