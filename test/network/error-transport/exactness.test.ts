import { describe, expect, it } from "vitest";
import { createSamples } from "../../../src/data/samples.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { forEachSynapse } from "../../../src/model/synapses.ts";
import type { ErrorTransportName } from "../../../src/network/error-transport/rule.ts";
import { errorTransportNames } from "../../../src/network/error-transport/rules.ts";
import { Network, type NetworkOptions } from "../../../src/network/network.ts";
import type { NetworkFile, SamplesJson } from "../../oracle/network-json.ts";
import { randomNetwork } from "../../oracle/random-network.ts";
import { overSynapses, type ScalarPass, straightFromOutputs } from "./scalar-transport.ts";

const seeds = Array.from({ length: 80 }, (_, seed) => seed);

/** Where the weight of each synapse stands, by "FROM TO", and Glorot's bound of it. */
function placesOf({ model, ids }: Network): Map<string, { at: number; bound: number }> {
  const places = new Map<string, { at: number; bound: number }>();
  const layer = model.populations.flatMap((population) =>
    Array<typeof population>(population.size).fill(population),
  );
  forEachSynapse(model, (source, target, at) => {
    const { fanIn = NaN, size = NaN } = layer[target] ?? {};
    places.set(`${ids.idOf(source)} ${ids.idOf(target)}`, { at, bound: Math.sqrt(6 / (fanIn + size)) });
  });
  return places;
}

/** What the rule must make of the batch, computed neuron by neuron with the error weights that `network` says it has. */
function expectedOf(rule: ErrorTransportName, network: Network, { file, samples }: Case): ScalarPass {
  const { model, ids, errorWeights } = network;
  const places = placesOf(network);
  const own = (from: string, to: string): number =>
    errorWeights[places.get(`${from} ${to}`)?.at ?? -1] ?? NaN;
  switch (rule) {
    case "backpropagation":
    case "frozen-hidden":
      return overSynapses(file, samples, (_from, _to, weight) => weight);
    case "uniform-sign-symmetry":
      return overSynapses(file, samples, (from, to, weight) => {
        return Math.sign(weight) * ((places.get(`${from} ${to}`)?.bound ?? NaN) / Math.sqrt(3));
      });
    case "direct-feedback-alignment": {
      const outputs = Array.from(model.outputs, ids.idOf);
      const hidden = model.populations
        .filter(({ activation, first }) => activation !== "input" && !model.outputs.includes(first))
        .flatMap(({ first, size }) => Array.from({ length: size }, (_, member) => ids.idOf(first + member)));
      return straightFromOutputs(file, samples, (output, id) => {
        const at = model.parameterCount + hidden.indexOf(id) * outputs.length + outputs.indexOf(output);
        return errorWeights[at] ?? NaN;
      });
    }
    default:
      return overSynapses(file, samples, own);
  }
}

interface Case {
  readonly file: NetworkFile;
  readonly samples: SamplesJson;
}

function run({ file, samples }: Case, microBatch: number | undefined, options: NetworkOptions) {
  const network = new Network(parseNetwork(file), options);
  const gradients = network.gradients(createSamples(samples.inputs, samples.targets), { microBatch });
  return { network, gradients };
}

/** Every δ and gradient that is not the same bits. */
function differences({ network, gradients }: ReturnType<typeof run>, expected: ScalarPass): string[] {
  const { model, ids } = network;
  const found: string[] = [];
  for (let slot = 0; slot < model.neuronCount; slot++) {
    const id = ids.idOf(slot);
    if (model.inputs.includes(slot)) continue;
    expect(expected.deltas.get(id)?.length, id).toBe(gradients.losses.length);
    expected.deltas.get(id)?.forEach((delta, s) => {
      const got = gradients.neuron(slot).delta[s];
      if (!Object.is(got, delta)) found.push(`δ of ${id}, sample ${s}: ${got} is not ${delta}`);
    });
  }
  for (const [name, { at }] of placesOf(network)) {
    const [got, gradient] = [gradients.parameters[at], expected.gradients.get(name)];
    if (!Object.is(got, gradient)) found.push(`gradient of ${name}: ${got} is not ${gradient}`);
  }
  return found;
}

describe.each(errorTransportNames)("under %s", (name) => {
  it("random networks have the δ and gradients of a scalar reference, bit for bit, in micro-batches of any size", () => {
    for (const seed of seeds) {
      const random = randomNetwork(seed);
      const microBatch = [undefined, 1, 2, 7][seed % 4];
      const got = run(random, microBatch, { errorTransport: name });
      expect(differences(got, expectedOf(name, got.network, random)), `seed ${seed}`).toEqual([]);
    }
  });

  it("they have them where each message takes its own time, and with both kernels", () => {
    for (const seed of seeds.slice(0, 40)) {
      const random = randomNetwork(seed);
      const latency = { kind: "exponential", mean: 5 } as const;
      const got = run(random, [1, 2][seed % 2], {
        errorTransport: name,
        kernel: seed % 3 === 0 ? "js" : "wasm",
        transport: { name: "simulated", latency, seed },
      });
      expect(differences(got, expectedOf(name, got.network, random)), `seed ${seed}`).toEqual([]);
    }
  });

  it("the forward pass is that of backpropagation", () => {
    for (const seed of seeds.slice(0, 20)) {
      const random = randomNetwork(seed);
      const [plain, other] = [{}, { errorTransport: name }].map((options) => run(random, undefined, options));
      expect(other?.gradients.losses).toEqual(plain?.gradients.losses);
    }
  });
});

describe("direct feedback", () => {
  const chain = parseNetwork({
    ...{ format: "counterflow-network", version: 1, loss: "half-squared-error" },
    layers: [
      { id: "x", size: 2 },
      ...Array.from({ length: 10 }, (_, l) => ({ id: `h${l}`, size: 3, activation: "tanh" })),
      { id: "y", size: 4, activation: "identity" },
    ],
  });
  const samples = createSamples([[1, 2]], [[1, 2, 3, 4]]);

  it("sends one message from each output to each hidden neuron", () => {
    const network = new Network(chain, { errorTransport: "direct-feedback-alignment" });
    expect(network.gradients(samples).messages.errorSignals).toBe(4 * 30);
  });

  it("is one hop long, however deep the network", () => {
    const [direct = NaN, plain = NaN] = (["direct-feedback-alignment", "backpropagation"] as const).map(
      (errorTransport) => {
        const network = new Network(chain, { errorTransport, transport: { name: "simulated" } });
        network.gradients(samples);
        return network.now;
      },
    );
    // Backpropagation goes from y through ten layers, and from each to the next in one tick.
    expect(plain - direct).toBe(9);
  });
});

describe("error weights at the start", () => {
  const weightsOf = (name: ErrorTransportName, seed: number, scale = 1): [Network, number[]] => {
    const network = new Network(parseNetwork(randomNetwork(3).file), {
      errorTransport: { name, seed, scale },
    });
    const places = [...placesOf(network).values()];
    return [network, places.map(({ at }) => network.errorWeights[at] ?? NaN)];
  };

  it.each(["feedback-alignment", "kolen-pollack"] as const)(
    "of %s fill ± Glorot's bound, and both halves of it",
    (name) => {
      const [network, weights] = weightsOf(name, 1);
      const shares = [...placesOf(network).values()].map(({ bound }, i) => (weights[i] ?? NaN) / bound);
      expect(Math.max(...shares.map(Math.abs))).toBeLessThanOrEqual(1);
      expect(Math.max(...shares)).toBeGreaterThan(0.5);
      expect(Math.min(...shares)).toBeLessThan(-0.5);
    },
  );

  it.each([
    "feedback-alignment",
    "kolen-pollack",
    "fixed-random-sign-symmetry",
    "batchwise-random-sign-symmetry",
  ] as const)(
    "of %s are the same for the same seed, others for another, and as many times as large as asked for",
    (name) => {
      const [, first] = weightsOf(name, 1);
      expect(weightsOf(name, 1)[1]).toEqual(first);
      expect(weightsOf(name, 2)[1]).not.toEqual(first);
      expect(weightsOf(name, 1, 4)[1]).toEqual(first.map((weight) => 4 * weight));
    },
  );

  it("of sign-symmetry have the signs of the weights, and with fixed magnitudes those of feedback alignment", () => {
    const [network, fixed] = weightsOf("fixed-random-sign-symmetry", 5);
    const [, batchwise] = weightsOf("batchwise-random-sign-symmetry", 5);
    const [, aligned] = weightsOf("feedback-alignment", 5);
    const signs = [...placesOf(network).values()].map(({ at }) => Math.sign(network.parameters[at] ?? NaN));
    expect(fixed).toEqual(aligned.map((weight, i) => (signs[i] ?? NaN) * Math.abs(weight)));
    expect(batchwise.map(Math.sign)).toEqual(signs);
    expect(batchwise.map(Math.abs)).not.toEqual(fixed.map(Math.abs));
  });

  it("are feedback weights of the file where it gives some, under every rule that goes back over synapses", () => {
    const { file } = randomNetwork(1);
    if ("layers" in file) throw new Error("expected a listed network");
    const synapses = file.synapses.map((synapse, i) =>
      i % 2 === 0 ? { ...synapse, feedback: 0.125 } : synapse,
    );
    for (const errorTransport of errorTransportNames) {
      const network = new Network(parseNetwork({ ...file, synapses }), { errorTransport });
      const places = placesOf(network);
      const { samples } = randomNetwork(1);
      const data = createSamples(samples.inputs, samples.targets);
      network.train(data, { epochs: 2, batchSize: 4, learningRate: 1e-3 }).subscribe();
      synapses.forEach(({ from, to }, i) => {
        if (i % 2 === 0) expect(network.errorWeights[places.get(`${from} ${to}`)?.at ?? -1]).toBe(0.125);
      });
    }
  });
});
