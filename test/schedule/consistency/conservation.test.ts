import { describe, expect, it } from "vitest";
import { ReplicaTally } from "../../../src/schedule/consistency/replica-report.ts";
import type { ReplicaStep } from "../../../src/schedule/consistency/replica-step.ts";
import { allRules, type Drawing, drawnRun } from "./drawn-run.ts";

const workers = 5;
const drawings: readonly Drawing[] = (["constant", "exponential", "pareto"] as const).flatMap((law) =>
  [0, 0.4].map((latency) => ({ law, latency, serve: latency / 4, slowness: [1, 1, 4, 1, 2] })),
);
/** Shared, in epochs that end within a round; fewer than workers; of each worker its own; none. */
const sizes = [
  { microBatches: 231, perEpoch: 77 },
  { microBatches: 3, perEpoch: 3 },
  { microBatches: [40, 0, 23, 40, 1] },
  { microBatches: 0 },
].map((size) => ({ workers, pieces: 3, ...size }));

describe.each(allRules(workers))("%s", (_, rule) => {
  const runs = drawings.flatMap((drawing) =>
    sizes.map((size) => ({ size, steps: [...drawnRun(rule, size, drawing)] })),
  );

  it("computes each micro-batch once, and commits or drops it once", () => {
    for (const { size, steps } of runs) {
      const { microBatches } = size;
      const all =
        typeof microBatches === "number"
          ? Array.from({ length: microBatches }, (_, k) => k)
          : microBatches.flatMap((count, worker) =>
              Array.from({ length: count }, (_, k) => k * workers + worker),
            );
      const begun = of(steps, "begin").map(({ microBatch }) => microBatch);
      const committed = of(steps, "commit").flatMap(({ contributions }) => contributions);
      const dropped = of(steps, "drop").flatMap(({ push }) => push.contributions);
      const done = [...committed, ...dropped].map(({ microBatch }) => microBatch);
      expect(inOrder(begun)).toEqual(inOrder(all));
      expect(inOrder(of(steps, "end").map(({ microBatch }) => microBatch))).toEqual(inOrder(all));
      expect(inOrder(done)).toEqual(inOrder(all));
    }
  });

  it("loses no message: all that were sent have come at the end", () => {
    for (const { steps } of runs) {
      const sent = of(steps, "push").map(({ push }) => push.number);
      const come = [...of(steps, "gather"), ...of(steps, "drop")].map(({ push }) => push.number);
      expect(inOrder(come)).toEqual(inOrder(sent));
      expect(of(steps, "read").length).toBe(of(steps, "send").length);
      const shared = of(steps, "share").reduce((sum, { to }) => sum + to.length, 0);
      expect(of(steps, "hear").length).toBe(shared);
      const { pushes, weights } = tallyOf(steps).report();
      expect([pushes.sent, pushes.delivered, pushes.dropped]).toEqual([
        sent.length,
        come.length,
        of(steps, "drop").length,
      ]);
      expect(weights.delivered).toBe(weights.sent);
    }
  });

  it("lets time pass forward, and accounts for all of each worker's", () => {
    for (const { steps } of runs) {
      const times = steps.map(({ time }) => time);
      expect(times.every((time, i) => time >= (times[i - 1] ?? 0))).toBe(true);
      const { time, workers: reports } = tallyOf(steps).report();
      for (const { busy, idle } of reports) {
        const sum = Object.values(idle).reduce((total, ticks) => total + ticks, busy);
        expect(Math.abs(sum - time)).toBeLessThanOrEqual(1e-9 * time);
        for (const ticks of Object.values(idle)) expect(ticks).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it("commits each gradient at the version that the run says it read, or a later one", () => {
    for (const { steps } of runs) {
      const read = new Map(of(steps, "begin").map(({ microBatch, version }) => [microBatch, version]));
      const wrong: unknown[] = [];
      for (const { contributions, version } of of(steps, "commit")) {
        for (const contribution of contributions) {
          if (contribution.version !== read.get(contribution.microBatch)) wrong.push(contribution);
          if (contribution.version >= version) wrong.push(contribution);
        }
      }
      expect(wrong).toEqual([]);
    }
  });

  it("is the same run for the same times", () => {
    const [drawing] = drawings.slice(-1);
    const [size] = sizes;
    if (drawing === undefined || size === undefined) expect.fail();
    expect([...drawnRun(rule, size, drawing)]).toEqual([...drawnRun(rule, size, drawing)]);
  });
});

function of<Kind extends ReplicaStep["kind"]>(steps: readonly ReplicaStep[], kind: Kind) {
  return steps.filter((step): step is Extract<ReplicaStep, { kind: Kind }> => step.kind === kind);
}

function inOrder(numbers: readonly number[]): number[] {
  return [...numbers].sort((one, other) => one - other);
}

function tallyOf(steps: readonly ReplicaStep[]): ReplicaTally {
  const tally = new ReplicaTally(workers);
  for (const step of steps) tally.add(step);
  return tally;
}
