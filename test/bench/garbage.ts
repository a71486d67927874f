/**
 * What a batch leaves behind: `tsx test/bench/garbage.ts PRECISION [WORKLOAD]`, with --expose-gc and a young generation that takes it
 * all (--min-semi-space-size, --max-semi-space-size). Bytes of heap a batch: what an epoch of many batches adds beyond one of
 * few, so that what a run of training and its epochs make is left out.
 */
import { PerformanceObserver } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import type { Precision } from "../../src/math/precision.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { Network } from "../../src/network/network.ts";
import { median } from "./harness/statistics.ts";
import { type Probe, serve } from "./harness/serve.ts";
import { networkFile, samplesOf, type WorkloadName, workloads } from "./workloads.ts";

const few = 20;
const many = 220;
const runs = 9;

async function prepare(precision: Precision, name: WorkloadName): Promise<Probe> {
  const workload = workloads[name];
  const { batch } = workload;
  const network = new Network(parseNetwork(networkFile(workload)), { precision });
  const long = samplesOf({ ...workload, count: many * batch });
  const short = samplesOf({ ...workload, count: few * batch });
  const train = (samples: typeof long): void =>
    void network
      .train(samples, { epochs: 1, batchSize: batch, learningRate: 0.1, report: "epoch" })
      .subscribe();
  /** Bytes that an epoch adds to the heap. */
  const growth = (samples: typeof long): number => {
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    train(samples);
    return process.memoryUsage().heapUsed - before;
  };
  for (let warm = 0; warm < 20; warm++) train(long);
  let collections = 0;
  const observer = new PerformanceObserver((list) => (collections += list.getEntries().length));
  observer.observe({ entryTypes: ["gc"] });
  const values: number[] = [];
  for (let run = 0; run < runs; run++) {
    values.push((growth(long) - growth(short)) / (many - few));
    // What the observer hears comes later.
    await setTimeout(20);
  }
  observer.disconnect();
  // Of each run, two collections were asked for.
  return { facts: { bytesPerBatch: median(values), collections: collections - 2 * runs }, units: 1 };
}

const [precision = "f64", name = "d"] = process.argv.slice(2);
await serve(() => prepare(precision as Precision, name as WorkloadName));
