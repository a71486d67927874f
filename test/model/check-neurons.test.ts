import { describe, expect, it } from "vitest";
import { activations, anId } from "./expected-words.ts";
import { listedFile, refusal, withMember, type Members } from "./network-files.ts";

const neuron = (index: number, changes: unknown): Members =>
  withMember(listedFile(), "neurons", index, changes);

type BadFile = [what: string, file: unknown, error: string];

const badFiles: BadFile[] = [
  [
    "no neurons",
    listedFile({ neurons: undefined }),
    "neurons: expected a list of at least 1 neuron; got nothing",
  ],
  [
    "an empty list of neurons",
    listedFile({ neurons: [] }),
    "neurons: expected a list of at least 1 neuron; got an empty list",
  ],
  ["no synapses", listedFile({ synapses: undefined }), "synapses: expected a list of synapses; got nothing"],
  ["a text as synapses", listedFile({ synapses: "all" }), 'synapses: expected a list of synapses; got "all"'],
  ["no inputs", listedFile({ inputs: undefined }), "inputs: expected a list of at least 1 id; got nothing"],
  [
    "empty outputs",
    listedFile({ outputs: [] }),
    "outputs: expected a list of at least 1 id; got an empty list",
  ],
  ["an input that is a number", listedFile({ inputs: ["i1", 2] }), `inputs[1]: ${anId}; got 2`],
  [
    "an unknown input, which leaves its neuron without an activation",
    listedFile({ inputs: ["i1", "2i"] }),
    'inputs[1]: expected the id of a neuron; got "2i" (did you mean "i2"?)',
  ],
  [
    "an unknown output",
    listedFile({ outputs: ["O1"] }),
    'outputs[0]: expected the id of a neuron; got "O1" (did you mean "o1"?)',
  ],
  [
    "an input twice",
    listedFile({ inputs: ["i1", "i2", "i1"] }),
    'inputs[2]: expected an id of its own; got "i1", which inputs[0] has',
  ],
  [
    "an output twice",
    listedFile({ outputs: ["o1", "o1"] }),
    'outputs[1]: expected an id of its own; got "o1", which outputs[0] has',
  ],
  [
    "an input that is an output",
    listedFile({ outputs: ["o1", "i2"] }),
    'outputs[1]: expected a neuron that is not an input; got "i2"',
  ],
  [
    "a neuron that is a text, which leaves its synapses dangling",
    neuron(3, "h2"),
    'neurons[3]: expected an object; got "h2"\n' +
      'synapses[2].to: expected the id of a neuron; got "h2" (did you mean "i2"?)\n' +
      'synapses[3].to: expected the id of a neuron; got "h2" (did you mean "i2"?)\n' +
      'synapses[5].from: expected the id of a neuron; got "h2" (did you mean "i2"?)',
  ],
  [
    "an id twice",
    withMember(listedFile(), "neurons", 5, { id: "h1", activation: "tanh" }),
    'neurons[5].id: expected an id of its own; got "h1", which neurons[2] has',
  ],
  [
    "no activation",
    neuron(2, { activation: undefined }),
    `neurons[2].activation: expected one of ${activations}; got nothing`,
  ],
  [
    "a bias that is a text",
    neuron(2, { bias: "0.35" }),
    'neurons[2].bias: expected a finite number; got "0.35"',
  ],
  ["a bias that is NaN", neuron(2, { bias: NaN }), "neurons[2].bias: expected a finite number; got NaN"],
  [
    "a mistyped key of a neuron",
    neuron(2, { trainbias: false }),
    'neurons[2].trainbias: expected a key among id, activation, bias, trainBias, initializer; got "trainbias" (did you mean "trainBias"?)',
  ],
  [
    "an input with a bias",
    neuron(0, { bias: 0 }),
    "neurons[0].bias: expected nothing, as the neuron is an input; got 0",
  ],
  [
    "an input with an activation",
    neuron(0, { activation: "identity" }),
    'neurons[0].activation: expected nothing, as the neuron is an input; got "identity"',
  ],
  [
    "an initializer with a number that it has not",
    neuron(2, { initializer: { name: "constant", gain: 2 } }),
    "neurons[2].initializer.gain: expected an option of constant (value); got 2",
  ],
  [
    "an output that the loss does not go with",
    listedFile({ loss: "softmax-cross-entropy", outputs: ["o1", "h1"] }),
    'neurons[4].activation: expected identity at an output, as the loss is "softmax-cross-entropy"; got "sigmoid"\n' +
      'neurons[2].activation: expected identity at an output, as the loss is "softmax-cross-entropy"; got "sigmoid"',
  ],
  [
    "a softmax of one",
    { ...neuron(4, { activation: "identity" }), loss: "softmax-cross-entropy" },
    'outputs: expected at least 2 outputs, as the loss is "softmax-cross-entropy"; got 1',
  ],
  [
    "inputs with empty places, which only a program can give",
    { ...listedFile(), inputs: Array(2) },
    `inputs[0]: ${anId}; got nothing\ninputs[1]: ${anId}; got nothing`,
  ],
];

describe("a file of neurons is refused, with the place, what was expected and what was got, for", () => {
  it.each(badFiles)("%s", (_, file, error) => expect(refusal(file)).toBe(error));
});
