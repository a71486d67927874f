import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeIdx } from "../data/write-idx.ts";
import { type Members, layersFile, listedFile, withMember } from "../model/network-files.ts";
import { command, folderWith, start } from "./command-line.ts";

// Every way in which input is commonly wrong, from the user's side: one sentence that says where, what was expected and
// what was got; exit code 3; nothing on stdout; no file made.

const samples = { inputs: [[0.05, 0.1]], targets: [[0.01]] };
const asText = (file: Members): string => JSON.stringify(file);
const listed = listedFile();
const columnOfBias = asText(listed).indexOf("0.35") + 1;
const layered = { ...layersFile(), seed: 1 };

interface BadInput {
  readonly what: string;
  readonly network?: object | string;
  /** Name and content of the samples file, where it is another one. */
  readonly samples?: readonly [name: string, content: object | string | Uint8Array];
  readonly argument?: string;
  readonly options?: readonly string[];
  readonly sentence: string;
}

const cases: readonly BadInput[] = [
  {
    what: "an unknown key",
    network: { ...layered, layres: [] },
    sentence:
      'network.json: layres: expected a key among format, version, name, loss, seed, layers; got "layres" (did you mean "layers"?)',
  },
  {
    what: "an unknown key of a neuron",
    network: withMember(listed, "neurons", 2, { activaton: "tanh" }),
    sentence:
      'network.json: neurons[2].activaton: expected a key among id, activation, bias, trainBias, initializer; got "activaton" (did you mean "activation"?)',
  },
  {
    what: "a missing weight",
    network: withMember(listed, "synapses", 1, { weight: undefined }),
    sentence:
      'network.json: synapses[1].weight: expected a number, or a top-level "seed" to draw it from; got nothing',
  },
  {
    what: "ragged rows of weights",
    network: withMember(layered, "layers", 1, { weights: [[1, 2], [3], [4, 5]] }),
    sentence: 'network.json: layers[1].weights[1]: expected 2 numbers, one per neuron of "x"; got 1',
  },
  {
    what: "NaN, which is no JSON",
    network: asText(listed).replace("0.35", "NaN"),
    sentence: `network.json: line 1, column ${columnOfBias}: expected a finite number; got NaN`,
  },
  {
    what: "a number that overflows",
    network: asText(listed).replace("0.35", "1e999"),
    sentence: `network.json: line 1, column ${columnOfBias}: expected a finite number; got 1e999`,
  },
  {
    what: "a cycle",
    network: {
      ...listed,
      synapses: [...(listed["synapses"] as object[]), { from: "o1", to: "h1", weight: 1 }],
    },
    sentence: "network.json: synapses: expected no cycle; got h1 -> o1 -> h1",
  },
  {
    what: "a dangling synapse",
    network: withMember(listed, "synapses", 2, { to: "h9" }),
    sentence: 'network.json: synapses[2].to: expected the id of a neuron; got "h9" (did you mean "h1"?)',
  },
  {
    what: "a synapse twice",
    network: withMember(listed, "synapses", 1, { from: "i1" }),
    sentence:
      'network.json: synapses[1]: expected a pair of its own; got "i1" -> "h1", which synapses[0] has',
  },
  {
    what: "an unknown activation function",
    network: withMember(listed, "neurons", 2, { activation: "sigmod" }),
    sentence:
      'network.json: neurons[2].activation: expected one of identity, sigmoid, tanh, relu, leaky-relu, elu, softplus, gelu, sin; got "sigmod" (did you mean "sigmoid"?)',
  },
  {
    what: "__proto__ as an id",
    network: {
      ...listed,
      neurons: [...(listed["neurons"] as object[]), { id: "__proto__", activation: "tanh", bias: 0 }],
    },
    sentence:
      'network.json: neurons[5].id: expected an id of 1 to 256 characters, none of them a control character, other than __proto__, constructor and prototype; got "__proto__"',
  },
  {
    what: "JSON 5,000,000 deep",
    network: "[".repeat(5_000_000),
    sentence: "network.json: line 1, column 65: expected at most 64 levels of nesting; got more",
  },
  {
    what: "an empty file",
    network: "",
    sentence: "network.json: line 1, column 1: expected a value; got the end of the text",
  },
  {
    what: "samples that are too wide",
    samples: ["samples.json", { inputs: [[1, 2, 3]], targets: [[1]] }],
    sentence: "samples.json: inputs: expected 2 numbers a sample, one per input of the network; got 3",
  },
  {
    what: "ragged samples",
    samples: ["samples.json", { inputs: [[1, 2], [3]], targets: [[1], [0]] }],
    sentence: "samples.json: inputs[1]: expected 2 numbers as in inputs[0]; got 1",
  },
  {
    what: "a text in a column of numbers",
    samples: ["samples.csv", "a,b,y\n1,2,0\n3,x,1\n"],
    options: ["--targets", "y"],
    sentence:
      'samples.csv: line 3, column 3: expected a finite decimal number in "b"; got "x" (a column of text has to be named in targets or classes)',
  },
  {
    what: "no samples",
    samples: ["samples.json", { inputs: [], targets: [] }],
    sentence: "samples.json: inputs: expected at least one sample; got none",
  },
  {
    what: "a CSV file of a header alone",
    samples: ["samples.csv", "a,b,y\n"],
    options: ["--targets", "y"],
    sentence: "samples.csv: expected at least one line after the header; got none",
  },
  {
    what: "a label out of range",
    samples: ["labels", writeIdx(8, [2], [1, 7])],
    argument: "images,labels",
    options: ["--classes", "5"],
    sentence: "images,labels: labels[1]: expected a class 0 … 4; got 7",
  },
  {
    what: "a truncated IDX file",
    samples: ["labels", writeIdx(8, [2], [1, 2]).subarray(0, 9)],
    argument: "images,labels",
    sentence: "labels: expected 10 bytes for 2 elements; got 9",
  },
  { what: "a directory", argument: "folder.json", sentence: "folder.json: expected a file; got a directory" },
  {
    what: "a file that is not there",
    argument: "nothing.json",
    sentence: "nothing.json: expected a file; got none of this name",
  },
  {
    what: "an unknown generated set",
    argument: "builtin:xorr",
    sentence:
      'builtin:xorr: expected one of and, or, xor, circle, xor-field, clusters, gauss, spiral, moons, plane, bumps, glyphs; got "xorr" (did you mean "xor"?)',
  },
];

/** A folder with the case's files, and the words of the command line. */
function prepare({
  network = listed,
  samples: file = ["samples.json", samples],
  argument,
  options = [],
}: BadInput) {
  const folder = folderWith({
    "network.json": network,
    images: writeIdx(8, [2, 1, 2], [0, 1, 2, 3]),
    [file[0]]: file[1],
  });
  mkdirSync(join(folder, "folder.json"));
  return { folder, network: "network.json", samples: argument ?? file[0], options };
}

describe("bad input ends with exit code 3 and one sentence", () => {
  it.each(cases)("$what", async (bad) => {
    const { folder, network, samples: text, options } = prepare(bad);
    const before = readdirSync(folder);
    const home = process.cwd();
    process.chdir(folder);
    try {
      const out = ["--out", "out.json"];
      for (const argv of [
        ["train", network, text, ...out],
        ["gradients", network, text],
        ["gradients", network, text, "--json"],
      ]) {
        expect(await command(...argv, ...options)).toEqual({
          code: 3,
          stdout: "",
          stderr: `${bad.sentence}\n`,
        });
      }
    } finally {
      process.chdir(home);
    }
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe("a process of its own", () => {
  const chosen = ["a cycle", "JSON 5,000,000 deep", "a directory"];

  it.each(cases.filter(({ what }) => chosen.includes(what)))("does the same for $what", async (bad) => {
    const { folder, network, samples: text, options } = prepare(bad);
    const before = readdirSync(folder);
    const argv = ["train", network, text, "--out", "out.json", "--json", ...options];
    expect(await start(folder, ...argv).ended).toEqual({ code: 3, stdout: "", stderr: `${bad.sentence}\n` });
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe("a file with many problems", () => {
  it("gets a sentence for the first twenty of them, and how many there are besides", async () => {
    const synapses = Array.from({ length: 1000 }, () => ({ from: "i1", to: "nobody", weight: 1 }));
    const folder = folderWith({ "network.json": { ...listed, synapses }, "samples.json": samples });
    const outcome = await command("gradients", join(folder, "network.json"), join(folder, "samples.json"));
    const lines = outcome.stderr.trimEnd().split("\n");
    expect(outcome).toMatchObject({ code: 3, stdout: "" });
    expect(lines).toHaveLength(21);
    expect(lines[19]).toMatch(
      /network\.json: synapses\[19\]\.to: expected the id of a neuron; got "nobody"$/,
    );
    expect(lines[20]).toMatch(/^… and \d+ more$/);
  });
});

describe("where the result cannot be written", () => {
  it.each([
    ["folder.json", "folder.json: expected a file or a new name; got a directory"],
    ["nowhere/out.json", "nowhere/out.json: expected a place to write a file; got no such folder"],
    ["network.json/out.json", "network.json/out.json: expected a place to write a file; got no such folder"],
    ["/dev/null", "/dev/null: expected a file or a new name; got a device"],
  ])("--out %s is refused before training", async (out, sentence) => {
    const { folder, network, samples: text } = prepare({ what: "nothing wrong", sentence: "" });
    const before = readdirSync(folder);
    const home = process.cwd();
    process.chdir(folder);
    try {
      const outcome = await command("train", network, text, "--epochs", "1", "--out", out);
      expect(outcome).toEqual({ code: 3, stdout: "", stderr: `${sentence}\n` });
    } finally {
      process.chdir(home);
    }
    expect(readdirSync(folder)).toEqual(before);
  });
});
