/**
 * One workload in one process: `tsx test/bench/train.ts network|loops`. Trains 784-30-10, batch 10, f64, on random
 * numbers, and prints 10⁶ weights × samples a second of CPU time: the median of 9 epochs after warming up.
 */
import { random } from "../../src/math/random.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { Network } from "../../src/network/network.ts";
import { createPlainLoops } from "./plain-loops.ts";

const sizes = [784, 30, 10];
const batch = 10;
const count = 1000;
const weights = 784 * 30 + 30 * 10;
const { uniform } = random(1, "bench");
const inputs = Float64Array.from({ length: count * 784 }, () => uniform());
const targets = Float64Array.from({ length: count * 10 }, (_, i) =>
  i % 10 === Math.floor(i / 10) % 10 ? 1 : 0,
);

const workloads = { network: networkEpoch, loops: loopsEpoch };

function networkEpoch(): () => void {
  const layers = [
    { id: "x", size: 784 },
    { id: "h", size: 30, activation: "sigmoid" },
    { id: "y", size: 10, activation: "sigmoid" },
  ];
  const file = { format: "counterflow-network", version: 1, loss: "half-squared-error", layers };
  const network = new Network(parseNetwork(file));
  const samples = { count, inputWidth: 784, targetWidth: 10, inputs, targets };
  return () => void network.train(samples, { epochs: 1, batchSize: batch, learningRate: 0.5 }).subscribe();
}

function loopsEpoch(): () => void {
  const { trainBatch } = createPlainLoops(sizes, batch, uniform);
  const x = Array.from({ length: count / batch }, (_, b) =>
    inputs.subarray(b * batch * 784, (b + 1) * batch * 784),
  );
  const t = Array.from({ length: count / batch }, (_, b) =>
    targets.subarray(b * batch * 10, (b + 1) * batch * 10),
  );
  return () => {
    x.forEach((rows, b) => trainBatch(rows, t[b] ?? targets, batch, 0.5));
  };
}

const name = process.argv[2];
if (name !== "network" && name !== "loops") throw new Error(`expected network or loops; got ${String(name)}`);
const epoch = workloads[name]();
const rates: number[] = [];
for (let run = -15; run < 9; run++) {
  const before = process.cpuUsage();
  epoch();
  const { user, system } = process.cpuUsage(before);
  if (run >= 0) rates.push((weights * count) / (user + system));
}
rates.sort((a, b) => a - b);
console.log(String(rates[4]));
