import { describe, expect, it } from "vitest";
import { activations, anId, initializers, layerKeys } from "./expected-words.ts";
import { layersFile, refusal, withMember, type Members } from "./network-files.ts";

const layer = (index: number, changes: unknown): Members =>
  withMember(layersFile(), "layers", index, changes);

type BadFile = [what: string, file: unknown, error: string];

const badFiles: BadFile[] = [
  [
    "layers that are an object",
    layersFile({ layers: {} }),
    "layers: expected a list of at least 2 layers, the first of them the input; got an object",
  ],
  [
    "one layer",
    layersFile({ layers: [{ id: "x", size: 2 }] }),
    "layers: expected a list of at least 2 layers, the first of them the input; got a list of 1",
  ],
  ["a layer that is a number", layer(1, 5), "layers[1]: expected an object; got 5"],
  ["a layer that is null", layer(1, null), "layers[1]: expected an object; got null"],
  ["a layer that is a list", layer(1, []), "layers[1]: expected an object; got an empty list"],
  [
    "a mistyped key",
    layer(1, { bias: [1] }),
    `layers[1].bias: expected a key among ${layerKeys}; got "bias" (did you mean "biases"?)`,
  ],
  [
    "__proto__ in a layer",
    withMember(layersFile(), "layers", 1, JSON.parse('{"__proto__": 1}')),
    `layers[1].__proto__: expected a key among ${layerKeys}; got "__proto__"`,
  ],
  ["no id", layer(1, { id: undefined }), `layers[1].id: ${anId}; got nothing`],
  ["an empty id", layer(1, { id: "" }), `layers[1].id: ${anId}; got ""`],
  [
    "an id of 257 characters",
    layer(1, { id: "h".repeat(257) }),
    `layers[1].id: ${anId}; got "${"h".repeat(40)}…"`,
  ],
  [
    "an id with a control character",
    layer(1, { id: "h\u001b[2J" }),
    `layers[1].id: ${anId}; got "h\\u001b[2J"`,
  ],
  ["the id __proto__", layer(1, { id: "__proto__" }), `layers[1].id: ${anId}; got "__proto__"`],
  ["the id constructor", layer(1, { id: "constructor" }), `layers[1].id: ${anId}; got "constructor"`],
  ["the id prototype", layer(1, { id: "prototype" }), `layers[1].id: ${anId}; got "prototype"`],
  [
    "an id twice",
    layer(2, { id: "x" }),
    'layers[2].id: expected an id of its own; got "x", which layers[0] has',
  ],
  ["size 0", layer(1, { size: 0 }), "layers[1].size: expected an integer from 1 to 10000000; got 0"],
  [
    "a negative size",
    layer(1, { size: -3 }),
    "layers[1].size: expected an integer from 1 to 10000000; got -3",
  ],
  [
    "half a neuron",
    layer(1, { size: 2.5 }),
    "layers[1].size: expected an integer from 1 to 10000000; got 2.5",
  ],
  [
    "a text as size",
    layer(1, { size: "3" }),
    'layers[1].size: expected an integer from 1 to 10000000; got "3"',
  ],
  [
    "an infinite size",
    layer(1, { size: Infinity }),
    "layers[1].size: expected an integer from 1 to 10000000; got Infinity",
  ],
  [
    "a size past all integers",
    layer(1, { size: 1e300 }),
    "layers[1].size: expected an integer from 1 to 10000000; got 1e+300",
  ],
  [
    "too many neurons",
    layersFile({
      layers: [
        { id: "x", size: 6_000_000 },
        { id: "y", size: 6_000_000, activation: "tanh" },
      ],
    }),
    "layers: expected at most 10000000 neurons in all; got 12000000",
  ],
  [
    "too many synapses",
    layersFile({
      layers: [
        { id: "x", size: 20_000 },
        { id: "y", size: 20_000, activation: "tanh" },
      ],
    }),
    "layers: expected at most 200000000 synapses in all; got 400000000",
  ],
  [
    "no activation",
    layer(1, { activation: undefined }),
    `layers[1].activation: expected one of ${activations}; got nothing`,
  ],
  [
    "a mistyped activation",
    layer(1, { activation: "sigmod" }),
    `layers[1].activation: expected one of ${activations}; got "sigmod" (did you mean "sigmoid"?)`,
  ],
  [
    "a number as activation",
    layer(1, { activation: 1 }),
    `layers[1].activation: expected one of ${activations}; got 1`,
  ],
  [
    "an input with an activation",
    layer(0, { activation: "tanh" }),
    'layers[0].activation: expected nothing, as the first layer is the input; got "tanh"',
  ],
  [
    "an input with biases",
    layer(0, { biases: [0, 0] }),
    "layers[0].biases: expected nothing, as the first layer is the input; got a list of 2",
  ],
  [
    "an input with a flag",
    layer(0, { trainable: true }),
    "layers[0].trainable: expected nothing, as the first layer is the input; got true",
  ],
  [
    "an unknown initializer",
    layer(1, { initializer: "xavier" }),
    `layers[1].initializer: expected one of ${initializers}; got "xavier"`,
  ],
  [
    "a number as initializer",
    layer(1, { initializer: 3 }),
    `layers[1].initializer: expected one of ${initializers}; got 3`,
  ],
  [
    "an unknown initializer in an object",
    layer(1, { initializer: { name: "uniforn" } }),
    `layers[1].initializer.name: expected one of ${initializers}; got "uniforn" (did you mean "uniform"?)`,
  ],
  [
    "an initializer with an unknown key",
    layer(1, { initializer: { name: "normal", std: 2 } }),
    'layers[1].initializer.std: expected a key among name, value, low, high, mean, deviation, gain; got "std"',
  ],
  [
    "an initializer with a text",
    layer(1, { initializer: { name: "normal", mean: "0" } }),
    'layers[1].initializer.mean: expected a finite number; got "0"',
  ],
  [
    "an initializer with a number out of range",
    layer(1, { initializer: { name: "normal", deviation: -1 } }),
    "layers[1].initializer.deviation: expected a finite number from 0; got -1",
  ],
  [
    "a flag that is a number",
    layer(1, { trainable: 1 }),
    "layers[1].trainable: expected true or false; got 1",
  ],
  [
    "a flag that is null",
    layer(1, { trainBias: null }),
    "layers[1].trainBias: expected true or false; got null",
  ],
  [
    "weights that are an object",
    layer(1, { weights: {} }),
    "layers[1].weights: expected a list of rows, one per neuron, with a number per neuron of the layer before; got an object",
  ],
  [
    "a row too few",
    layer(1, {
      weights: [
        [1, 2],
        [3, 4],
      ],
    }),
    'layers[1].weights: expected 3 rows, one per neuron of "h"; got 2',
  ],
  [
    "a row too many",
    layer(1, {
      feedback: [
        [1, 2],
        [3, 4],
        [5, 6],
        [7, 8],
      ],
    }),
    'layers[1].feedback: expected 3 rows, one per neuron of "h"; got 4',
  ],
  [
    "a ragged row",
    layer(1, { weights: [[1, 2], [3, 4], [5]] }),
    'layers[1].weights[2]: expected 2 numbers, one per neuron of "x"; got 1',
  ],
  [
    "a row that is a number",
    layer(1, { weights: [[1, 2], 3, [5, 6]] }),
    "layers[1].weights[1]: expected a list of numbers; got 3",
  ],
  [
    "a weight that is null, as JSON makes of NaN",
    layer(1, {
      weights: [
        [1, 2],
        [3, null],
        [5, 6],
      ],
    }),
    "layers[1].weights[1][1]: expected a finite number; got null",
  ],
  [
    "a weight that is NaN",
    layer(1, {
      weights: [
        [NaN, 2],
        [3, 4],
        [5, 6],
      ],
    }),
    "layers[1].weights[0][0]: expected a finite number; got NaN",
  ],
  [
    "a weight that is a list",
    layer(2, {
      feedback: [
        [1, 2, 3],
        [4, 5, [6]],
      ],
    }),
    "layers[2].feedback[1][2]: expected a finite number; got a list of 1",
  ],
  [
    "a bias too few",
    layer(1, { biases: [1, 2] }),
    'layers[1].biases: expected 3 numbers, one per neuron of "h"; got 2',
  ],
  [
    "an infinite bias",
    layer(1, { biases: [1, -Infinity, 3] }),
    "layers[1].biases[1]: expected a finite number; got -Infinity",
  ],
  [
    "an output that the loss does not go with",
    layersFile({ loss: "binary-cross-entropy" }),
    'layers[2].activation: expected sigmoid at an output, as the loss is "binary-cross-entropy"; got "identity"',
  ],
  [
    "a softmax of one",
    { ...layer(2, { size: 1 }), loss: "softmax-cross-entropy" },
    'layers[2].size: expected at least 2 outputs, as the loss is "softmax-cross-entropy"; got 1',
  ],
];

describe("a file of layers is refused, with the place, what was expected and what was got, for", () => {
  it.each(badFiles)("%s", (_, file, error) => expect(refusal(file)).toBe(error));
});
