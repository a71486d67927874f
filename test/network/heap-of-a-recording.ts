/**
 * Prints by how much the heap grows while two million events are recorded, or ten million numbers of which hardly any is
 * wanted: run by record.test.ts with --expose-gc.
 */
import { createTraceFile } from "../../src/files/trace-file.ts";
import { createSamples } from "../../src/data/samples.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { Network } from "../../src/network/network.ts";
import { headerOf, record } from "../../src/network/record.ts";
import { tap } from "../../src/network/watching/watch.ts";

const layers = [60, 100, 10].map((size, i) => ({ id: `l${i}`, size, ...(i > 0 && { activation: "tanh" }) }));
const model = parseNetwork({ format: "counterflow-network", version: 1, loss: "half-squared-error", layers });
const row = (length: number, s: number) => Array.from({ length }, (_, i) => Math.sin(i + s));
const samples = createSamples([row(60, 0), row(60, 1)], [row(10, 2), row(10, 3)]);

function heap(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Trains through so many batches; bytes by which the heap is larger at its largest than after the first ten. */
function growth(network: Network, batches: number): number {
  const sizes: number[] = [];
  network
    .train(samples, { epochs: batches, batchSize: 2, microBatch: 1, learningRate: 0.01 })
    .subscribe((progress) => {
      if (progress.kind === "epoch" && progress.epoch % 10 === 9) sizes.push(heap());
    });
  return Math.max(...sizes) - (sizes[0] ?? NaN);
}

let events = 0;
const streamed = new Network(model);
const file = createTraceFile("/dev/null", headerOf(streamed));
const taps = tap(streamed, {}, (event) => {
  events++;
  file.event(event);
});
// Two samples a batch, each 7,000 messages forward and 1,000 back.
const toFile = growth(streamed, 130);
taps.unsubscribe();
file.close("complete");

const ringed = new Network(model);
const recording = record(ringed, { keep: 10_000 });
const throughRing = growth(ringed, 130);
const kept = recording.stop().events.length;

const chosen = new Network(model);
record(chosen, { level: "neuron", neurons: ["l2.0"] });
const ofOne = growth(chosen, 700);
console.log(JSON.stringify({ events, toFile, throughRing, kept, ofOne }));
