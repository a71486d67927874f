/**
 * Messages one by one, in virtual time: `tsx test/bench/edges.ts together|apart`. Trains 784-128-64-10 in batches of 32, a message a
 * synapse and direction, maths included. Units are messages on synapses.
 *
 *   together   every message takes one tick: all of a sender's arrive at the same time
 *   apart      every message takes a time of its own: an event of the clock for each
 */
import { parseNetwork } from "../../src/model/parse-network.ts";
import { Network } from "../../src/network/network.ts";
import { type Probe, serve } from "./harness/serve.ts";
import { networkFile, samplesOf, workloads } from "./workloads.ts";

const latencies = {
  together: { kind: "constant", ticks: 1 },
  apart: { kind: "exponential", mean: 5 },
} as const;

function prepare(how: string): Probe {
  if (how !== "together" && how !== "apart") throw new Error(`expected together, apart; got ${how}`);
  const workload = { ...workloads.d, count: 64 };
  const transport = { name: "simulated", latency: latencies[how] } as const;
  const network = new Network(parseNetwork(networkFile(workload)), { transport });
  const samples = samplesOf(workload);
  const options = { epochs: 1, batchSize: workload.batch, learningRate: 0.1, report: "epoch" } as const;
  const [inputs, first, second, outputs] = [784, 128, 64, 10];
  // Error signals do not flow on to the inputs.
  const down = inputs * first + first * second + second * outputs;
  const messages = down + (down - inputs * first);
  return {
    facts: {},
    units: messages * (workload.count / workload.batch),
    work: () => void network.train(samples, options).subscribe(),
  };
}

await serve(() => prepare(process.argv[2] ?? ""));
