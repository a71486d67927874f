import type { TraceEvent } from "../../trace/event.ts";

/** What micro-batches are told apart by: the number of their sample, where each of them has no more than one. */
export type LabelledBy = "sample" | "micro-batch";

export function labelledBy(events: readonly TraceEvent[]): LabelledBy {
  for (const event of events) if ("samples" in event && event.samples.length > 1) return "micro-batch";
  return "sample";
}

/** The number of an event's sample, or micro-batch, in its batch; empty where an event is of a whole batch. */
export function labelOf(event: TraceEvent, by: LabelledBy): string {
  if (!("samples" in event) || event.samples.length === 0) return "";
  return String(by === "sample" ? event.samples[0] : event.microBatch);
}
