/**
 * Prints how many bytes a batch of training allocates in JavaScript's heap, as V8's sampling profiler of the heap has it:
 * run by cost.test.ts. What the profiler itself and Node allocate is left out.
 */
import { Session } from "node:inspector/promises";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { Network } from "../../src/network/network.ts";

const sizes = [784, 128, 64, 10];
const batch = 32;
const batches = 100;
const layers = sizes.map((size, l) => ({ id: `l${l}`, size, ...(l > 0 && { activation: "sigmoid" }) }));
const file = { format: "counterflow-network", version: 1, loss: "half-squared-error", layers };
const network = new Network(parseNetwork(file));
const count = batch * batches;
const samples = {
  count,
  inputWidth: 784,
  targetWidth: 10,
  inputs: Float64Array.from({ length: count * 784 }, (_, i) => (i % 7) / 7),
  targets: Float64Array.from({ length: count * 10 }, (_, i) => (i % 11 === 0 ? 1 : 0)),
};

function train(epochs: number, batchSize: number): void {
  network.train(samples, { epochs, batchSize, learningRate: 0.1, report: "epoch" }).subscribe();
}

/** Bytes that were allocated by functions of files, in the tree of calls from this one on. */
function allocated({ callFrame, selfSize, children }: Node): number {
  const own = callFrame.url === "" || callFrame.url.startsWith("node:") ? 0 : selfSize;
  return children.reduce((sum, child) => sum + allocated(child), own);
}

interface Node {
  readonly callFrame: { readonly url: string };
  readonly selfSize: number;
  readonly children: readonly Node[];
}

const session = new Session();
session.connect();

async function bytesOf(run: () => void): Promise<number> {
  await session.post("HeapProfiler.startSampling", {
    samplingInterval: 128,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  } as object);
  run();
  return allocated((await session.post("HeapProfiler.stopSampling")).profile.head);
}

// Code that is compiled keeps numbers in registers that are objects before: small batches have it compiled soon, and so do several
// runs what is done once a run.
for (let run = 0; run < 8; run++) train(1, 2);
train(2, batch);
// What a run begins with is the same for one epoch and for five.
const one = await bytesOf(() => train(1, batch));
const five = await bytesOf(() => train(5, batch));
console.log(JSON.stringify({ bytesPerBatch: (five - one) / (4 * batches) }));
