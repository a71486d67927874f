import { take } from "rxjs";
import { describe, expect, it } from "vitest";
import {
  createSamples,
  Network,
  parseNetwork,
  record,
  type Trace,
  type TraceEvent,
} from "../../../src/index.ts";
import { small } from "./recorded-runs.ts";
import { uncheckedIn, wrongIn } from "./verified.ts";

/** A run over so many samples that is stopped after so many batches. */
function runOf(options: {
  samples: number;
  batchSize: number;
  epochs: number;
  shuffle?: number;
  batches?: number;
}): Trace {
  const { samples, batches = Infinity, ...plan } = options;
  const row = (s: number): number[] => [Math.sin(s), Math.cos(s)];
  const rows = Array.from({ length: samples }, (_, s) => row(s));
  const network = new Network(parseNetwork(small.file));
  const recording = record(network, { level: "commit" });
  // Progress is told after each batch, and after each epoch.
  let seen = 0;
  const run = network.train(createSamples(rows, rows), { ...plan, learningRate: 0.1 });
  run.pipe(take(Math.min(batches, 1e6))).subscribe(() => seen++);
  expect(seen).toBeGreaterThan(0);
  return recording.stop();
}

/** The rows of batch number `batch` changed; all else left as it was, as at this level nothing else shows them. */
function withRows(
  trace: Trace,
  batch: number,
  change: (rows: readonly number[]) => readonly number[],
): Trace {
  const events = trace.events.map((event): TraceEvent =>
    event.kind === "batch" && event.batch === batch ? { ...event, rows: change(event.rows) } : event,
  );
  return { ...trace, events };
}
const swap = ([first = 0, second = 0, ...rest]: readonly number[]): number[] => [second, first, ...rest];

describe("the rows of a run of training", () => {
  it("follow from its seed once an epoch is over, in all its epochs", () => {
    const trace = runOf({ samples: 7, batchSize: 3, epochs: 3, shuffle: 11 });
    expect(wrongIn(trace)).toEqual([]);
    for (const batch of [0, 1, 3, 4, 6, 7]) {
      const [first] = wrongIn(withRows(trace, batch, swap));
      expect(first).toMatch(
        batch < 3 ? /batch 2: rows of epoch 0\[/ : new RegExp(`batch ${batch}: rows\\[0\\]`),
      );
    }
  });

  it("are told by the batch that begins with a row again where all batches are full, or by the end of the run", () => {
    const twoEpochs = runOf({ samples: 6, batchSize: 3, epochs: 2, shuffle: 11 });
    expect(wrongIn(withRows(twoEpochs, 0, swap))[0]).toMatch(/batch 2: rows of epoch 0\[0\]/);
    const one = runOf({ samples: 6, batchSize: 3, epochs: 1, shuffle: 11 });
    expect(wrongIn(withRows(one, 1, swap))[0]).toMatch(/end: run before it: rows of epoch 0\[3\]/);
  });

  it("are said to be unchecked where it stopped within its first epoch, however few they were", () => {
    for (let shuffle = 0; shuffle < 60; shuffle++) {
      for (const batchSize of [1, 2]) {
        const trace = runOf({ samples: 4, batchSize, epochs: 2, shuffle, batches: 1 });
        expect({ shuffle, wrong: wrongIn(trace) }).toEqual({ shuffle, wrong: [] });
        const isWhole = trace.events.some(({ kind, ...event }) => kind === "batch" && "rows" in event && event.rows[0] === 0); // prettier-ignore
        if (!isWhole) expect(uncheckedIn(trace)).toContain("batch.rows");
      }
    }
  });

  it("are in file order without a seed, batch by full batch", () => {
    const trace = runOf({ samples: 7, batchSize: 3, epochs: 2 });
    expect(wrongIn(trace)).toEqual([]);
    expect(wrongIn(withRows(trace, 4, swap))[0]).toMatch(
      /batch 4: rows\[0\]: expected 3 \(in file order\); got 4/,
    );
    expect(wrongIn(withRows(trace, 2, () => [5]))[0]).toMatch(/batch 2: rows\[0\]: expected 6/);
    expect(wrongIn(withRows(trace, 1, (rows) => rows.slice(1)))[0]).toMatch(/batch 1: rows\[0\]: expected 3/);
    expect(wrongIn(withRows(trace, 3, () => [0, 1, 2, 3]))[0]).toMatch(/batch 3: rows: expected at most 3/);
  });

  it("are those of no more epochs than there are to be", () => {
    const trace = runOf({ samples: 4, batchSize: 2, epochs: 3 });
    const events = trace.events.map((event): TraceEvent =>
      event.kind === "train" ? { ...event, settings: { ...event.settings, epochs: 2 } } : event,
    );
    expect(wrongIn({ ...trace, events })).toHaveLength(2);
    expect(wrongIn({ ...trace, events })[0]).toMatch(/batch 4: rows: expected 2 epochs; got more/);
  });
});
