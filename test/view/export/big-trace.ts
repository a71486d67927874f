import type { NetworkFile, Trace } from "../../../src/index.ts";
import { random } from "../../../src/math/random.ts";
import { traceOf } from "../example-traces.ts";

/** 100-500-500-10: 305,000 messages forward and 255,000 backward for each sample of its own micro-batch. */
const file: NetworkFile = {
  format: "counterflow-network",
  version: 1,
  name: "big",
  loss: "softmax-cross-entropy",
  seed: 3,
  layers: [
    { id: "x", size: 100 },
    { id: "h", size: 500, activation: "tanh" },
    { id: "k", size: 500, activation: "tanh" },
    { id: "y", size: 10, activation: "identity" },
  ],
};

/** More than a million messages, of two batches of one sample. */
export function bigTrace(): Trace {
  const { uniform } = random(1, "inputs");
  const inputs = [0, 1].map(() => Array.from({ length: 100 }, () => uniform()));
  const targets = [0, 1].map((k) => Array.from({ length: 10 }, (_, i) => (i === k ? 1 : 0)));
  return traceOf(file, inputs, targets, { batchSize: 1 });
}

/** Characters of all chunks, of which none is longer than `most`. */
export function lengthOf(chunks: Iterable<string>, most = 1 << 21): number {
  let length = 0;
  for (const chunk of chunks) {
    if (chunk.length > most) throw new Error(`a chunk of ${chunk.length} characters`);
    length += chunk.length;
  }
  return length;
}
