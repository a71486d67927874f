import { describe, expect, it } from "vitest";
import { asp } from "../../../src/schedule/consistency/asp.ts";
import { bsp } from "../../../src/schedule/consistency/bsp.ts";
import type { Consistency } from "../../../src/schedule/consistency/consistency.ts";
import { hogwild } from "../../../src/schedule/consistency/hogwild.ts";
import { pairwiseGossip } from "../../../src/schedule/consistency/pairwise-gossip.ts";
import { ReplicaTally } from "../../../src/schedule/consistency/replica-report.ts";
import type { ReplicaSize } from "../../../src/schedule/consistency/replica-step.ts";
import { softsync } from "../../../src/schedule/consistency/softsync.ts";
import { ssp } from "../../../src/schedule/consistency/ssp.ts";
import { type Drawing, drawnRun, laws } from "./drawn-run.ts";

const workers = 8;
const asynchronous = asp({ fetchEvery: 1, pushEvery: 1 });

function reportOf(rule: Consistency, size: ReplicaSize, drawing: Drawing) {
  const tally = new ReplicaTally(size.workers);
  for (const step of drawnRun(rule, size, drawing)) tally.add(step);
  return tally.report();
}

/** How often gradients have crossed 0, 1, 2, … commits, as shares. */
function sharesOf(rule: Consistency, microBatches: number, drawing: Drawing): number[] {
  const counts: number[] = [];
  for (const step of drawnRun(rule, { workers, microBatches }, drawing)) {
    if (step.kind !== "commit") continue;
    for (const { version } of step.contributions) {
      const crossed = step.version - 1 - version;
      counts[crossed] = (counts[crossed] ?? 0) + 1;
    }
  }
  return Array.from(counts, (count: number | undefined) => (count ?? 0) / microBatches);
}

const drawings = (Object.keys(laws) as (keyof typeof laws)[]).flatMap((law) => [
  { law },
  { law, latency: 0.5, serve: 0.2 },
  { law, slowness: [1, 1, 1, 10, 1, 1, 0.5, 1] },
]);

describe("staleness", () => {
  it.each([
    { name: "asynchronous workers", rule: asynchronous },
    { name: "Hogwild", rule: hogwild({ write: "load-store", readTicks: 0.3, writeTicks: 0.1 }) },
  ])(
    "of $name has the mean M − 1 whatever the law of the times is, but for the edge of the run",
    ({ rule }) => {
      for (const drawing of drawings) {
        const { staleness, commits } = reportOf(rule, { workers, microBatches: 8_000 }, drawing);
        expect(commits).toBe(8_000);
        // Who is first has missed nothing yet, and what a worker misses after its last step is counted nowhere.
        expect(staleness.mean).toBeLessThanOrEqual(workers - 1);
        expect(staleness.mean).toBeGreaterThan(6.995);
      }
    },
  );

  it("adds up, worker by worker, to the commits of others between its first read and its last commit", () => {
    for (const drawing of drawings) {
      let crossed = 0;
      const doers = new Map<number, number>();
      const [first, last] = [Array<number>(workers).fill(-1), Array<number>(workers).fill(0)];
      for (const step of drawnRun(asynchronous, { workers, microBatches: 500 }, drawing)) {
        if (step.kind === "begin") {
          doers.set(step.microBatch, step.worker);
          if (first[step.worker] === -1) first[step.worker] = step.version;
        } else if (step.kind === "commit") {
          for (const { version, microBatch } of step.contributions) {
            crossed += step.version - 1 - version;
            last[doers.get(microBatch) ?? -1] = step.version;
          }
        }
      }
      expect(crossed).toBe(sum(last) - sum(first) - 500);
    }
  });

  it("of equal workers with exponential times is geometric, to three decimals", () => {
    const shares = sharesOf(asynchronous, 700_000, { law: "exponential" });
    for (let k = 0; k < 60; k++) {
      let formula = 1 / workers;
      for (let i = 0; i < k; i++) formula *= 1 - 1 / workers;
      expect(Math.abs((shares[k] ?? 0) - formula), `${k} commits`).toBeLessThan(1e-3);
    }
  });

  it("of workers that always take equally long is M − 1 for each gradient but the first ones", () => {
    const { updates } = reportOf(asynchronous, { workers, microBatches: 400 }, { law: "constant" });
    const crossed = updates.map(({ read, applied = NaN }) => applied - read);
    expect(crossed.slice(0, workers)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(crossed.slice(workers))).toEqual(new Set([workers - 1]));
  });

  it("behind a barrier is 0, with and without backup workers", () => {
    for (const backups of [0, 2]) {
      const rule = bsp({ workers, backups });
      for (const drawing of drawings) {
        const { staleness } = reportOf(rule, { workers, microBatches: 1000, perEpoch: 100 }, drawing);
        expect(staleness).toEqual({ min: 0, mean: 0, max: 0 });
      }
    }
  });

  it("by softsync has the mean (M − 1) / c, where c gradients make a commit", () => {
    for (const splits of [1, 2, 4, 8]) {
      const rule = softsync({ workers, splits });
      const { staleness } = reportOf(rule, { workers, microBatches: 20_000 }, { law: "exponential" });
      const gathered = Math.floor(workers / splits);
      expect(Math.abs(staleness.mean - (workers - 1) / gathered), `n = ${splits}`).toBeLessThan(0.005);
    }
  });
});

describe("lag", () => {
  it("is what is under way as weights are sent: M − 1 gradients if nobody waits, whatever times are like", () => {
    for (const drawing of drawings) {
      const { updates } = reportOf(asynchronous, { workers, microBatches: 500 }, drawing);
      // At the beginning others are still to be sent theirs.
      expect(new Set(updates.slice(100).map(({ lag }) => lag))).toEqual(new Set([workers - 1]));
    }
  });

  it("counts what workers have accrued, and what the server has gathered", () => {
    const steady = { law: "constant" } as const;
    // After three steps each, all eight push at once: worker 0 is answered first, while the seven others have three under way.
    const downpour = asp({ fetchEvery: 3, pushEvery: 3 });
    const { updates } = reportOf(downpour, { workers, microBatches: 72 }, steady);
    expect(updates.filter(({ worker }) => worker === 0).map(({ lag }) => lag)).toEqual([
      0, 0, 0, 21, 21, 21, 21, 21, 21,
    ]);
    // Of eight pushes, four make a commit: the first three are answered before it, and lack those gathered so far and seven others.
    const half = reportOf(softsync({ workers, splits: 2 }), { workers, microBatches: 16 }, steady);
    expect(half.updates.slice(8).map(({ lag }) => lag)).toEqual([8, 9, 10, 7, 8, 9, 10, 7]);
  });
});

describe("slack", () => {
  const drawings: readonly Drawing[] = [
    { law: "exponential", slowness: [1, 1, 1, 6] },
    { law: "pareto", latency: 0.3 },
    { law: "uniform", slowness: [9, 1, 2, 3], latency: 0.2 },
  ];

  it.each([0, 1, 3, 10])(
    "of %i keeps workers within that many steps, and one more when a step ends",
    (slack) => {
      for (const reads of ["newest", "cached"] as const) {
        for (const drawing of drawings) {
          const [begun, ended] = [Array<number>(4).fill(0), Array<number>(4).fill(0)];
          let [widest, widestAtEnd] = [0, 0];
          for (const step of drawnRun(ssp({ slack, reads }), { workers: 4, microBatches: 2000 }, drawing)) {
            if (step.kind === "begin") {
              widest = Math.max(widest, (begun[step.worker] ?? 0) - Math.min(...ended));
              begun[step.worker] = (begun[step.worker] ?? 0) + 1;
            } else if (step.kind === "end") {
              ended[step.worker] = (ended[step.worker] ?? 0) + 1;
              // At the end of the run nobody waits for who is done.
              widestAtEnd = Math.max(widestAtEnd, (ended[step.worker] ?? 0) - Math.min(...ended));
            }
          }
          expect(widest).toBeLessThanOrEqual(slack);
          expect(widestAtEnd).toBeLessThanOrEqual(slack + 1);
          expect(widestAtEnd).toBe(slack + 1);
        }
      }
    },
  );

  it.each(["newest", "cached"] as const)(
    "with %s reads has a worker in step c read all updates of the steps before c − s",
    (reads) => {
      for (const slack of [0, 1, 4]) {
        for (const drawing of drawings) {
          const steps = Array<number>(4).fill(0);
          /** Of each worker, the versions that its steps have made. */
          const made: number[][] = [[], [], [], []];
          const doers = new Map<number, number>();
          let unread = 0;
          for (const step of drawnRun(ssp({ slack, reads }), { workers: 4, microBatches: 1000 }, drawing)) {
            if (step.kind === "begin") {
              const { worker, microBatch, version } = step;
              doers.set(microBatch, worker);
              const last = (steps[worker] ?? 0) - slack - 1;
              steps[worker] = (steps[worker] ?? 0) + 1;
              // Its own are in its copy, however old that is.
              const others = made.filter((_, other) => other !== worker);
              if (last >= 0)
                unread += others.filter((versions) => !((versions[last] ?? Infinity) <= version)).length;
            } else if (step.kind === "commit") {
              for (const { microBatch } of step.contributions) {
                made[doers.get(microBatch) ?? -1]?.push(step.version);
              }
            }
          }
          expect(unread, `slack ${slack}`).toBe(0);
        }
      }
    },
  );

  it("bounds what a gradient crosses by 2s + 1 commits of each other worker, and s of its own with cached reads", () => {
    for (const slack of [0, 1, 3]) {
      for (const reads of ["newest", "cached"] as const) {
        for (const drawing of drawings) {
          const size = { workers: 4, microBatches: 2000 };
          const { staleness } = reportOf(ssp({ slack, reads }), size, drawing);
          const own = reads === "cached" ? slack : 0;
          expect(staleness.max).toBeLessThanOrEqual(3 * (2 * slack + 1) + own);
        }
      }
    }
  });
});

describe("pairs", () => {
  it.each(["all", "ring"] as const)("among %s are drawn each as often", (among) => {
    const met = Array.from({ length: 5 }, () => Array<number>(5).fill(0));
    const size = { workers: 5, microBatches: 20_000 };
    for (const step of drawnRun(pairwiseGossip({ among }), size, { law: "exponential" })) {
      if (step.kind !== "average") continue;
      const row = met[step.worker] ?? [];
      row[step.partner] = (row[step.partner] ?? 0) + 1;
    }
    met.forEach((row, worker) => {
      const others = among === "all" ? 4 : 2;
      row.forEach((count, partner) => {
        const isAllowed = among === "all" ? partner !== worker : [1, 4].includes((partner - worker + 5) % 5);
        const share = count / sum(row);
        expect(Math.abs(share - (isAllowed ? 1 / others : 0))).toBeLessThan(isAllowed ? 0.03 : 1e-12);
      });
    });
  });
});

describe("a declared bound", () => {
  it("that a gradient breaks ends the run, and names it", () => {
    const drawing = { law: "exponential" } as const;
    const bound = (maxStaleness: number) => ({ workers, microBatches: 500, maxStaleness });
    for (const rule of [asynchronous, hogwild({ write: "atomic", readTicks: 0, writeTicks: 0 })]) {
      const { staleness } = reportOf(rule, bound(Infinity), drawing);
      expect(reportOf(rule, bound(staleness.max), drawing).commits).toBe(500);
      expect(() => reportOf(rule, bound(staleness.max - 1), drawing)).toThrow(
        new RegExp(
          `^micro-batch \\d+: expected a gradient that crosses at most ${staleness.max - 1} commits; got ${staleness.max}$`,
        ),
      );
    }
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
