import type { TraceEvent } from "../../trace/event.ts";
import { phaseOf } from "../../trace/phase.ts";
import type { SceneMode } from "../network/scene.ts";

/**
 * The picture that each event of a flow is seen in: arrows as activations go; from the moment at which the loss speaks, the
 * same network turned round; both on each other where the two streams cross, and where a gradient multiplies what both
 * brought. Commits are seen in the network as it will next be used.
 */
export function picturesOf(events: readonly TraceEvent[]): SceneMode[] {
  const crossings = crossingsOf(events);
  let last: SceneMode = "forward";
  return events.map((event, place) => {
    const way = wayOf(event);
    const crossing = way === undefined ? undefined : crossings.get(batchOf(event));
    const isCrossed = crossing !== undefined && place >= crossing.from && place <= crossing.to;
    last = isCrossed ? "overlay" : (way ?? pictureOfOthers(event));
    return last;
  });
}

function wayOf(event: TraceEvent): "forward" | "reversed" | undefined {
  if (event.kind === "error") return "reversed";
  const phase = phaseOf(event);
  if (phase === "forward" || phase === "loss") return "forward";
  return phase === "backward" ? "reversed" : undefined;
}

function pictureOfOthers(event: TraceEvent): SceneMode {
  const phase = phaseOf(event);
  return phase === "gradient" || phase === "end" ? "overlay" : "forward";
}

/** By batch: from the first event on the way back to the last one on the way down, where they come in this order. */
function crossingsOf(events: readonly TraceEvent[]): Map<number, { readonly from: number; to: number }> {
  const crossings = new Map<number, { readonly from: number; to: number }>();
  for (const [place, event] of events.entries()) {
    const way = wayOf(event);
    const batch = batchOf(event);
    const known = crossings.get(batch);
    if (way === "reversed" && known === undefined) crossings.set(batch, { from: place, to: -1 });
    if (way === "forward" && known !== undefined) known.to = place;
  }
  return crossings;
}

function batchOf(event: TraceEvent): number {
  return "batch" in event ? event.batch : -1;
}
