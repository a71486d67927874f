import { random } from "../../math/random.ts";
import type { FaultRates } from "../../transport/simulated/fault.ts";
import type { Latency } from "../../transport/simulated/latency.ts";

/** What goes wrong in a schedule, and how often. */
export interface RandomRates {
  readonly latency: Latency;
  readonly faults: FaultRates;
  readonly bandwidth: number | undefined;
  readonly stopAfter: number | undefined;
}

/**
 * How often things go wrong in the schedule of that seed. Which of them do at all is drawn first: what several faults hide from one
 * another, a few of them show (swarm testing, Groce et al. 2012).
 */
export function randomRates(seed: number): RandomRates {
  const { uniform, integer } = random(seed, "rates");
  const upTo = (most: number): number => (uniform() < 0.5 ? uniform() * most : 0);
  const latencies: readonly Latency[] = [
    { kind: "exponential", mean: 5 },
    { kind: "uniform", from: 1, to: 9 },
    { kind: "pareto", shape: 1.5, least: 2 },
    { kind: "constant", ticks: 1 },
  ];
  return {
    latency: latencies[integer(latencies.length)] ?? { kind: "constant", ticks: 1 },
    faults: {
      drop: upTo(0.3),
      duplicate: upTo(0.2),
      reorder: upTo(0.2),
      corrupt: upTo(0.1),
      crash: upTo(0.005),
      outage: upTo(0.002),
      pause: upTo(0.005),
      partition: upTo(0.002),
      failover: upTo(0.003),
      cut: upTo(0.003),
      flap: upTo(0.002),
      skew: upTo(0.003),
      jump: upTo(0.005),
      throw: upTo(0.01),
      slow: upTo(0.002),
    },
    bandwidth: uniform() < 0.2 ? 0.2 + 2 * uniform() : undefined,
    stopAfter: uniform() < 0.1 ? 1 + integer(1500) : undefined,
  };
}
