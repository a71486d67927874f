import type { TraceEvent } from "./event.ts";

/** Parts of a run that a reader tells apart. */
export type Phase = "start" | "forward" | "loss" | "backward" | "gradient" | "commit" | "end";

export const phases: readonly Phase[] = ["start", "forward", "loss", "backward", "gradient", "commit", "end"];

/** The part of a run that an event belongs to, whether it has its place in a trace or not. */
export function phaseOf(event: Pick<TraceEvent, "kind">): Phase {
  const { kind, direction, task } = event as Record<"kind" | "direction" | "task", unknown>;
  switch (kind as TraceEvent["kind"]) {
    case "train":
    case "batch":
    case "action":
      return "start";
    case "feed":
    case "activate":
      return "forward";
    case "deliver":
      return direction as Phase;
    case "loss":
    case "error":
      return "loss";
    case "delta":
      return "backward";
    case "gradient":
      return "gradient";
    case "commit":
      return "commit";
    case "population":
      return task as Phase;
    case "end":
      return "end";
  }
}
