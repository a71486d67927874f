import { describe, expect, it } from "vitest";
import { InputError } from "../../src/message/input-error.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { activations, initializers, layeredKeys, layerKeys, listedKeys, losses } from "./expected-words.ts";
import { layersFile, listedFile, refusal, withMember, type Members } from "./network-files.ts";

const layer = (index: number, changes: unknown): Members =>
  withMember(layersFile(), "layers", index, changes);
const neuron = (index: number, changes: unknown): Members =>
  withMember(listedFile(), "neurons", index, changes);
const synapse = (index: number, changes: unknown): Members =>
  withMember(listedFile(), "synapses", index, changes);

type BadFile = [what: string, file: unknown, error: string];

const badFiles: BadFile[] = [
  ["a number", 3, "expected a network file, an object; got 3"],
  ["null", null, "expected a network file, an object; got null"],
  ["nothing", undefined, "expected a network file, an object; got nothing"],
  ["a list", [1, 2], "expected a network file, an object; got a list of 2"],
  ["another format", layersFile({ format: "onnx" }), 'format: expected "counterflow-network"; got "onnx"'],
  ["no format", layersFile({ format: undefined }), 'format: expected "counterflow-network"; got nothing'],
  ["version 0", layersFile({ version: 0 }), "version: expected 1, the newest that can be read here; got 0"],
  [
    "a text as version",
    layersFile({ version: "1" }),
    'version: expected 1, the newest that can be read here; got "1"',
  ],
  [
    "a newer version, of which nothing else is said",
    layersFile({ version: 2, blocks: [], loss: "new" }),
    "version: expected 1, the newest that can be read here; got 2",
  ],
  [
    "an empty name",
    layersFile({ name: "" }),
    'name: expected a name of 1 to 256 characters, none of them a control character; got ""',
  ],
  ["no loss", layersFile({ loss: undefined }), `loss: expected one of ${losses}; got nothing`],
  [
    "a mistyped loss",
    layersFile({ loss: "half-square-error" }),
    `loss: expected one of ${losses}; got "half-square-error" (did you mean "half-squared-error"?)`,
  ],
  ["a list as loss", layersFile({ loss: ["a"] }), `loss: expected one of ${losses}; got a list of 1`],
  ["a seed that is no integer", layersFile({ seed: 1.5 }), "seed: expected an integer; got 1.5"],
  ["a seed that is a text", layersFile({ seed: "7" }), 'seed: expected an integer; got "7"'],
  [
    "a mistyped list of layers",
    { format: "counterflow-network", version: 1, loss: "half-squared-error", layres: [] },
    `layres: expected a key among ${listedKeys}, layers; got "layres" (did you mean "layers"?)\n` +
      'expected "layers", or "neurons", "synapses", "inputs" and "outputs"; got neither',
  ],
  [
    "layers and neurons",
    layersFile({ neurons: [] }),
    `neurons: expected a key among ${layeredKeys}; got "neurons"`,
  ],
  [
    "an unknown key",
    listedFile({ sead: 3 }),
    `sead: expected a key among ${listedKeys}; got "sead" (did you mean "seed"?)`,
  ],
  [
    "__proto__ as a key",
    JSON.parse(
      '{"format": "counterflow-network", "version": 1, "loss": "half-squared-error", "__proto__": {"a": 1}, "layers": [{"id": "x", "size": 1}, {"id": "y", "size": 1, "activation": "tanh"}]}',
    ),
    `__proto__: expected a key among ${layeredKeys}; got "__proto__"`,
  ],
  [
    "a key with a line feed, and too long to show",
    layersFile({ ["\n".repeat(50)]: 1 }),
    `["${"\\n".repeat(40)}…"]: expected a key among ${layeredKeys}; got "${"\\n".repeat(40)}…"`,
  ],
];

describe("what is no network file is refused, with the place, what was expected and what was got:", () => {
  it.each(badFiles)("%s", (_, file, error) => expect(refusal(file)).toBe(error));
});

describe("a file with many problems", () => {
  it("is refused with all of them, each once", () => {
    const file = {
      version: 1,
      loss: "crossentropy",
      layers: [
        { id: "x", size: 2, bias: 0 },
        { id: "h", size: -1, activation: "rulu", weights: [[1], ["2"]] },
        {
          id: "x",
          size: 1,
          activation: "tanh",
          weights: [[1, 2]],
          initializer: { nam: "normal" },
          biases: [],
        },
      ],
      sed: 1,
    };
    expect(refusal(file).split("\n")).toEqual([
      `sed: expected a key among ${layeredKeys}; got "sed" (did you mean "seed"?)`,
      'format: expected "counterflow-network"; got nothing',
      `loss: expected one of ${losses}; got "crossentropy"`,
      `layers[0].bias: expected a key among ${layerKeys}; got "bias" (did you mean "biases"?)`,
      "layers[1].size: expected an integer from 1 to 10000000; got -1",
      `layers[1].activation: expected one of ${activations}; got "rulu" (did you mean "relu"?)`,
      'layers[2].initializer.nam: expected a key among name, value, low, high, mean, deviation, gain; got "nam" (did you mean "name"?)',
      `layers[2].initializer.name: expected one of ${initializers}; got nothing`,
      'layers[2].id: expected an id of its own; got "x", which layers[0] has',
      'layers[1].weights[0]: expected 2 numbers, one per neuron of "x"; got 1',
      'layers[1].weights[1]: expected 2 numbers, one per neuron of "x"; got 1',
      'layers[1].weights[1][0]: expected a finite number; got "2"',
      'layers[2].biases: expected 1 number, one per neuron of "x"; got 0',
    ]);
  });

  it("says what is wrong with synapses although neurons are wrong as well", () => {
    const file = withMember(neuron(2, { activation: "sigmod" }), "synapses", 0, { to: "h3" });
    expect(refusal(file).split("\n")).toEqual([
      `neurons[2].activation: expected one of ${activations}; got "sigmod" (did you mean "sigmoid"?)`,
      'synapses[0].to: expected the id of a neuron; got "h3" (did you mean "h1"?)',
    ]);
  });

  it("gives them as paths and messages too", () => {
    try {
      parseNetwork(layer(1, { size: 0 }));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).problems).toEqual([
        { path: "layers[1].size", message: "expected an integer from 1 to 10000000; got 0" },
      ]);
    }
  });

  it("is refused even with a hundred thousand of them", () => {
    const neurons = Array.from({ length: 100_000 }, () => ({ id: "" }));
    expect(
      refusal(listedFile({ neurons, synapses: [], inputs: ["a"], outputs: ["b"] })).split("\n"),
    ).toHaveLength(100_002);
  });
});

describe("limits", () => {
  it.each([
    ["neurons", 10_000_001, "neurons: expected at most 10000000 neurons; got 10000001"],
    ["synapses", 200_000_001, "synapses: expected at most 200000000 synapses; got 200000001"],
  ])("of %s hold before anything is allocated", (key, count, error) => {
    const many: unknown[] = [];
    many.length = count;
    expect(refusal(listedFile({ [key]: many }))).toBe(error);
  });

  it("leave out what else is in a value, however deep it is nested", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(refusal(layer(1, { size: deep }))).toBe(
      "layers[1].size: expected an integer from 1 to 10000000; got a list of 1",
    );
  });
});

describe("a seed given by option", () => {
  it("stands in for the file's", () => {
    const file = synapse(2, { weight: undefined });
    expect(parseNetwork(file, { seed: 3 }).parameters).toEqual(parseNetwork({ ...file, seed: 3 }).parameters);
  });

  it("goes before the seed of a file of neurons", () => {
    const file = synapse(2, { weight: undefined });
    const drawn = parseNetwork({ ...file, seed: 3 }).parameters;
    expect(parseNetwork({ ...file, seed: 4 }, { seed: 3 }).parameters).toEqual(drawn);
    expect(parseNetwork({ ...file, seed: 4 }).parameters).not.toEqual(drawn);
  });

  it("goes before the seed of a file of layers", () => {
    const drawn = parseNetwork(layersFile({ seed: 3 })).parameters;
    expect(parseNetwork(layersFile({ seed: 4 }), { seed: 3 }).parameters).toEqual(drawn);
    expect(parseNetwork(layersFile({ seed: 4 })).parameters).not.toEqual(drawn);
  });
});
