/**
 * A run of many hours in a hostile world: `node --expose-gc --import tsx test/study/faults/soak.ts [HOURS]`, a tick a second.
 * Prints, hour by hour of the last and the first tenth, what the heap holds, and at the end what is left: nothing may be under way, nobody
 * subscribed, no message unaccounted for, no law broken. The exit code is 1 where something is.
 */
import { createSamples } from "../../../src/data/samples.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { hostileOptions } from "../../../src/network/hostile-options.ts";
import { Network } from "../../../src/network/network.ts";
import { Laws } from "../../../src/study/faults/laws.ts";
import type { HostileTransport } from "../../../src/transport/simulated/hostile.ts";
import type { Witness } from "../../../src/transport/simulated/witness.ts";

const hours = Number(process.argv[2] ?? 1000);
const layers = [3, 4, 2].map((size, l) => ({ id: `l${l}`, size, ...(l > 0 && { activation: "tanh" }) }));
const model = parseNetwork({
  format: "counterflow-network",
  version: 1,
  loss: "half-squared-error",
  seed: 1,
  layers,
});
const rows = (width: number): number[][] =>
  Array.from({ length: 12 }, (_, s) => Array.from({ length: width }, (_, i) => Math.sin(s + 3 * i)));
const samples = createSamples(rows(3), rows(2));

const laws = new Laws();
const seen: { world?: HostileTransport } = {};
const witness: Witness<HostileTransport> = {
  attend: (world) => {
    seen.world = world;
    laws.attend(world);
  },
  note: (what, letter) => laws.note(what, letter),
  crashed: (host) => laws.crashed(host),
  befell: () => undefined,
  event: () => laws.event(),
};
const options = hostileOptions({
  latency: { kind: "exponential", mean: 5 },
  bandwidth: 2,
  seed: 1,
  faults: { drop: 0.1, duplicate: 0.1, reorder: 0.1, corrupt: 0.02, crash: 0.0005, pause: 0.0005, partition: 0.0002, failover: 0.0002, cut: 0.0002, flap: 0.0002, skew: 0.0005, jump: 0.001, throw: 0.001 }, // prettier-ignore
  hosts: model.neuronCount + 1,
  witness,
});
const network = new Network(model, { kernel: "js", transport: { name: "hostile", options } });
const { world } = seen;
if (world === undefined) throw new RangeError("expected a world; got none");

const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
};
const marks: { readonly hour: number; readonly heap: number }[] = [];
let crashes = 0;
while (network.now < hours * 3600) {
  // Somebody comes to watch each epoch, and goes.
  const taps = Array.from(network.neurons(), (neuron) => neuron.forward$.subscribe());
  network.train(samples, { epochs: 1, batchSize: 4, microBatch: 2, learningRate: 0.01 }).subscribe();
  for (const tap of taps) tap.unsubscribe();
  if (network.now / 3600 >= ((marks.length + 1) * hours) / 20)
    marks.push({ hour: network.now / 3600, heap: heap() });
}
crashes = network.traffic()?.crashes ?? 0;
world.settle();
laws.end();

const { net, channels } = world.post;
const subscribed = Array.from(network.neurons()).filter(({ forward$ }) => (forward$ as unknown as { observed: boolean }).observed).length; // prettier-ignore
const { activations, errorSignals } = world.counts();
const unaccounted = [activations, errorSignals].reduce((sum, { sent, delivered, dropped }) => sum + Math.abs(sent - delivered - dropped), 0); // prettier-ignore
for (const mark of marks)
  console.log(`hour ${mark.hour.toFixed(0).padStart(5)}  heap ${mark.heap.toFixed(2)} MB`);
const [first, last] = [marks[1] ?? marks[0], marks.at(-1)];
const growth = (last?.heap ?? 0) - (first?.heap ?? 0);
console.log(
  `${(network.now / 3600).toFixed(0)} hours, ${world.events} events, ${network.commits} commits, ${crashes} crashes`,
);
console.log(
  `copies: ${net.copies} = ${net.dropped} dropped + ${net.arrived} arrived + ${net.underWay} under way`,
);
console.log(`heap ${growth >= 0 ? "+" : ""}${growth.toFixed(2)} MB, ${channels.size} channels, ${subscribed} subscriptions, ${unaccounted} messages unaccounted for, ${laws.violations.length} laws broken`); // prettier-ignore
if (growth > 1 || subscribed > 0 || unaccounted > 0 || laws.violations.length > 0 || net.underWay > 0)
  process.exitCode = 1;
