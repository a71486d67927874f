import { describe, expect, it } from "vitest";
import { articleFile as article, deeperFile as deeper } from "../../scenarios/networks/article.ts";
import { reversedArrows } from "../../scenarios/reversed-arrows.ts";
import type { NetworkFile } from "../oracle/network-json.ts";
import { reference } from "../oracle/scalar-reference.ts";
import { checkFlow } from "./check-flow.ts";
import { only, record, type Shown, tableWith, textOf } from "./recording-screen.ts";

const samples = { inputs: [[1, 2]], targets: [[0, 1]] };
const english = await record(reversedArrows, { language: "en" });
const chinese = await record(reversedArrows, { language: "zh" });

describe("reversed-arrows", () => {
  it("shows activations flow down and errors flow back, each equal to the textbook's double loop", () => {
    const [forward, backward, behind] = only("flow", english).map(({ events }) => events);
    const check = (file: object, events: typeof forward = []) =>
      checkFlow(file as NetworkFile, samples, events);
    expect(check(article, forward)).toEqual({ forward: 4, backward: 0 });
    expect(check(article, backward)).toEqual({ forward: 0, backward: 2 });
    expect(check(deeper, behind)).toEqual({ forward: 0, backward: 6 });
  });

  it("has numbers that can be checked by hand: z = 3·1 − 2·2 + 1 = 0, a = 0.5, gain 0.25", () => {
    const gains = tableWith("σ'(z)", english);
    expect(gains[0]).toEqual({ "": "z", z: "0.00000000", "a = σ(z)": "0.50000000", "σ'(z)": "0.25000000" });
    // σ(1) and σ(−2), whose digits stand in CS231n's notes and in Lee's slides.
    expect(gains.slice(1).map((row) => row["a = σ(z)"])).toEqual(["0.73105858", "0.11920292"]);
  });

  it("shows every product of both passes, and a numeric derivative that agrees to 1e-10", () => {
    const { synapses, neurons } = reference(article, samples);
    const expected = ["z", "z'", "z''"].flatMap((id) => [
      ...synapses.filter(({ to }) => to === id).map(({ gradient }) => gradient),
      neurons.get(id)?.biasGradient,
    ]);
    const rows = tableWith("numeric", english);
    expect(rows.map((row) => row["parameter"])).toEqual(["w1", "w2", "b", "w3", "b'", "w4", "b''"]);
    expect(rows.map((row) => row["product ∂l/∂w"])).toEqual(
      expected.map((gradient = NaN) => gradient.toFixed(8)),
    );
    expect(rows.map((row) => row["numeric"])).toEqual(rows.map((row) => row["product ∂l/∂w"]));
    for (const row of rows) expect(Number(row["difference"])).toBeLessThan(1e-10);
  });

  it("ends with a loss that gradient descent has driven down, step by step", () => {
    const [curve] = only("curve", english);
    const losses = curve?.values ?? [];
    expect(losses).toHaveLength(30);
    expect(losses[0]).toBe(reference(article as NetworkFile, samples).loss);
    expect([...losses].sort((a, b) => b - a)).toEqual(losses);
    expect(losses.at(-1)).toBeLessThan(0.03);
  });

  it("shows the same numbers, pictures and formulas in both languages", () => {
    const numbersOf = (shown: readonly Shown[]) =>
      shown.map((item) => {
        if (item.kind === "table") return item.rows;
        if (item.kind === "flow") return item.events;
        if (item.kind === "curve") return item.values;
        // Lines that begin with a blank: formulas and drawings.
        return item.kind === "print"
          ? item.text.split("\n").filter((line) => line.startsWith(" "))
          : item.kind;
      });
    expect(numbersOf(chinese)).toEqual(numbersOf(english));
    const equations = (shown: readonly Shown[]) => textOf(shown).match(/[\w∂/']+ = -?\d+(?:\.\d+)?/g);
    expect(equations(english)).toEqual(expect.arrayContaining(["x1 = 1", "x2 = 2", "y1 = 0", "y2 = 1"]));
    expect(equations(chinese)).toEqual(equations(english));
    expect(textOf(english)).not.toMatch(/\p{Script=Han}/u);
    for (const { text } of only("heading", chinese)) expect(text).toMatch(/\p{Script=Han}/u);
  });

  it("draws the network as it is, and once more with its arrows turned round and its gains", () => {
    const [plain = "", reversed = ""] = only("print", english)
      .map(({ text }) => text)
      .filter((text) => text.includes("─ z ─"));
    expect(plain).toMatch(/▶│ sigmoid/);
    expect(reversed).toMatch(/σ' 0\.25 /);
    expect(reversed).toMatch(/◀/);
    expect(reversed).not.toMatch(/▶/);
  });
});
