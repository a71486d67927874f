import { describe, expect, it } from "vitest";
import { asp } from "../../../src/schedule/consistency/asp.ts";
import { bsp } from "../../../src/schedule/consistency/bsp.ts";
import type { Consistency } from "../../../src/schedule/consistency/consistency.ts";
import { gossip } from "../../../src/schedule/consistency/gossip.ts";
import { localSgd } from "../../../src/schedule/consistency/local-sgd.ts";
import { ReplicaTally } from "../../../src/schedule/consistency/replica-report.ts";
import type { ReplicaSize, WorkerIdleCause } from "../../../src/schedule/consistency/replica-step.ts";
import { replicaSteps } from "../../../src/schedule/consistency/replica-steps.ts";
import { softsync } from "../../../src/schedule/consistency/softsync.ts";
import { ssp } from "../../../src/schedule/consistency/ssp.ts";
import { drawnRun } from "./drawn-run.ts";

/** The micro-batches of each commit. */
function commitsOf(rule: Consistency, size: ReplicaSize, seed: number): number[][] {
  const commits: number[][] = [];
  for (const step of drawnRun(rule, size, { law: "exponential", latency: 0.5, seed })) {
    if (step.kind === "commit") commits.push(step.contributions.map(({ microBatch }) => microBatch));
  }
  return commits;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
const seeds = range(0, 50);

describe("a commit", () => {
  it("behind a barrier is of the next micro-batches, in order, and of fewer at the end of an epoch", () => {
    for (const seed of seeds) {
      const size = { workers: 3, microBatches: 14, perEpoch: 7 };
      expect(commitsOf(bsp({ workers: 3, backups: 0 }), size, seed)).toEqual(
        [range(0, 3), range(3, 6), [6], range(7, 10), range(10, 13), [13]], // prettier-ignore
      );
    }
  });

  it("with a backup worker is of one fewer, and of what is left at the end", () => {
    for (const seed of seeds) {
      const size = { workers: 4, microBatches: 40, perEpoch: 40 };
      const sizes = commitsOf(bsp({ workers: 4, backups: 1 }), size, seed).map(({ length }) => length);
      expect(new Set(sizes.slice(0, -1))).toEqual(new Set([3]));
      expect(sizes.at(-1)).toBeLessThanOrEqual(3);
    }
  });

  it("with a backup worker waits for none that is late, not even at the end of an epoch", () => {
    const ticks = [1, 1, 1, 100];
    const timing = { service: (worker: number) => ticks[worker] ?? NaN, latency: () => 0, uniform: () => 0 };
    const size = { workers: 4, microBatches: 12, perEpoch: 6 };
    const commits: unknown[] = [];
    for (const step of replicaSteps(bsp({ workers: 4, backups: 1 }), size, timing)) {
      if (step.kind === "commit")
        commits.push([step.time, step.contributions.map(({ microBatch }) => microBatch)]);
    }
    // Worker 3 has micro-batch 3 until 100.
    expect(commits).toEqual(
      [[1, [0, 1, 2]], [2, [4, 5]], [3, [6, 7, 8]], [4, [9, 10, 11]]], // prettier-ignore
    );
  });

  it("of local SGD is of all steps of all workers", () => {
    for (const seed of seeds) {
      const rule = localSgd({ workers: 3, steps: 4 });
      const shared = commitsOf(rule, { workers: 3, microBatches: 36 }, seed);
      expect(shared.map((commit) => commit.length)).toEqual([12, 12, 12]);
      const own = commitsOf(rule, { workers: 3, microBatches: [8, 10, 4] }, seed);
      // Worker 2 is done after one round, worker 1 goes on for half a round more.
      expect(own.map((commit) => commit.length)).toEqual([12, 8, 2]);
    }
  });

  it("of softsync is of as many pushes as it gathers, and of what is left at the end", () => {
    for (const seed of seeds) {
      const commits = commitsOf(softsync({ workers: 6, splits: 2 }), { workers: 6, microBatches: 20 }, seed);
      expect(commits.map((commit) => commit.length)).toEqual([3, 3, 3, 3, 3, 3, 2]);
    }
  });
});

/** A worker's steps, ticks at work, and idle ticks where there are some. */
type Row = readonly [steps: number, busy: number, idle: Partial<Record<WorkerIdleCause, number>>];

describe("a worker's time", () => {
  const workers = 3;
  const ticks = [1, 2, 4];

  it.each<{
    name: string;
    rule: Consistency;
    size: Omit<ReplicaSize, "workers">;
    latency: number;
    rows: readonly Row[];
  }>([
    {
      // Two rounds of 5 ticks: half a tick there and back, and 4 for the slowest.
      name: "behind a barrier",
      rule: bsp({ workers, backups: 0 }),
      size: { microBatches: 6, perEpoch: 6 },
      latency: 0.5,
      rows: [
        [2, 2, { latency: 2.5, barrier: 3, drain: 3 }],
        [2, 4, { latency: 2.5, barrier: 2, drain: 2 }],
        [2, 8, { latency: 2.5 }],
      ],
    },
    {
      // Two epochs of a round of 4 ticks for all, and one of a tick, in which one micro-batch is left for worker 0.
      name: "behind a barrier at the end of an epoch",
      rule: bsp({ workers, backups: 0 }),
      size: { microBatches: 8, perEpoch: 4 },
      latency: 0,
      rows: [
        [4, 4, { barrier: 6 }],
        [2, 4, { barrier: 4, "no-data": 1, drain: 1 }],
        [2, 8, { "no-data": 1, drain: 1 }],
      ],
    },
    {
      // Worker 0 goes on at once after each step, and may be one step ahead: from 2 on it waits for worker 2.
      name: "within a slack of 1",
      rule: ssp({ slack: 1, reads: "newest" }),
      size: { microBatches: 8 },
      latency: 0,
      rows: [
        [3, 3, { slack: 2, drain: 3 }],
        [3, 6, { drain: 2 }],
        [2, 8, {}],
      ],
    },
    {
      name: "that waits for nobody",
      rule: asp({ fetchEvery: 1, pushEvery: 1 }),
      size: { microBatches: 7 },
      latency: 0,
      rows: [
        [4, 4, {}],
        [2, 4, {}],
        [1, 4, {}],
      ],
    },
    {
      // What is sent as a round begins is there half a tick later. Worker 2 begins its second round at 4, and is done at 8; the others
      // have ended theirs by then, at 2 and 4, and wait for its weights until 4.5.
      name: "among neighbours",
      rule: gossip({ workers, graph: "ring" }),
      size: { microBatches: 6 },
      latency: 0.5,
      rows: [
        [2, 2, { neighbour: 2, latency: 0.5, drain: 3.5 }],
        [2, 4, { latency: 0.5, drain: 3.5 }],
        [2, 8, {}],
      ],
    },
  ])("$name is spent as counted by hand", ({ rule, size, latency, rows }) => {
    const tally = new ReplicaTally(workers);
    const timing = {
      service: (worker: number) => ticks[worker] ?? NaN,
      latency: () => latency,
      uniform: () => 0,
    };
    for (const step of replicaSteps(rule, { workers, ...size }, timing)) tally.add(step);
    const report = tally.report();
    const none = { barrier: 0, slack: 0, neighbour: 0, latency: 0, server: 0, "no-data": 0, drain: 0 };
    expect(report.workers.map(({ steps, busy, idle }) => [steps, busy, idle])).toEqual(
      rows.map(([steps, busy, idle]) => [steps, busy, { ...none, ...idle }]),
    );
  });
});

describe("a server that takes its time", () => {
  it("answers one worker after the other, and bounds how fast all can be", () => {
    for (const { workers, serve } of [
      { workers: 4, serve: 0.5 },
      { workers: 4, serve: 2 },
      { workers: 1, serve: 3 },
    ]) {
      const [ticks, steps] = [5, 30];
      const timing = { service: () => ticks, latency: () => 0, serve: () => serve, uniform: () => 0 };
      const size = { workers, microBatches: workers * steps };
      const tally = new ReplicaTally(workers);
      const rule = asp({ fetchEvery: 1, pushEvery: 1 });
      for (const step of replicaSteps(rule, size, timing)) tally.add(step);
      const { time, staleness, workers: reports } = tally.report();
      // Where the server has time enough, the last worker is answered after the others and never waits again; else the server never does.
      const unhurried = workers * serve + steps * (ticks + serve);
      const busy = workers * (steps + 1) * serve;
      expect(time).toBeCloseTo(Math.max(unhurried, busy), 9);
      expect(staleness.max).toBe(workers - 1);
      for (const { busy: atWork, idle } of reports) {
        expect(atWork + idle.server + idle.drain).toBeCloseTo(time, 9);
        expect(idle.latency).toBe(0);
      }
    }
  });
});
