import { asp } from "../../../src/schedule/consistency/asp.ts";
import { bsp } from "../../../src/schedule/consistency/bsp.ts";
import type { Consistency } from "../../../src/schedule/consistency/consistency.ts";
import { gossip } from "../../../src/schedule/consistency/gossip.ts";
import { hogwild } from "../../../src/schedule/consistency/hogwild.ts";
import { localSgd } from "../../../src/schedule/consistency/local-sgd.ts";
import { pairwiseGossip } from "../../../src/schedule/consistency/pairwise-gossip.ts";
import type { ReplicaSize, ReplicaStep } from "../../../src/schedule/consistency/replica-step.ts";
import { replicaSteps } from "../../../src/schedule/consistency/replica-steps.ts";
import { softsync } from "../../../src/schedule/consistency/softsync.ts";
import { ssp } from "../../../src/schedule/consistency/ssp.ts";
import { smallRandom } from "../../oracle/small-random.ts";

/** Laws of service times of mean 1, from numbers in [0, 1). */
export const laws = {
  constant: () => 1,
  uniform: (u: number) => 2 * u,
  exponential: (u: number) => -Math.log1p(-u),
  /** P(longer than x) = (⅓ / x)^1.5. */
  pareto: (u: number) => Math.exp(-Math.log1p(-u) / 1.5) / 3,
};

export interface Drawing {
  readonly law: keyof typeof laws;
  readonly seed?: number;
  /** How many times as long as others each worker takes; 1 unless said. */
  readonly slowness?: readonly number[];
  /** Mean ticks of a message, drawn by the same law; 0 unless said. */
  readonly latency?: number;
  /** Mean ticks of a message at the server, drawn by the same law; 0 unless said. */
  readonly serve?: number;
}

/** What takes effect in a run whose times are drawn by a generator of the tests' own. */
export function drawnRun(
  rule: Consistency,
  size: ReplicaSize,
  { law, seed = 1, slowness = [], latency = 0, serve = 0 }: Drawing,
): Generator<ReplicaStep, void, undefined> {
  const uniform = smallRandom(seed);
  return replicaSteps(rule, size, {
    service: (worker) => laws[law](uniform()) * (slowness[worker] ?? 1),
    latency: () => latency * laws[law](uniform()),
    serve: () => serve * laws[law](uniform()),
    uniform,
  });
}

/** Rules of every kind, for so many workers. */
export function allRules(workers: number): readonly (readonly [name: string, rule: Consistency])[] {
  return [
    ["a barrier", bsp({ workers, backups: 0 })],
    ["a barrier with a backup worker", bsp({ workers, backups: 1 })],
    ["asynchronous", asp({ fetchEvery: 1, pushEvery: 1 })],
    ["Downpour", asp({ fetchEvery: 3, pushEvery: 2 })],
    ["Downpour that fetches more often", asp({ fetchEvery: 2, pushEvery: 5 })],
    ["a slack of 2", ssp({ slack: 2, reads: "newest" })],
    ["a slack of 2 with cached reads", ssp({ slack: 2, reads: "cached" })],
    ["2-softsync", softsync({ workers, splits: 2 })],
    ["local SGD", localSgd({ workers, steps: 4 })],
    ["Hogwild", hogwild({ write: "load-store", readTicks: 0.2, writeTicks: 0.3 })],
    ["atomic Hogwild", hogwild({ write: "atomic", readTicks: 0.2, writeTicks: 0.3 })],
    ["a ring", gossip({ workers, graph: "ring" })],
    ["a complete graph", gossip({ workers, graph: "complete" })],
    ["pairs", pairwiseGossip({ among: "all" })],
    ["pairs on a ring", pairwiseGossip({ among: "ring" })],
  ];
}
