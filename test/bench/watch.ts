/**
 * One workload in one process: `tsx test/bench/watch.ts WORKLOAD`. Prints its figures, medians of their rounds.
 *
 *   alone      784-128-64-10, batch 32: milliseconds of CPU time a batch, nobody watching
 *   again      the same once more: what the ratio of equals is worth on this machine
 *   recorded   the same, every neuron recorded in memory (level "neuron", the last 5,000 events kept)
 *   ratios     again and recorded, each divided by alone: round by round in turn, so that a busy machine is busy for all
 *   disk       784-30-10, batch 10, a message a sample: millions of events a second of wall time, level "synapse", written
 *              to a file
 *   disk-cpu   the same, a second of CPU time
 *   perfetto, csv, jsonl
 *              seconds of CPU time that it takes to make this file of a trace of 1,128,306 events
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTraceFile } from "../../src/files/trace-file.ts";
import { random } from "../../src/math/random.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { Network } from "../../src/network/network.ts";
import { headerOf, record } from "../../src/network/record.ts";
import { tap } from "../../src/network/watching/watch.ts";
import { exportFormats } from "../../src/view/export/formats.ts";
import { bigTrace, lengthOf } from "../view/export/big-trace.ts";

const { uniform } = random(1, "bench");

function networkOf(...sizes: readonly number[]): Network {
  const layers = sizes.map((size, i) => ({
    id: `layer${i}`,
    size,
    ...(i > 0 && { activation: i < sizes.length - 1 ? "tanh" : "sigmoid" }),
  }));
  const file = { format: "counterflow-network", version: 1, loss: "half-squared-error", layers };
  return new Network(parseNetwork(file));
}

function samplesOf(count: number) {
  const inputs = Float64Array.from({ length: count * 784 }, () => uniform());
  const targets = Float64Array.from({ length: count * 10 }, (_, i) =>
    i % 10 === Math.floor(i / 10) % 10 ? 1 : 0,
  );
  return { count, inputWidth: 784, targetWidth: 10, inputs, targets };
}

const batches = 20;

/** Trains through twenty batches; returns milliseconds of CPU time a batch. */
function trainer(watch: (network: Network) => void): () => number {
  const network = networkOf(784, 128, 64, 10);
  watch(network);
  const samples = samplesOf(32 * batches);
  return () => {
    const before = cpuSeconds();
    network.train(samples, { epochs: 1, batchSize: 32, learningRate: 0.1 }).subscribe();
    return ((cpuSeconds() - before) * 1000) / batches;
  };
}

const nobody = (): void => undefined;
const recorder = (network: Network): void => void record(network, { level: "neuron", keep: 5000 });

function ratios(): string {
  const [alone, again, recorded] = [trainer(nobody), trainer(nobody), trainer(recorder)];
  for (let warm = 0; warm < 3; warm++) for (const run of [alone, again, recorded]) run();
  const rounds = Array.from({ length: 21 }, () => {
    const base = alone();
    return { again: again() / base, recorded: recorded() / base };
  });
  const middle = (name: "again" | "recorded"): string =>
    median(rounds.map((round) => round[name])).toFixed(2);
  return `again ${middle("again")}  recorded ${middle("recorded")}`;
}

/** Millions of events a second of the clock that is asked for, which tells seconds. */
function eventsToDisk(clock: () => number): number {
  const folder = mkdtempSync(join(tmpdir(), "counterflow-bench-"));
  const network = networkOf(784, 30, 10);
  const samples = samplesOf(20);
  try {
    return medianOf(7, () => {
      // Emptying a file that was there makes a disk write what stood in it first.
      const path = join(folder, "trace.jsonl");
      rmSync(path, { force: true });
      const file = createTraceFile(path, headerOf(network));
      let events = 0;
      const taps = tap(network, {}, (event) => {
        events++;
        file.event(event);
      });
      const begin = clock();
      network.train(samples, { epochs: 1, batchSize: 10, microBatch: 1, learningRate: 0.1 }).subscribe();
      file.close("complete");
      const seconds = clock() - begin;
      taps.unsubscribe();
      return events / 1e6 / seconds;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function secondsToExport(format: string): number {
  const trace = bigTrace();
  return medianOf(5, () => {
    const before = cpuSeconds();
    lengthOf(exportFormats.get(format)?.write(trace, {}) ?? [], Infinity);
    return cpuSeconds() - before;
  });
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function medianOf(rounds: number, measure: () => number): number {
  for (let warm = 0; warm < 3; warm++) measure();
  return median(Array.from({ length: rounds }, measure));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

const workloads = {
  alone: () => medianOf(9, trainer(nobody)),
  again: () => medianOf(9, trainer(nobody)),
  recorded: () => medianOf(9, trainer(recorder)),
  ratios,
  disk: () => eventsToDisk(() => performance.now() / 1000),
  "disk-cpu": () => eventsToDisk(cpuSeconds),
  perfetto: () => secondsToExport("perfetto"),
  csv: () => secondsToExport("csv"),
  jsonl: () => secondsToExport("jsonl"),
};
const name = process.argv[2] ?? "";
const names = Object.keys(workloads);
if (!names.includes(name)) throw new Error(`expected one of ${names.join(", ")}; got ${name}`);
console.log(workloads[name as keyof typeof workloads]());
