/**
 * What watching costs: `tsx test/bench/taps.ts WATCHED`. Trains 784-128-64-10 in batches of 32 while somebody watches. Units are
 * batches.
 *
 *   none         nobody
 *   again        nobody once more: what the ratio of equals is worth
 *   no longer    every neuron was watched, and nobody is left
 *   one          one neuron, both directions
 *   neurons      every neuron, both directions
 *   synapses     every message on every synapse, and whatever else happens
 */
import { createHash } from "node:crypto";
import { type Observable, Subscription } from "rxjs";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { Network } from "../../src/network/network.ts";
import type { TraceEvent } from "../../src/trace/event.ts";
import { tap } from "../../src/network/watching/watch.ts";
import { type Probe, serve } from "./harness/serve.ts";
import { networkFile, samplesOf, workloads } from "./workloads.ts";

let heard = 0;
const listen = (stream: Observable<unknown>): Subscription => stream.subscribe(() => heard++);

/** Messages on single synapses; and the last event, so that each one is really made: the compiler leaves out what nobody can see. */
let deliveries = 0;
let last: TraceEvent | undefined;

function watchNeurons(network: Network): Subscription {
  const taps = new Subscription();
  for (const neuron of network.neurons()) {
    taps.add(listen(neuron.forward$));
    taps.add(listen(neuron.backward$));
  }
  return taps;
}

function watchOne(network: Network): Subscription {
  const neuron = network.neuron("l1.0");
  const taps = listen(neuron.forward$);
  taps.add(listen(neuron.backward$));
  return taps;
}

function watchSynapses(network: Network): Subscription {
  return tap(network, {}, (event) => {
    last = event;
    if (event.kind === "deliver") deliveries++;
  });
}

const watchers: Readonly<Record<string, (network: Network) => Subscription>> = {
  none: () => new Subscription(),
  again: () => new Subscription(),
  "no longer": watchNeurons,
  one: watchOne,
  neurons: watchNeurons,
  synapses: watchSynapses,
};

function prepare(watched: string): Probe {
  const watch = watchers[watched];
  if (watch === undefined) throw new Error(`expected ${Object.keys(watchers).join(", ")}; got ${watched}`);
  const workload = { ...workloads.d, count: 64 };
  const network = new Network(parseNetwork(networkFile(workload)));
  const samples = samplesOf(workload);
  const options = { epochs: 1, batchSize: workload.batch, learningRate: 0.1, report: "epoch" } as const;
  const work = (): void => void network.train(samples, options).subscribe();
  const taps = watch(network);
  const batches = workload.count / workload.batch;
  work();
  const [heardPerBatch, deliveriesPerBatch] = [heard / batches, deliveries / batches];
  if (watched === "no longer") taps.unsubscribe();
  work();
  const digest = createHash("sha256").update(network.parameters.slice()).digest("hex");
  return {
    facts: { digest, heardPerBatch, deliveriesPerBatch, last: last?.kind ?? "none" },
    units: batches,
    work,
  };
}

await serve(() => prepare(process.argv[2] ?? ""));
