import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { leeNetwork, leePasses } from "../oracle/published.ts";
import { command, document, folderWith } from "./command-line.ts";

const head = { format: "counterflow-network", version: 1 };

/** z of class k is x · k. */
const softmax = {
  ...head,
  loss: "softmax-cross-entropy",
  layers: [
    { id: "x", size: 1 },
    { id: "y", size: 3, activation: "identity", weights: [[0], [1], [2]], biases: [0, 0, 0] },
  ],
};

function paths(files: Readonly<Record<string, string | object>>): readonly string[] {
  const folder = folderWith(files);
  return Object.keys(files).map((name) => join(folder, name));
}

describe("predict --json", () => {
  it("has the lecture's outputs, and nothing of targets where there are none", async () => {
    const words = paths({
      "network.json": leeNetwork,
      "samples.json": { inputs: leePasses.inputs, targets: [[], []] },
    });
    const result = await document<{ outputs: number[][] }>("predict", ...words);
    expect(Object.keys(result)).toEqual(["outputs"]);
    expect(result.outputs[0]).toEqual(leePasses.first.a.slice(4).map((a) => expect.closeTo(a, 12) as number));
    expect(result.outputs[1]).toEqual(leePasses.second.a.slice(4).map((a) => expect.closeTo(a, 9) as number));
  });

  it("has loss and accuracy where there are targets", async () => {
    const words = paths({
      "network.json": leeNetwork,
      "samples.json": { inputs: [[1, -1]], targets: [[1, 0]] },
    });
    const [y1 = NaN, y2 = NaN] = leePasses.first.a.slice(4);
    expect(await document("predict", ...words)).toEqual({
      outputs: [[expect.closeTo(y1, 12), expect.closeTo(y2, 12)]],
      loss: expect.closeTo(0.5 * (1 - y1) * (1 - y1) + 0.5 * y2 * y2, 12) as number,
      // 0.62 and 0.83: the second is the larger one.
      accuracy: 0,
    });
  });

  it("has probabilities under softmax, and names of classes where they are known", async () => {
    const words = paths({ "network.json": softmax, "samples.csv": "x,kind\n0,ant\n1,cat\n800,bee\n" });
    const result = await document<{ probabilities: number[][]; loss: number }>(
      "predict",
      ...words,
      "--classes",
      "kind",
    );
    const [e, ee] = [Math.E, Math.E * Math.E];
    const sum = 1 + e + ee;
    expect(result).toMatchObject({
      outputs: [
        [0, 0, 0],
        [0, 1, 2],
        [0, 800, 1600],
      ],
      classes: ["ant", "bee", "cat"],
      predicted: ["ant", "cat", "cat"],
      accuracy: 2 / 3,
    });
    const expected = [
      [1 / 3, 1 / 3, 1 / 3],
      [1 / sum, e / sum, ee / sum],
      [0, 0, 1],
    ];
    result.probabilities.forEach((row, s) => {
      expect(row).toEqual(expected[s]?.map((p) => expect.closeTo(p, 12) as number));
    });
    // ln 3, −ln p(cat), and 800 for what is e^800 times less likely than the third.
    expect(result.loss).toBeCloseTo((Math.log(3) - Math.log(ee / sum) + 800) / 3, 9);
  });
});

describe("predict for people", () => {
  it("prints a line a sample, with the class that is predicted and the probabilities", async () => {
    const words = paths({ "network.json": softmax, "samples.csv": "x,kind\n0,ant\n1,cat\n0,bee\n" });
    const { code, stdout, stderr } = await command("predict", ...words, "--classes", "kind");
    expect([code, stderr]).toEqual([0, ""]);
    const cells = stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.trim().split(/ {2,}/));
    expect(cells[0]).toEqual(["sample", "predicted", "ant", "bee", "cat"]);
    expect(cells).toContainEqual(["1", "cat", "0.0900306", "0.244728", "0.665241"]);
    expect(cells.at(-1)?.[0]).toMatch(/^loss 0\.8\d+, accuracy 66\.67 %$/);
  });

  it("shows names from files without what could harm a terminal", async () => {
    const network = {
      ...softmax,
      layers: [
        { id: "x", size: 1 },
        { ...softmax.layers[1], id: "a\u202eb" },
      ],
    };
    const words = paths({ "network.json": network, "samples.json": { inputs: [[1]], targets: [[]] } });
    const { stdout } = await command("predict", ...words);
    expect(stdout).toContain("a\\u202eb.0");
    expect(stdout).not.toContain("\u202e");
  });
});
