/**
 * How a network grows: `tsx test/bench/scale.ts SYNAPSES PRECISION`. Builds a network n-n-n of about so many synapses and says
 * what that took, then trains batches of 32. Units are synapses × samples. With --expose-gc it also says what heap it has.
 */
import { type Precision } from "../../src/math/precision.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { Network } from "../../src/network/network.ts";
import { moment } from "./harness/clock.ts";
import { type Probe, serve } from "./harness/serve.ts";
import { networkFile, samplesOf, weightsOf } from "./workloads.ts";

const batch = 32;
/** Neurons whose heap can be told. */
const enough = 4000;

function build(width: number, precision: Precision) {
  const sizes = [width, width, width];
  return new Network(parseNetwork(networkFile({ sizes, batch, count: batch })), { precision });
}

function train(network: Network, samples: ReturnType<typeof samplesOf>): void {
  network.train(samples, { epochs: 1, batchSize: batch, learningRate: 0.1, report: "epoch" }).subscribe();
}

/** The memories that WebAssembly has been given. What grows is seen nowhere else: a view tells the length that was. */
const memories: WebAssembly.Memory[] = [];
WebAssembly.Memory = class extends WebAssembly.Memory {
  constructor(descriptor: ConstructorParameters<typeof WebAssembly.Memory>[0]) {
    super(descriptor);
    memories.push(this);
  }
};

/** Bytes of the heap that are in use; undefined without --expose-gc. */
function heapBytes(): number | undefined {
  if (globalThis.gc === undefined) return undefined;
  // What the first collection lets go of may have held on to more.
  for (let i = 0; i < 3; i++) globalThis.gc();
  return process.memoryUsage().heapUsed;
}

function prepare(synapses: number, precision: Precision): Probe {
  const width = Math.round(Math.sqrt(synapses / 2));
  const sizes = [width, width, width];
  // What every first network makes, code above all, is not this one's.
  const small = { sizes: [8, 8, 8], batch, count: batch };
  for (let warm = 0; warm < 20; warm++) train(build(8, precision), samplesOf(small));
  const samples = samplesOf({ sizes, batch, count: batch });
  const single = samplesOf({ sizes, batch: 1, count: 1 });
  const before = heapBytes();
  const begin = moment();
  const network = build(width, precision);
  const end = moment();
  // The vectors of a batch come with it: those of one sample are nothing beside the weights.
  train(network, single);
  const buffer = memories.at(-1)?.buffer.byteLength ?? NaN;
  const neurons = network.model.neuronCount;
  // Few neurons drown in what else is on the heap.
  const networks = [network, ...Array.from({ length: Math.floor(enough / neurons) }, () => build(width, precision))]; // prettier-ignore
  for (const each of networks) train(each, samples);
  const after = heapBytes();
  const heapPerNeuron = before !== undefined && after !== undefined ? (after - before) / neurons / networks.length : NaN; // prettier-ignore
  const weights = weightsOf({ sizes });
  return {
    facts: {
      synapses: weights,
      buildSeconds: end.cpu - begin.cpu,
      buildWallSeconds: end.wall - begin.wall,
      bufferPerSynapse: buffer / weights,
      heapPerNeuron,
      synapsesPerNeuron: weights / neurons,
      peakBytes: process.resourceUsage().maxRSS * 1024,
    },
    units: weights * batch,
    work: () => train(network, samples),
  };
}

const [synapses = "", precision = "f64"] = process.argv.slice(2);
await serve(() => prepare(Number(synapses), precision as Precision));
