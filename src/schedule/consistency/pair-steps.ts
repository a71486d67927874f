import { EventQueue } from "../event-queue.ts";
import type { Pairs } from "./consistency.ts";
import { expectFresh } from "./expect-fresh.ts";
import { Feed } from "./feed.ts";
import type { ReplicaSize, ReplicaStep, ReplicaTiming } from "./replica-step.ts";

interface Event {
  /** A gradient is computed; the other worker's weights are there. */
  readonly kind: "computed" | "met";
  readonly worker: number;
  readonly from: number;
}

interface Worker {
  microBatch: number;
  /** How often its weights have changed: so far, and when its gradient was begun. */
  version: number;
  read: number;
}

/**
 * Workers with weights of their own, in virtual time: whoever has computed averages with one other, in one piece, and takes its step. A
 * version counts the changes of a worker's weights, by either.
 */
export function* pairSteps(
  rule: Pairs,
  size: ReplicaSize,
  timing: ReplicaTiming,
): Generator<ReplicaStep, void, undefined> {
  const { workers: count, maxStaleness } = size;
  const queue = new EventQueue<Event>();
  const feed = new Feed(size);
  const workers = Array.from({ length: count }, (): Worker => ({ microBatch: 0, version: 0, read: 0 }));
  let underWay = 0;

  const begin = function* (worker: number, time: number): Generator<ReplicaStep> {
    const state = workers[worker];
    const microBatch = feed.next(worker);
    if (state === undefined || microBatch === undefined) return;
    state.microBatch = microBatch;
    state.read = state.version;
    yield { kind: "begin", worker, microBatch, version: state.read, lag: underWay++, time };
    queue.add(time + timing.service(worker), { kind: "computed", worker, from: time });
  };
  const meet = function* (worker: number, time: number): Generator<ReplicaStep> {
    const state = workers[worker];
    if (state === undefined) return;
    const { microBatch, read } = state;
    const contributions = [{ microBatch, version: read }];
    expectFresh(contributions, state.version, maxStaleness);
    // Its own averaging and its own step are one change.
    const partner = partnerOf(worker, count, rule, timing.uniform);
    const other = workers[partner];
    if (other !== undefined && partner !== worker) {
      other.version++;
      yield { kind: "average", worker, partner, time };
    }
    underWay--;
    state.version++;
    yield { kind: "commit", version: state.version, worker, contributions, time };
    yield* begin(worker, time);
  };

  for (let worker = 0; worker < count; worker++) yield* begin(worker, 0);
  for (let time = queue.nextTime; time !== undefined; time = queue.nextTime) {
    const event = queue.take();
    if (event === undefined) return;
    const { kind, worker, from } = event;
    if (kind === "computed") {
      yield { kind: "end", worker, microBatch: workers[worker]?.microBatch ?? 0, from, time };
      const there = time + timing.latency(worker);
      if (there > time) {
        queue.add(there, { kind: "met", worker, from: time });
        continue;
      }
    } else yield { kind: "idle", worker, from, to: time, cause: "latency", time };
    yield* meet(worker, time);
  }
}

/** One other worker; the worker itself where there is none. */
function partnerOf(worker: number, count: number, { among }: Pairs, uniform: () => number): number {
  if (count === 1) return worker;
  if (among === "ring") return (worker + (uniform() < 0.5 ? 1 : count - 1)) % count;
  return (worker + 1 + Math.floor(uniform() * (count - 1))) % count;
}
