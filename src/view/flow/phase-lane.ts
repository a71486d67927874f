import type { Phase } from "../../trace/phase.ts";

/** Where a phase lies on a bar that is 12 high: what flows down above, what flows back up under it. */
export function laneOf(phase: Phase): { readonly top: number; readonly height: number } {
  if (phase === "forward") return { top: 0, height: 5.5 };
  if (phase === "backward") return { top: 6.5, height: 5.5 };
  return phase === "start" || phase === "end" ? { top: 4, height: 4 } : { top: 0, height: 12 };
}
