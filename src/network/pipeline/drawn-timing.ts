import { random } from "../../math/random.ts";
import type { Timing } from "../../schedule/timing.ts";
import { type Latency, latencyOf } from "../../transport/simulated/latency.ts";

/** Messages that are each under way as long as a law says, drawn from a seed: one course of time for one run. */
export function drawnTiming(tasks: Omit<Timing, "latency">, law: Latency, seed: number): Timing {
  return { ...tasks, latency: latencyOf(law, random(seed, "latency").uniform) };
}
