import { describe, expect, it } from "vitest";
import { createSamples } from "../../src/data/samples.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { type Numbers, precisions } from "../../src/math/precision.ts";
import { forEachSynapse } from "../../src/model/synapses.ts";
import { Network, type NetworkOptions } from "../../src/network/network.ts";
import type { Latency } from "../../src/transport/simulated/latency.ts";
import { dualGradients } from "../oracle/dual-number.ts";
import type { NetworkFile, SamplesJson } from "../oracle/network-json.ts";
import { isNearKink, randomNetwork } from "../oracle/random-network.ts";
import { type Reference, reference } from "../oracle/scalar-reference.ts";
import { isLong } from "../long.ts";

/** More for a longer look: COUNTERFLOW_NETWORKS=20000 npx vitest run test/network/exactness.test.ts */
const networks = Number(process.env["COUNTERFLOW_NETWORKS"] ?? 2000);
/** Dual numbers take ten times as long as all the rest: an eighth of the networks, unless there is time. */
const withDuals = isLong ? networks : Math.ceil(networks / 8);

describe(`${networks} random acyclic networks`, () => {
  const cases = Array.from({ length: networks }, (_, seed) => {
    const { file, samples } = randomNetwork(seed);
    return { seed, file, samples, expected: reference(file, samples) };
  });

  it("give the scalar reference's z, a, gain, delta, gradients and loss, bit for bit", () => {
    for (const { seed, file, samples, expected } of cases) {
      expect(differences(run(file, samples), expected), `seed ${seed}`).toEqual([]);
    }
  });

  it("give the same bits for micro-batches of 1, 2, 3 and 7", () => {
    for (const { seed, file, samples, expected } of cases) {
      // Two sizes each, unless there is time.
      for (const microBatch of isLong ? [1, 2, 3, 7] : seed % 2 === 0 ? [1, 3] : [2, 7]) {
        const got = run(file, samples, microBatch);
        expect(differences(got, expected), `seed ${seed}, micro-batches of ${microBatch}`).toEqual([]);
      }
    }
  });

  it.each([
    { kernel: "js", precision: "f64" },
    { kernel: "js", precision: "f32" },
    { kernel: "wasm", precision: "f32" },
  ] as const)("give them with the $kernel kernels in $precision too", ({ kernel, precision }) => {
    for (const { seed, file, samples, expected } of cases) {
      const reached = precision === "f64" ? expected : reference(file, samples, precision);
      // One size of micro-batches each, the whole batch among them.
      const got = run(file, samples, [undefined, 1, 2, 3, 7][seed % 5], { kernel, precision });
      expect(differences(got, reached), `seed ${seed}`).toEqual([]);
    }
  });

  it.each<{ latency: Latency }>([
    { latency: { kind: "constant", ticks: 1 } },
    { latency: { kind: "uniform", from: 0, to: 9 } },
    { latency: { kind: "exponential", mean: 5 } },
    { latency: { kind: "pareto", shape: 1.1, least: 1 } },
  ])("give them where messages are under way for a time: $latency", ({ latency }) => {
    for (const { seed, file, samples, expected } of cases.slice(0, networks / 10)) {
      const options: NetworkOptions = { transport: { name: "simulated", latency, seed } };
      const got = run(file, samples, [undefined, 1, 2, 3, 7][seed % 5], options);
      expect(differences(got, expected), `seed ${seed}`).toEqual([]);
    }
  });

  it("give the derivatives of dual numbers within 1e-13, away from kinks", () => {
    let compared = 0;
    let worst = 0;
    for (const { file, samples, expected } of cases.slice(0, withDuals)) {
      if (isNearKink(expected)) continue;
      const got = run(file, samples);
      const dual = dualGradients(file, samples);
      const scale = Math.max(1, ...dual.synapses.map(Math.abs), ...[...dual.biases.values()].map(Math.abs));
      got.synapses.forEach(({ gradient }, i) => {
        worst = Math.max(worst, Math.abs(gradient - (dual.synapses[i] ?? NaN)) / scale);
      });
      for (const [id, gradient] of dual.biases) {
        worst = Math.max(worst, Math.abs((got.biases.get(id) ?? NaN) - gradient) / scale);
      }
      compared++;
    }
    expect(compared).toBeGreaterThan(withDuals / 2);
    expect(worst).toBeLessThan(1e-13);
  });
});

describe("with feedback weights of their own", () => {
  it("200 networks carry error signals over them, and over the weights everywhere else, bit for bit", () => {
    for (let seed = 0; seed < 200; seed++) {
      const { file, samples } = randomNetwork(seed);
      if ("layers" in file) continue;
      const synapses = file.synapses.map((synapse, i) =>
        i % 3 === 0 ? { ...synapse, feedback: Math.sin(i) } : synapse,
      );
      const other = { ...file, synapses };
      for (const precision of precisions) {
        const got = run(other, samples, 2, { precision });
        const expected = reference(other, samples, precision);
        expect(differences(got, expected), `seed ${seed}, ${precision}`).toEqual([]);
      }
    }
  });
});

describe("a batch of n copies of a sample", () => {
  it.each([1, 2, 4])("has the very gradient and loss of the sample, for n = %i", (n) => {
    for (let seed = 0; seed < 100; seed++) {
      const { file, samples } = randomNetwork(seed);
      const [one, copies] = [copiesOf(samples, 1), copiesOf(samples, n)].map((set) => run(file, set));
      expect(copies?.loss).toBe(one?.loss);
      expect(copies?.synapses).toEqual(one?.synapses);
      expect(copies?.biases).toEqual(one?.biases);
    }
  });

  it.each([3, 5, 7, 8, 10])("has it within the rounding of n sums and one product, for n = %i", (n) => {
    for (let seed = 0; seed < 100; seed++) {
      const { file, samples } = randomNetwork(seed);
      const one = run(file, copiesOf(samples, 1));
      run(file, copiesOf(samples, n)).synapses.forEach(({ gradient }, i) => {
        const expected = one.synapses[i]?.gradient ?? NaN;
        expect(Math.abs(gradient - expected)).toBeLessThanOrEqual(
          (n + 2) * Number.EPSILON * Math.abs(expected),
        );
      });
    }
  });
});

/** What a run of the network says, by the ids of the file. */
interface Got {
  readonly loss: number;
  readonly losses: readonly number[];
  readonly vectors: ReadonlyMap<string, Record<"z" | "a" | "gain" | "delta", Numbers>>;
  readonly synapses: readonly { from: string; to: string; gradient: number }[];
  readonly biases: ReadonlyMap<string, number>;
}

function run(
  file: NetworkFile,
  { inputs, targets }: SamplesJson,
  microBatch?: number,
  options: NetworkOptions = {},
): Got {
  const network = new Network(parseNetwork(file), options);
  const { model, ids } = network;
  const samples = createSamples(inputs, targets);
  const gradients = network.gradients(samples, { microBatch });
  const synapses: Got["synapses"][number][] = [];
  forEachSynapse(model, (source, target, parameter) => {
    const gradient = gradients.parameters[parameter] ?? NaN;
    synapses.push({ from: ids.idOf(source), to: ids.idOf(target), gradient });
  });
  const biases = new Map<string, number>();
  for (const { activation, first, size, rows, fanIn } of model.populations) {
    for (let i = 0; i < size && activation !== "input"; i++) {
      biases.set(ids.idOf(first + i), gradients.parameters[rows + i * (fanIn + 1) + fanIn] ?? NaN);
    }
  }
  const slots = Array.from({ length: model.neuronCount }, (_, slot) => slot);
  const vectors = new Map(slots.map((slot) => [ids.idOf(slot), gradients.neuron(slot)]));
  return { loss: gradients.loss, losses: [...gradients.losses], vectors, synapses, biases };
}

/** Every place where two numbers are not the same bits; NaN and -0 count. */
function differences(got: Got, expected: Reference): string[] {
  const found: string[] = [];
  const compare = (where: string, a: number | undefined, b: number | undefined): void => {
    if (!Object.is(a, b) || b === undefined) found.push(`${where}: ${a} is not ${b}`);
  };
  compare("loss", got.loss, expected.loss);
  expected.losses.forEach((loss, s) => compare(`loss of sample ${s}`, got.losses[s], loss));
  expect(got.synapses.length).toBe(expected.synapses.length);
  expect(got.vectors.size).toBe(expected.neurons.size);
  expected.synapses.forEach(({ from, to, gradient }, i) => {
    const synapse = got.synapses[i];
    if (synapse?.from !== from || synapse.to !== to) found.push(`synapse ${i} is not ${from} -> ${to}`);
    compare(`gradient of ${from} -> ${to}`, synapse?.gradient, gradient);
  });
  for (const [id, neuron] of expected.neurons) {
    const vectors = got.vectors.get(id);
    if (neuron.activation !== "input")
      compare(`bias gradient of ${id}`, got.biases.get(id), neuron.biasGradient);
    for (const name of ["z", "a", "gain", "delta"] as const) {
      neuron[name].forEach((value, s) => compare(`${name} of ${id}, sample ${s}`, vectors?.[name][s], value));
    }
  }
  return found;
}

function copiesOf({ inputs, targets }: SamplesJson, n: number): SamplesJson {
  const copies = <T>(row: T): T[] => new Array<T>(n).fill(row);
  return { inputs: copies(inputs[0] ?? []), targets: copies(targets[0] ?? []) };
}
