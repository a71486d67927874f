import { describe, expect, it } from "vitest";
import { anId } from "./expected-words.ts";
import { listedFile, refusal, withMember, type Members } from "./network-files.ts";

const neuron = (index: number, changes: unknown): Members =>
  withMember(listedFile(), "neurons", index, changes);
const synapse = (index: number, changes: unknown): Members =>
  withMember(listedFile(), "synapses", index, changes);
const added = (...synapses: unknown[]): Members =>
  listedFile({ synapses: [...(listedFile()["synapses"] as unknown[]), ...synapses] });

type BadFile = [what: string, file: unknown, error: string];

const badFiles: BadFile[] = [
  ["a synapse that is a list", synapse(1, ["i2", "h1"]), "synapses[1]: expected an object; got a list of 2"],
  ["a synapse from nowhere", synapse(1, { from: undefined }), `synapses[1].from: ${anId}; got nothing`],
  [
    "a dangling synapse",
    synapse(1, { to: "h11" }),
    'synapses[1].to: expected the id of a neuron; got "h11" (did you mean "h1"?)',
  ],
  [
    "an id that all objects have",
    synapse(1, { to: "toString" }),
    'synapses[1].to: expected the id of a neuron; got "toString"',
  ],
  [
    "a mistyped key of a synapse",
    synapse(0, { wieght: 1 }),
    'synapses[0].wieght: expected a key among from, to, weight, trainable, feedback; got "wieght" (did you mean "weight"?)',
  ],
  [
    "a weight that is null",
    synapse(0, { weight: null }),
    "synapses[0].weight: expected a finite number; got null",
  ],
  [
    "a weight left out without a seed",
    synapse(2, { weight: undefined }),
    'synapses[2].weight: expected a number, or a top-level "seed" to draw it from; got nothing',
  ],
  [
    "a bias left out without a seed, where the initializer draws biases",
    neuron(2, { bias: undefined, initializer: "normal" }),
    'neurons[2].bias: expected a number, or a top-level "seed" to draw it from; got nothing',
  ],
  [
    "a weight left out with a seed that is none",
    { ...synapse(2, { weight: undefined }), seed: null },
    "seed: expected an integer; got null",
  ],
  [
    "a second synapse between two neurons",
    added({ from: "i1", to: "h2", weight: 1 }),
    'synapses[6]: expected a pair of its own; got "i1" -> "h2", which synapses[2] has',
  ],
  [
    "a synapse to its own source",
    added({ from: "h1", to: "h1", weight: 1 }),
    'synapses[6].to: expected another neuron than its source; got "h1"',
  ],
  [
    "a synapse into an input",
    added({ from: "h1", to: "i2", weight: 1 }),
    'synapses[6].to: expected a neuron that is not an input; got "i2"',
  ],
  [
    "a cycle of two",
    added({ from: "o1", to: "h1", weight: 1 }),
    "synapses: expected no cycle; got h1 -> o1 -> h1",
  ],
  [
    "two cycles, of which the shorter is shown",
    added({ from: "h2", to: "h1", weight: 1 }, { from: "o1", to: "h2", weight: 1 }),
    "synapses: expected no cycle; got h2 -> o1 -> h2",
  ],
];

describe("a file of synapses is refused, with the place, what was expected and what was got, for", () => {
  it.each(badFiles)("%s", (_, file, error) => expect(refusal(file)).toBe(error));
});

describe("a cycle", () => {
  it("of many neurons is shown by its beginning and its end", () => {
    const count = 100_000;
    const neurons = Array.from({ length: count }, (_, i) => ({ id: `n${i}`, activation: "tanh" }));
    const synapses = neurons.map(({ id }, i) => ({ from: id, to: `n${(i + 1) % count}`, weight: 1 }));
    const file = listedFile({ neurons: [{ id: "x" }, ...neurons], synapses, inputs: ["x"], outputs: ["n0"] });
    expect(refusal(file)).toBe(
      "synapses: expected no cycle; got n0 -> n1 -> n2 -> n3 -> n4 -> … 99991 more … -> n99996 -> n99997 -> n99998 -> n99999 -> n0",
    );
  });
});
