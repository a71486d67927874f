import { describe, expect, it } from "vitest";
import { createSamples } from "../../../src/data/samples.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { Network, type NetworkOptions } from "../../../src/network/network.ts";
import type { RecordOptions } from "../../../src/network/record.ts";
import { isLong } from "../../long.ts";
import { randomNetwork } from "../../oracle/random-network.ts";
import { levels, recordBesideTap } from "./beside-a-tap.ts";
import { layeredSpec, overflowingSpec, samplesOf, skippingSpec } from "./specs.ts";

/** Epochs with a last, smaller batch, and passes that evaluate or only form gradients between them. */
const runs = {
  "in micro-batches, with evaluations between": (network: Network) => {
    const set = samplesOf(network, 5);
    const plan = { epochs: 2, batchSize: 3, learningRate: 0.1, optimizer: "adam" } as const;
    for (let time = 0; time < 3; time++) network.evaluate(set, { batchSize: 2 });
    network.train(set, { ...plan, microBatch: 2, validation: set, shuffle: 3 }).subscribe();
    network.gradients(set, { microBatch: 2 });
    network.predict(set);
    network.train(set, plan).subscribe();
  },
  "that commits after each delta": (network: Network) => {
    const set = samplesOf(network, 5);
    network.train(set, { epochs: 3, batchSize: 2, learningRate: 0.1, commitAfter: "delta" }).subscribe();
    network.gradients(set);
  },
} as const;

const filtersOf = ({ ids, model }: Network): readonly RecordOptions[] => {
  const neurons = [0, model.neuronCount >> 1, model.neuronCount - 1].map((slot) => ids.idOf(slot));
  return [
    {},
    { evaluations: "watch" },
    { neurons },
    { samples: [1], evaluations: "watch" },
    { batches: [2, 5] },
    { batches: [3, 8], evaluations: "watch" },
    { phases: ["forward", "commit"] },
    { phases: ["start", "backward", "gradient"] },
    { neurons, samples: [0, 2], batches: [1, 7], phases: ["backward", "commit"], evaluations: "watch" },
  ];
};
const keeps = [Infinity, 1, 6, 50, 300];

/** At each level, with each filter, and as a ring of each size. */
function besideTaps(network: Network) {
  const all = levels.flatMap((level) => filtersOf(network).map((filter) => ({ level, ...filter })));
  return all.map((options) => recordBesideTap(network, options, keeps));
}

const overtaking = { name: "simulated", latency: { kind: "uniform", from: 1, to: 9 }, seed: 3 } as const;
const networks: [string, object, NetworkOptions][] = [
  ["layers", layeredSpec, {}],
  [
    "layers of singles, in JavaScript",
    layeredSpec,
    { precision: "f32", kernel: "js", inputErrors: "receive" },
  ],
  ["skip connections and feedback", skippingSpec, { inputErrors: "receive" }],
  ["a random network", randomNetwork(12).file, {}],
  ["layers whose messages overtake each other", layeredSpec, { transport: overtaking }],
];
if (isLong) {
  networks.push(
    ["layers whose inputs receive", layeredSpec, { inputErrors: "receive" }],
    ["layers of singles", layeredSpec, { precision: "f32" }],
    ["skip connections and feedback, in JavaScript", skippingSpec, { kernel: "js" }],
    ["skip connections and feedback of singles", skippingSpec, { precision: "f32" }],
  );
  for (let seed = 0; seed < 50; seed++)
    networks.push([`random network ${seed}`, randomNetwork(seed).file, {}]);
}

describe.each(Object.entries(runs))(
  "recordings of a run %s tell what a tap tells, byte for byte",
  (_, run) => {
    it.each(networks)("%s", (_, file, options) => {
      const network = new Network(parseNetwork(file), options);
      const pairs = besideTaps(network);
      run(network);
      expect(pairs.flatMap((pair) => pair.stop())).toEqual([]);
    });
  },
);

describe("recordings of a run that fails tell what a tap tells, byte for byte", () => {
  it.each([
    // Each of the last two neurons of h overflows by itself: which of them is the first depends on the sample.
    ["on the way down", overflowingSpec([1e180, 1e200], [1e-200, 1e-200]), [1e150, 0], [1e120, 0]],
    ["on the way back", overflowingSpec([1e-200, 1e-200], [1e180, 1e200]), [1, 1e150], [1, 1e120]],
  ])("in the middle of a layer, %s", (_, spec, second, third) => {
    const network = new Network(parseNetwork(spec));
    const pairs = besideTaps(network);
    const fine = createSamples([[1e-200], [2e-200], [1e-201]], [[0], [0], [0]]);
    const failing = ([x = 0, target = 0]: readonly number[]) =>
      createSamples([[1e-200], [x]], [[0], [target]]);
    for (let run = 0; run < 4; run++) {
      network.gradients(fine, { microBatch: 2 });
      expect(() => network.gradients(failing(second), { microBatch: 1 })).toThrow(
        /^neuron h.1: expected a finite/,
      );
      expect(() => network.gradients(failing(third), { microBatch: 1 })).toThrow(
        /^neuron h.2: expected a finite/,
      );
    }
    expect(pairs.flatMap((pair) => pair.stop())).toEqual([]);
  });
});

describe("recordings of more than can be held tell what a tap tells, byte for byte", () => {
  // Some 220,000 numbers a batch, of which next to nothing is wanted.
  const file = {
    format: "counterflow-network",
    version: 1,
    loss: "half-squared-error",
    layers: [784, 128, 64, 10].map((size, i) => ({
      id: `l${i}`,
      size,
      ...(i > 0 && { activation: "tanh" }),
    })),
  };
  it.each<RecordOptions>([{ level: "population" }, { level: "neuron", neurons: ["l3.0", "l2.1"] }])("%j", (options) => {
    const network = new Network(parseNetwork(file));
    const pair = recordBesideTap(network, options, [Infinity, 5, 400]);
    network.train(samplesOf(network, 50), { epochs: 1, batchSize: 2, learningRate: 0.1 }).subscribe();
    expect(pair.stop()).toEqual([]);
  }); // prettier-ignore
});
