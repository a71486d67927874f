import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Model } from "../../src/model/model.ts";
import { neuronIds } from "../../src/model/neuron-ids.ts";
import { forEachSynapse } from "../../src/model/synapses.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { writeNetwork, writeNeurons } from "../../src/model/write-network.ts";
import { acyclicFiles } from "./acyclic-files.ts";
import { layersFile, listedFile, withMember } from "./network-files.ts";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const flag = fc.option(fc.boolean(), { nil: undefined });
const matrix = (rows: number, columns: number) =>
  fc.array(fc.array(finite, { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  });
const layer = (id: string, size: number, before: number) =>
  fc.record({
    id: fc.constant(id),
    size: fc.constant(size),
    activation: fc.constantFrom("tanh", "relu"),
    weights: fc.option(matrix(size, before), { nil: undefined }),
    biases: fc.option(fc.array(finite, { minLength: size, maxLength: size }), { nil: undefined }),
    feedback: fc.option(matrix(size, before), { nil: undefined }),
    trainable: flag,
    trainBias: flag,
  });
const layeredFiles = fc
  .record({ seed: fc.integer(), name: fc.constant("any"), h: layer("h", 3, 2), y: layer("y", 2, 3) })
  .map(({ h, y, ...rest }) => layersFile({ ...rest, layers: [{ id: "x", size: 2 }, h, y] }));

describe("a network that is written and parsed again", () => {
  it.each([
    ["of layers", layeredFiles],
    ["of neurons", acyclicFiles],
  ])("is the same model: %s", (_, files: fc.Arbitrary<unknown>) => {
    fc.assert(
      fc.property(files, (file) => {
        const model = parseNetwork(file);
        expect(parseNetwork(JSON.parse(JSON.stringify(writeNetwork(model))))).toEqual(model);
      }),
    );
  });

  it.each([
    ["of layers", layeredFiles],
    ["of neurons", acyclicFiles],
  ])("has the same rows, names and synapses when written neuron by neuron: %s", (_, files: fc.Arbitrary<unknown>) => {
    const synapsesOf = (model: Model): string[] => {
      const { idOf } = neuronIds(model);
      const list: string[] = [];
      forEachSynapse(model, (source, target, at) => list.push(`${idOf(source)} ${idOf(target)} ${model.parameters[at]}`));
      return list.toSorted();
    };
    fc.assert(
      fc.property(files, (file) => {
        const model = parseNetwork(file);
        const single = parseNetwork(JSON.parse(JSON.stringify(writeNeurons(model))));
        expect(single.parameters.map((x) => x + 0)).toEqual(model.parameters.map((x) => x + 0));
        expect(synapsesOf(single)).toEqual(synapsesOf(model));
      }),
    );
  }); // prettier-ignore

  it("may have other parameters", () => {
    const model = parseNetwork(layersFile());
    const parameters = model.parameters.map((_, i) => i / 3);
    expect(parseNetwork(writeNetwork(model, parameters))).toEqual({ ...model, parameters });
  });

  it("has 0 where it had −0, which JSON has not", () => {
    const model = parseNetwork(withMember(listedFile(), "neurons", 2, { bias: -0 }));
    expect(Object.is(model.parameters[2], -0)).toBe(true);
    expect(parseNetwork(JSON.parse(JSON.stringify(writeNetwork(model)))).parameters[2]).toBe(0);
  });
});

describe("the file of a network", () => {
  it("of neurons says what is not as usual, and no more", () => {
    const frozen = withMember(listedFile({ name: "five" }), "synapses", 4, {
      trainable: false,
      feedback: 0.5,
    });
    const file = withMember(frozen, "neurons", 2, { trainBias: false });
    expect(writeNetwork(parseNetwork(file))).toEqual(file);
  });

  it("of layers has every weight and bias", () => {
    const weights = [
      [1, 2],
      [3, 4],
      [5, 6],
    ];
    const layers = [
      { id: "x", size: 2 },
      { id: "h", size: 3, activation: "tanh", weights, biases: [0, 1, 2], trainBias: false },
      {
        id: "y",
        size: 1,
        activation: "tanh",
        weights: [[7, 8, 9]],
        biases: [3],
        trainable: false,
        feedback: [[1, 1, 1]],
      },
    ];
    const file = layersFile({ name: "three", layers });
    expect(writeNetwork(parseNetwork(file))).toEqual(file);
  });

  it("is refused for numbers that no file can hold", () => {
    const model = parseNetwork(listedFile());
    expect(() => writeNetwork(model, model.parameters.with(3, NaN))).toThrow(
      "parameters[3]: expected a finite number; got NaN",
    );
    expect(() => writeNetwork(model, new Float64Array(8))).toThrow("parameters: expected 9 numbers; got 8");
  });
});
