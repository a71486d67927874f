/**
 * Trains batches of a small network and does nothing else: `node work-of-batches.ts WARM BATCHES`. Run by
 * instructions.test.ts, which counts what the processor does for it.
 */
import { parseNetwork } from "../../src/model/parse-network.ts";
import { Network } from "../../src/network/network.ts";

const [warm = 0, batches = 0] = process.argv.slice(2).map(Number);
const sizes = [2, 8, 8, 1];
const batch = 10;
const layers = sizes.map((size, l) => ({ id: `l${l}`, size, ...(l > 0 && { activation: "sigmoid" }) }));
const file = { format: "counterflow-network", version: 1, loss: "half-squared-error", layers };
const network = new Network(parseNetwork(file));

function train(epochs: number): void {
  const count = 50 * batch;
  const samples = {
    count,
    inputWidth: 2,
    targetWidth: 1,
    inputs: Float64Array.from({ length: count * 2 }, (_, i) => (i % 7) / 7),
    targets: Float64Array.from({ length: count }, (_, i) => i % 2),
  };
  network.train(samples, { epochs, batchSize: batch, learningRate: 0.1, report: "epoch" }).subscribe();
}

train(warm);
train(batches);
