import { describe, expect, it } from "vitest";
import { backend } from "../../../src/math/kernels/backends.ts";
import type { Block } from "../../../src/math/kernels/block.ts";
import { scalarCount, scalars as places } from "../../../src/math/kernels/scalars.ts";
import { precisions } from "../../../src/math/precision.ts";
import { random } from "../../../src/math/random.ts";

/** Which blocks of state each rule keeps, and its scalars, all unlike one another. */
const rules = [
  { rule: "sgd", state: [], numbers: { rate: 0.1 } },
  { rule: "momentum", state: ["m"], numbers: { rate: 0.1, kept: 0.9, entering: 0.7 } },
  { rule: "nesterov", state: ["m"], numbers: { rate: 0.1, kept: 0.9 } },
  { rule: "rmsprop", state: ["v"], numbers: { rate: 0.1, keptOfSquares: 0.9, enteringOfSquares: 0.2, epsilon: 1e-8 } },
  { rule: "adam", state: ["m", "v"], numbers: { rate: 0.1, correction: 0.6, shrink: 0.99, kept: 0.9, entering: 0.11, keptOfSquares: 0.99, enteringOfSquares: 0.012, epsilon: 1e-8 } },
] as const; // prettier-ignore

/** The formulas once more, number by number; f32 rounds after each operation. */
function byHand(rule: string, round: (x: number) => number, before: { w: number; g: number; m: number; v: number }, decay: number) {
  const r = round;
  const { w, m, v } = before;
  const g = decay === 0 ? before.g : r(before.g + r(r(decay) * w));
  if (rule === "sgd") return { w: r(w - r(r(0.1) * g)), m, v };
  if (rule === "momentum") {
    const b = r(r(r(0.9) * m) + r(r(0.7) * g));
    return { w: r(w - r(r(0.1) * b)), m: b, v };
  }
  if (rule === "nesterov") {
    const b = r(r(r(0.9) * m) + g);
    return { w: r(w - r(r(0.1) * r(g + r(r(0.9) * b)))), m: b, v };
  }
  const square = (kept: number, entering: number): number => r(r(r(kept) * v) + r(r(r(entering) * g) * g));
  if (rule === "rmsprop") {
    const s = square(0.9, 0.2);
    return { w: r(w - r(r(r(0.1) * g) / r(r(Math.sqrt(s)) + r(1e-8)))), m, v: s };
  }
  const mean = r(r(r(0.9) * m) + r(r(0.11) * g));
  const s = square(0.99, 0.012);
  const root = r(r(r(Math.sqrt(s)) / r(0.6)) + r(1e-8));
  return { w: r(r(w * r(0.99)) - r(r(r(0.1) * mean) / root)), m: mean, v: s };
} // prettier-ignore

const cases = precisions.flatMap((precision) =>
  (["js", "wasm"] as const).flatMap((name) =>
    rules.flatMap((each) => [0, 0.03].map((decay) => ({ name, precision, ...each, decay }))),
  ),
);

describe.each(cases)("$rule of the $name kernels in $precision, decay $decay", (each) => {
  const { name, precision, rule, state, numbers: given, decay } = each;
  const round = precision === "f64" ? (x: number) => x : Math.fround;

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])("is its formula on %i numbers and touches no other", (count) => {
    const { kernels, allocate } = backend(name, precision);
    const { uniform } = random(count, rule);
    const draw = (low: number): Block => {
      const block = allocate(14);
      for (let i = 0; i < 14; i++) block.numbers[i] = low + uniform();
      return block;
    };
    const [g, w, m, v] = [draw(-0.5), draw(-0.5), draw(-0.5), draw(0)] as const;
    const list = ({ numbers }: Block): number[] => [...numbers];
    const [gs, ws, ms, vs] = [list(g), list(w), list(m), list(v)] as const;
    const before = ws.map((each, i) => ({ w: each, g: gs[i] ?? 0, m: ms[i] ?? 0, v: vs[i] ?? 0 }));
    // What a rule has no use for is not looked at.
    const scalars = allocate(scalarCount);
    scalars.numbers.fill(NaN);
    for (const [scalar, number] of Object.entries({ ...given, decay })) {
      scalars.numbers[places[scalar as keyof typeof places]] = number;
    }
    const blocks = state.map((slot) => ({ m, v })[slot]);
    kernels[rule](w, g, blocks, scalars, 3, 3 + count);
    const [wsAfter, msAfter, vsAfter] = [list(w), list(m), list(v)];
    const after = wsAfter.map((each, i) => ({ w: each, m: msAfter[i], v: vsAfter[i] }));
    const expected = before.map((numbers, i) =>
      i >= 3 && i < 3 + count
        ? byHand(rule, round, numbers, decay)
        : { w: numbers.w, m: numbers.m, v: numbers.v },
    );
    expect(after).toEqual(expected);
  });
});
