import { describe, expect, it } from "vitest";
import { oneNeuron } from "../../scenarios/one-neuron.ts";
import { nielsenRuns } from "../oracle/published.ts";
import { only, record, tableWith } from "./recording-screen.ts";

const shown = await record(oneNeuron);
const [near = [], far = [], gains = [], entropy = []] = only("curve", shown).map(({ values }) => values);

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** Outputs before each of 300 updates and after them, of a neuron that is to answer 0, by its formula. */
function outputs(start: number, delta: (a: number) => number): number[] {
  let [weight, bias] = [start, start];
  return Array.from({ length: 301 }, () => {
    const a = sigmoid(weight + bias);
    weight -= 0.15 * delta(a);
    bias -= 0.15 * delta(a);
    return a;
  });
}

describe("one-neuron", () => {
  it.each([
    ["w = 0.6, b = 0.9", near, nielsenRuns[0].outputs],
    ["w = b = 2", far, nielsenRuns[1].outputs],
  ])("shows Nielsen's outputs from %s to 1e-12", (_, curve, published) => {
    expect(curve).toHaveLength(301);
    for (const [update, output] of Object.entries(published)) {
      expect(Math.abs((curve[Number(update)] ?? NaN) - output)).toBeLessThan(1e-12);
    }
  });

  it("prints them beside the book's", () => {
    const rows = tableWith("output in the book", shown);
    expect(rows.map((row) => row["output in the book"])).toEqual([
      "0.82",
      "about 0.09",
      "0.98",
      "(not printed)",
    ]);
    const computed = [near[0], near[300], far[0], far[300]];
    expect(rows.map((row) => Number(row["computed"]))).toEqual(computed);
  });

  it("shows the gain a·(1 − a) of every answer, which is smallest where the neuron is most wrong", () => {
    gains.forEach((gain, i) =>
      expect(Math.abs(gain - (far[i] ?? NaN) * (1 - (far[i] ?? NaN)))).toBeLessThan(1e-15),
    );
    expect(Math.min(...gains)).toBe(gains[0]);
  });

  it("cancels the gain with cross-entropy: δ = a − 0, and the same start learns at once", () => {
    const agree = (curve: readonly number[], expected: readonly number[]): void => {
      expect(curve).toHaveLength(expected.length);
      expected.forEach((output, i) => expect(Math.abs((curve[i] ?? NaN) - output)).toBeLessThan(1e-12));
    };
    agree(
      entropy,
      outputs(2, (a) => a),
    );
    agree(
      far,
      outputs(2, (a) => a * a * (1 - a)),
    );
    const tables = only("table", shown).filter(({ headings }) => headings.includes("δ 2"));
    const crossEntropy = tables[1]?.rows ?? [];
    expect(crossEntropy).toHaveLength(7);
    for (const [, near1, , delta1, far1, , delta2] of crossEntropy)
      expect([delta1, delta2]).toEqual([near1, far1]);
  });
});
