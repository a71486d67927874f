/** Prints what a network of 10⁶ synapses costs: run by scale.test.ts with --expose-gc. */
import { parseNetwork } from "../../src/model/parse-network.ts";
import { Network } from "../../src/network/network.ts";

const file = {
  format: "counterflow-network",
  version: 1,
  loss: "half-squared-error",
  layers: [
    { id: "x", size: 1000 },
    { id: "y", size: 1000, activation: "tanh" },
  ],
};

function heap(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

// A first network loads and compiles what every later one shares.
const first = new Network(parseNetwork(file));
const started = process.cpuUsage();
const model = parseNetwork(file);
const before = heap();
const network = new Network(model);
const { user, system } = process.cpuUsage(started);
const after = heap();
console.log(
  JSON.stringify({
    buildSeconds: (user + system) / 1e6,
    heapPerNeuron: (after - before) / model.neuronCount,
    neurons: [...network.neurons()].length,
    firstOne: first.commits,
  }),
);
