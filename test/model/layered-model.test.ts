import { describe, expect, it } from "vitest";
import { random } from "../../src/math/random.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { Network } from "../../src/network/network.ts";
import { layersFile } from "./network-files.ts";

const weighted = [
  { id: "x", size: 2 },
  {
    id: "h",
    size: 3,
    activation: "tanh",
    weights: [
      [1, 2],
      [4, 5],
      [7, 8],
    ],
    biases: [3, 6, 9],
  },
  { id: "y", size: 1, activation: "identity", weights: [[10, 11, 12]], biases: [13] },
];

/** Layers of `sizes` neurons; of all that a layer can leave out, only `changes` are there. */
function layersOf(sizes: readonly number[], changes = {}): unknown[] {
  return sizes.map((size, i) =>
    i === 0 ? { id: "l0", size } : { id: `l${i}`, size, activation: "tanh", ...changes },
  );
}

describe("a model of layers", () => {
  it("has a population a layer, with neighbouring slots and rows", () => {
    const model = parseNetwork(layersFile({ layers: weighted }));
    expect(model.populations).toEqual([
      { id: "x", naming: "numbered", activation: "input", first: 0, size: 2, fanIn: 0, rows: 0, depth: 0 },
      { id: "h", naming: "numbered", activation: "tanh", first: 2, size: 3, fanIn: 2, rows: 0, depth: 1 },
      { id: "y", naming: "numbered", activation: "identity", first: 5, size: 1, fanIn: 3, rows: 9, depth: 2 },
    ]);
    expect(model).toMatchObject({
      name: "network",
      loss: "half-squared-error",
      neuronCount: 6,
      synapseCount: 9,
    });
    expect([...model.inputs]).toEqual([0, 1]);
    expect([...model.outputs]).toEqual([5]);
  });

  it("has a projection from each layer to the next", () => {
    const { projections } = parseNetwork(layersFile({ layers: weighted }));
    expect(projections.count).toBe(2);
    expect([...projections.source]).toEqual([0, 1]);
    expect([...projections.target]).toEqual([1, 2]);
    expect([...projections.position]).toEqual([0, 0]);
  });

  it("has rows of weights, each followed by its bias", () => {
    const { parameters } = parseNetwork(layersFile({ layers: weighted }));
    expect([...parameters]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });

  it("keeps its name and loss", () => {
    expect(parseNetwork(layersFile({ name: "small", loss: "mean-squared-error" }))).toMatchObject({
      name: "small",
      loss: "mean-squared-error",
    });
  });

  it("has no feedback and nothing frozen unless the file says so", () => {
    const model = parseNetwork(layersFile({ layers: weighted }));
    expect(model.feedback).toBeUndefined();
    expect(model.frozen).toBeUndefined();
  });

  it("freezes weights and biases of a layer apart from each other", () => {
    const [x, h, y] = weighted;
    const frozen = (hidden: object, output: object): number[] => {
      const file = layersFile({ layers: [x, { ...h, ...hidden }, { ...y, ...output }] });
      return [...(parseNetwork(file).frozen ?? [])];
    };
    expect(frozen({ trainable: false }, {})).toEqual([1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0]);
    expect(frozen({ trainBias: false }, { trainable: false })).toEqual([
      0, 0, 1, 0, 0, 1, 0, 0, 1, 1, 1, 1, 0,
    ]);
    expect(frozen({ trainable: true }, { trainBias: true })).toEqual([]);
  });

  it("has feedback weights in the places of the weights, and NaN elsewhere", () => {
    const [x, h, y] = weighted;
    const { feedback } = parseNetwork(layersFile({ layers: [x, h, { ...y, feedback: [[-1, 11, -3]] }] }));
    expect([...(feedback ?? [])]).toEqual([...Array<number>(9).fill(NaN), -1, 11, -3, NaN]);
  });
});

describe("what a layer leaves out", () => {
  // The initializer "uniform" is low + (high − low)·u for weights and biases alike: with 0 and 1, u itself.
  const uniform = { name: "uniform", low: 0, high: 1 };
  const draws = (seed: number, domain: string, count: number): number[] => {
    const stream = random(seed, domain);
    return Array.from({ length: count }, () => stream.uniform());
  };

  it("is drawn from the stream of its layer, row by row, weights before the bias", () => {
    const file = layersFile({ seed: 7, layers: layersOf([2, 3, 2], { initializer: uniform }) });
    expect([...parseNetwork(file).parameters]).toEqual([
      ...draws(7, "weights/l1", 9),
      ...draws(7, "weights/l2", 8),
    ]);
  });

  it("is drawn from seed 0 in a file without one", () => {
    const file = layersFile({ layers: layersOf([2, 3], { initializer: uniform }) });
    expect([...parseNetwork(file).parameters]).toEqual(draws(0, "weights/l1", 9));
  });

  it("is all that is drawn: what is given draws nothing", () => {
    const [u0 = NaN, u1 = NaN, u2 = NaN, u3 = NaN] = draws(0, "weights/l1", 4);
    const parametersWith = (changes: object): number[] => [
      ...parseNetwork(layersFile({ layers: layersOf([2, 2], { initializer: uniform, ...changes }) }))
        .parameters,
    ];
    expect(parametersWith({ biases: [8, 9] })).toEqual([u0, u1, 8, u2, u3, 9]);
    expect(
      parametersWith({
        weights: [
          [5, 6],
          [7, 8],
        ],
      }),
    ).toEqual([5, 6, u0, 7, 8, u1]);
  });

  it("does not move when another layer changes", () => {
    const last = (sizes: readonly number[]): number[] => [
      ...parseNetwork(layersFile({ layers: layersOf(sizes) })).parameters.slice(-4),
    ];
    expect(last([5, 4, 3, 1])).toEqual(last([6, 4, 3, 1]));
  });

  it("is, without an initializer, uniform within ±√(6 / (fan-in + fan-out)), with biases 0", () => {
    const { parameters } = parseNetwork(layersFile({ layers: layersOf([4, 2]) }));
    const stream = random(0, "weights/l1");
    const bound = Math.sqrt(6 / (4 + 2));
    const row = (): number[] => [...Array.from({ length: 4 }, () => bound * (2 * stream.uniform() - 1)), 0];
    expect([...parameters]).toEqual([...row(), ...row()]);
  });

  it("is drawn with the size of the layer before as fan-in, and its own as fan-out", () => {
    // He's bound is √2·√(3 / fan-in), whatever the fan-out.
    const { parameters } = parseNetwork(
      layersFile({ layers: layersOf([1, 4], { initializer: "he-uniform" }) }),
    );
    const stream = random(0, "weights/l1");
    const weights = Array.from(
      { length: 4 },
      () => Math.SQRT2 * Math.sqrt(3 / 1) * (2 * stream.uniform() - 1),
    );
    expect([...parameters]).toEqual(weights.flatMap((weight) => [weight, 0]));
  });
});

describe("parameters that are left out", () => {
  const model = parseNetwork(layersFile({ seed: 3 }));

  it("are drawn into a network's memory as they are when they are looked at", () => {
    const [doubles, singles] = [
      new Float64Array(model.parameterCount),
      new Float32Array(model.parameterCount),
    ];
    model.drawParameters?.(doubles);
    model.drawParameters?.(singles);
    expect(doubles).toEqual(model.parameters);
    expect(singles).toEqual(Float32Array.from(model.parameters));
    expect(new Network(model).parameters).toEqual(model.parameters);
  });

  it("are those of a changed copy where a model is copied and changed", () => {
    const parameters = model.parameters.map((_, i) => i);
    expect(new Network({ ...model, parameters }).parameters).toEqual(parameters);
    expect(new Network({ ...model, name: "other" }).parameters).toEqual(model.parameters);
  });
});
