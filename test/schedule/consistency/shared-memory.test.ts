import { describe, expect, it } from "vitest";
import { hogwild } from "../../../src/schedule/consistency/hogwild.ts";
import { ReplicaTally } from "../../../src/schedule/consistency/replica-report.ts";
import { type Drawing, drawnRun } from "./drawn-run.ts";

const size = { workers: 6, microBatches: 600, pieces: 4 };
const drawings: readonly Drawing[] = [
  { law: "exponential" },
  { law: "pareto", slowness: [1, 1, 5, 1, 1, 1] },
  { law: "constant" },
];

/** Of each piece, the updates that are in it at the end: each load copies the list, each store puts it back with one more. */
function contentsOf(write: "load-store" | "atomic", drawing: Drawing) {
  const pieces: ReadonlySet<number>[] = Array.from({ length: size.pieces }, () => new Set<number>());
  const loaded = new Map<string, ReadonlySet<number>>();
  const current = new Map<number, number>();
  const tally = new ReplicaTally(size.workers);
  for (const step of drawnRun(hogwild({ write, readTicks: 0.3, writeTicks: 0.6 }), size, drawing)) {
    tally.add(step);
    if (step.kind === "begin") current.set(step.worker, step.microBatch);
    else if (step.kind === "load-piece") {
      loaded.set(`${step.worker} ${step.piece}`, pieces[step.piece] ?? new Set());
    } else if (step.kind === "store-piece") {
      const before = loaded.get(`${step.worker} ${step.piece}`) ?? new Set();
      pieces[step.piece] = new Set([...before, current.get(step.worker) ?? NaN]);
    }
  }
  return { pieces, report: tally.report() };
}

describe("shared memory", () => {
  it("loses as many updates as are in none of the pieces at the end", () => {
    for (const drawing of drawings) {
      const { pieces, report } = contentsOf("load-store", drawing);
      const kept = pieces.reduce((sum, piece) => sum + piece.size, 0);
      expect(report.pieces.stored).toBe(size.microBatches * size.pieces);
      expect(report.pieces.stored - report.pieces.lost).toBe(kept);
      expect(report.pieces.lost).toBeGreaterThan(100);
    }
  });

  it("loses none where additions are atomic", () => {
    for (const drawing of drawings) {
      const { pieces, report } = contentsOf("atomic", drawing);
      expect(report.pieces.lost).toBe(0);
      expect(pieces.map((piece) => piece.size)).toEqual(pieces.map(() => size.microBatches));
    }
  });

  it("loses none with one worker, or where a store takes no time", () => {
    for (const [workers, writeTicks] of [
      [1, 1],
      [6, 0],
    ] as const) {
      const tally = new ReplicaTally(workers);
      const rule = hogwild({ write: "load-store", readTicks: 0.1, writeTicks });
      for (const step of drawnRun(rule, { ...size, workers }, { law: "exponential" })) tally.add(step);
      expect(tally.report().pieces.lost).toBe(0);
    }
  });

  it("has workers read pieces of different ages", () => {
    const versions = new Map<number, number>();
    const read: number[][] = [];
    let torn = 0;
    const rule = hogwild({ write: "atomic", readTicks: 0.2, writeTicks: 0.6 });
    for (const step of drawnRun(rule, size, { law: "exponential" })) {
      if (step.kind === "store-piece") versions.set(step.piece, (versions.get(step.piece) ?? 0) + 1);
      else if (step.kind === "read-piece") {
        if (step.piece === 0) read[step.worker] = [];
        read[step.worker]?.push(versions.get(step.piece) ?? 0);
      } else if (step.kind === "begin") torn += new Set(read[step.worker]).size > 1 ? 1 : 0;
    }
    expect(torn).toBeGreaterThan(100);
  });
});
