/**
 * How a network gets deeper: `tsx test/bench/depth.ts LAYERS`. Trains batches of 4 through so many layers of width 2. Units are
 * layers × batches.
 */
import { parseNetwork } from "../../src/model/parse-network.ts";
import { Network } from "../../src/network/network.ts";
import { moment } from "./harness/clock.ts";
import { type Probe, serve } from "./harness/serve.ts";

const batch = 4;

function prepare(depth: number): Probe {
  const layers = Array.from({ length: depth + 1 }, (_, l) => ({
    id: `l${l}`,
    size: 2,
    // A rotation of small numbers: what goes through any number of layers neither vanishes nor explodes.
    ...(l > 0 && { activation: "tanh", weights: [[0.8, -0.6], [0.6, 0.8]] }), // prettier-ignore
  }));
  const file = { format: "counterflow-network", version: 1, loss: "half-squared-error", layers };
  const begin = moment();
  const network = new Network(parseNetwork(file));
  const buildSeconds = moment().cpu - begin.cpu;
  const inputs = Float64Array.from({ length: 2 * batch }, (_, i) => (i - batch) / 100);
  const samples = { count: batch, inputWidth: 2, targetWidth: 2, inputs, targets: inputs };
  const options = { epochs: 1, batchSize: batch, learningRate: 1e-6, report: "epoch" } as const;
  return {
    facts: { buildPerLayer: buildSeconds / depth },
    units: depth,
    work: () => void network.train(samples, options).subscribe(),
  };
}

await serve(() => prepare(Number(process.argv[2])));
