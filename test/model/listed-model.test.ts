import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { random } from "../../src/math/random.ts";
import type { NeuronsFile } from "../../src/model/network-spec.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { forEachSynapse } from "../../src/model/synapses.ts";
import { layersFile, listedFile, withMember } from "./network-files.ts";
import { acyclicFiles } from "./acyclic-files.ts";

describe("a model of neurons and synapses", () => {
  it("has a population a neuron, in the order of the file", () => {
    const { populations, neuronCount } = parseNetwork(listedFile());
    const naming = "single";
    expect(neuronCount).toBe(5);
    expect(populations).toEqual([
      { id: "i1", naming, activation: "input", first: 0, size: 1, fanIn: 0, rows: 0, depth: 0 },
      { id: "i2", naming, activation: "input", first: 1, size: 1, fanIn: 0, rows: 0, depth: 0 },
      { id: "h1", naming, activation: "sigmoid", first: 2, size: 1, fanIn: 2, rows: 0, depth: 1 },
      { id: "h2", naming, activation: "sigmoid", first: 3, size: 1, fanIn: 2, rows: 3, depth: 1 },
      { id: "o1", naming, activation: "sigmoid", first: 4, size: 1, fanIn: 2, rows: 6, depth: 2 },
    ]);
  });

  it("has a projection a synapse, in the order of the file, with its place in the row of its target", () => {
    const synapses = (listedFile()["synapses"] as unknown[]).toReversed();
    const { projections, parameters, synapseCount } = parseNetwork(listedFile({ synapses }));
    expect(synapseCount).toBe(6);
    expect([...projections.source]).toEqual([3, 2, 1, 0, 1, 0]);
    expect([...projections.target]).toEqual([4, 4, 3, 3, 2, 2]);
    expect([...projections.position]).toEqual([0, 1, 0, 1, 0, 1]);
    expect([...parameters]).toEqual([0.2, 0.15, 0.35, 0.3, 0.25, 0.35, 0.45, 0.4, 0.6]);
  });

  it("has inputs and outputs in their own order", () => {
    const { inputs, outputs } = parseNetwork(listedFile({ inputs: ["i2", "i1"], outputs: ["o1", "h2"] }));
    expect([...inputs]).toEqual([1, 0]);
    expect([...outputs]).toEqual([4, 3]);
  });

  it("may list neurons in any order", () => {
    const neurons = (listedFile()["neurons"] as unknown[]).toReversed();
    const model = parseNetwork(listedFile({ neurons }));
    expect(model.populations.map(({ id, rows, depth }) => [id, rows, depth])).toEqual([
      ["o1", 0, 2],
      ["h2", 3, 1],
      ["h1", 6, 1],
      ["i2", 9, 0],
      ["i1", 9, 0],
    ]);
  });

  it("freezes single weights and biases, and has feedback on single synapses", () => {
    const frozen = withMember(listedFile(), "synapses", 4, { trainable: false, feedback: 0.4 });
    const model = parseNetwork(withMember(frozen, "neurons", 2, { trainBias: false }));
    expect([...(model.frozen ?? [])]).toEqual([0, 0, 1, 0, 0, 0, 1, 0, 0]);
    expect([...(model.feedback ?? [])]).toEqual([NaN, NaN, NaN, NaN, NaN, NaN, 0.4, NaN, NaN]);
  });

  it("draws a neuron without any source next to the inputs", () => {
    const neurons = [{ id: "i" }, { id: "free", activation: "tanh" }, { id: "o", activation: "tanh" }];
    const synapses = [{ from: "free", to: "o", weight: 1 }];
    const model = parseNetwork(listedFile({ neurons, synapses, inputs: ["i"], outputs: ["o"] }));
    expect(model.populations.map(({ depth }) => depth)).toEqual([0, 1, 2]);
    expect([...model.parameters]).toEqual([0, 1, 0]);
  });
});

describe("what a file of neurons leaves out", () => {
  // With 0 and 1, "uniform" is the stream's number itself, for weights and biases alike.
  const initializer = { name: "uniform", low: 0, high: 1 };

  it("is drawn from the stream of its neuron, and what is given draws nothing", () => {
    const withRule = withMember(listedFile({ seed: 5 }), "neurons", 2, { initializer, bias: undefined });
    const stream = random(5, "weights/h1");
    const expected = [0.15, stream.uniform(), stream.uniform()];
    const { parameters } = parseNetwork(withMember(withRule, "synapses", 1, { weight: undefined }));
    expect([...parameters.slice(0, 3)]).toEqual(expected);
    expect([...parameters.slice(3)]).toEqual([0.25, 0.3, 0.35, 0.4, 0.45, 0.6]);
  });

  it("is drawn with the count of outgoing synapses of its source as fan-out", () => {
    // i1 has 2 outgoing synapses and h1 2 incoming ones; h1 has 1 outgoing, o1 2 incoming.
    const bare = withMember(listedFile({ seed: 5 }), "synapses", 0, { weight: undefined });
    const { parameters } = parseNetwork(withMember(bare, "synapses", 4, { weight: undefined }));
    const drawn = (id: string, fans: number): number =>
      Math.sqrt(6 / fans) * (2 * random(5, `weights/${id}`).uniform() - 1);
    expect([parameters[0], parameters[6]]).toEqual([drawn("h1", 4), drawn("o1", 3)]);
  });

  it("needs no seed where the initializer draws nothing", () => {
    const constant = { initializer: { name: "constant", value: 2 }, bias: undefined };
    const file = withMember(withMember(listedFile(), "neurons", 2, constant), "synapses", 0, {
      weight: undefined,
    });
    expect([...parseNetwork(file).parameters.slice(0, 3)]).toEqual([2, 0.2, 2]);
    const biasless = withMember(listedFile(), "neurons", 3, { bias: undefined });
    expect(parseNetwork(biasless).parameters[5]).toBe(0);
  });
});

describe("one network in both forms", () => {
  it("has the same numbers in the same places", () => {
    const weights = [
      [1, 2],
      [3, 4],
      [5, 6],
    ];
    const feedback = [
      [-1, -2],
      [-3, -4],
      [-5, -6],
    ];
    const output = [
      [7, 8, 9],
      [10, 11, 12],
    ];
    const layered = parseNetwork(
      layersFile({
        layers: [
          { id: "x", size: 2 },
          {
            id: "h",
            size: 3,
            activation: "tanh",
            weights,
            feedback,
            biases: [0.1, 0.2, 0.3],
            trainBias: false,
          },
          { id: "y", size: 2, activation: "identity", weights: output, biases: [0.4, 0.5], trainable: false },
        ],
      }),
    );
    const neurons = [
      { id: "x.0" },
      { id: "x.1" },
      ...[0.1, 0.2, 0.3].map((bias, i) => ({ id: `h.${i}`, activation: "tanh", bias, trainBias: false })),
      ...[0.4, 0.5].map((bias, i) => ({ id: `y.${i}`, activation: "identity", bias })),
    ];
    const synapses = [
      ...weights.flatMap((row, j) =>
        row.map((weight, i) => ({ from: `x.${i}`, to: `h.${j}`, weight, feedback: feedback[j]?.[i] })),
      ),
      ...output.flatMap((row, j) =>
        row.map((weight, i) => ({ from: `h.${i}`, to: `y.${j}`, weight, trainable: false })),
      ),
    ];
    const listed = parseNetwork(
      listedFile({ neurons, synapses, inputs: ["x.0", "x.1"], outputs: ["y.0", "y.1"] }),
    );
    const numbersOf = ({
      inputs,
      outputs,
      parameters,
      feedback,
      frozen,
      neuronCount,
      synapseCount,
    }: typeof listed) => ({
      inputs,
      outputs,
      parameters,
      feedback,
      frozen,
      neuronCount,
      synapseCount,
    });
    expect(numbersOf(listed)).toEqual(numbersOf(layered));
    expect(walk(listed)).toEqual(walk(layered));
  });
});

describe("any acyclic file", () => {
  it("has the rows, places and depths that counting by hand gives", () => {
    fc.assert(
      fc.property(acyclicFiles, (file) => {
        const model = parseNetwork(file);
        let rows = 0;
        file.neurons.forEach(({ id, bias = 0 }, slot) => {
          const population = model.populations[slot];
          const incoming = file.synapses.filter(({ to }) => to === id);
          expect(population).toMatchObject({ id, first: slot, size: 1, fanIn: incoming.length, rows });
          expect(population?.depth).toBe(longestPath(file, id));
          if (file.inputs.includes(id)) return;
          const row = [...incoming.map(({ weight }) => weight), bias];
          expect([...model.parameters.subarray(rows, rows + row.length)]).toEqual(row);
          rows += row.length;
        });
        expect(model.parameters).toHaveLength(rows);
        file.synapses.forEach(({ to }, e) => {
          const earlier = file.synapses.slice(0, e).filter((other) => other.to === to);
          expect(model.projections.position[e]).toBe(earlier.length);
        });
      }),
      { numRuns: 300 },
    );
  });
});

/** Steps from the inputs, straight from the definition. */
function longestPath(file: NeuronsFile, id: string): number {
  if (file.inputs.includes(id)) return 0;
  const sources = file.synapses.filter(({ to }) => to === id).map(({ from }) => longestPath(file, from));
  return 1 + Math.max(0, ...sources);
}

function walk(model: Parameters<typeof forEachSynapse>[0]): number[][] {
  const visited: number[][] = [];
  forEachSynapse(model, (...synapse) => visited.push(synapse));
  return visited;
}
