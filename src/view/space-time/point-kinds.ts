import type { TraceEvent } from "../../trace/event.ts";

/** How a point is drawn. */
export type PointKind = "run" | "activation" | "delta" | "loss" | "error" | "gradient" | "commit" | "arrival";

export function pointKind(event: TraceEvent): PointKind {
  switch (event.kind) {
    case "train":
    case "batch":
    case "action":
    case "end":
      return "run";
    case "feed":
    case "activate":
      return "activation";
    case "deliver":
      return "arrival";
    case "population":
      return event.task === "forward" ? "activation" : event.task === "backward" ? "delta" : event.task;
    default:
      return event.kind;
  }
}
