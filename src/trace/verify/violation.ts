import { shown } from "../../math/suggestion.ts";
import type { TraceEvent } from "../event.ts";
import type { Unchecked } from "./unchecked.ts";

/** What has come of looking a trace over. */
export interface Verification {
  /** Events that were read. */
  readonly events: number;
  /** What is wrong, in the order of the file, the first twenty; none: every value follows from its parents. */
  readonly violations: readonly Violation[];
  /** What was taken as it stands. */
  readonly unchecked: readonly Unchecked[];
}

/** One thing in a trace that does not follow from what came before. */
export interface Violation {
  /** Line of the trace's file; the header is line 1. */
  readonly line: number;
  /** Number of the event; undefined where the line is no event. */
  readonly n: number | undefined;
  /** Where, what was expected, what was got. */
  readonly message: string;
}

/** Takes note of what is wrong with an event; of undefined, that nothing is. */
export type Report = (event: TraceEvent, problem: string | undefined) => void;

/** More would hardly be read, and follow from the first ones more often than not. */
export const mostViolations = 20;

/** What an event is called in a violation: `event 12, activate o1`. */
export function headingOf(event: TraceEvent): string {
  return `event ${event.n}, ${titleOf(event)}`;
}

function titleOf(event: TraceEvent): string {
  switch (event.kind) {
    case "train":
    case "loss":
    case "end":
      return event.kind;
    case "batch":
      return `batch ${event.batch}`;
    case "action":
      return `action ${event.stage}${nameText(event.action)}${event.microBatch}`;
    case "deliver":
      return `deliver ${nameText(event.from)}→${nameText(event.to)} ${nameText(event.direction)}`;
    case "error":
      return `error to ${nameText(event.to)}`;
    case "population":
      return `population ${nameText(event.population)} ${nameText(event.task)}`;
    case "feed":
    case "activate":
    case "delta":
    case "gradient":
    case "commit":
      return `${event.kind} ${nameText(event.neuron)}`;
  }
}

/** A plain name as it is; any other quoted, cut and escaped, as it may come from anywhere. */
export function nameText(id: string): string {
  return /^[\p{L}\p{N}_.-]{1,40}$/u.test(id) ? id : shown(id);
}
