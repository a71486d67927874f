import { describe, expect, it } from "vitest";
import { backend } from "../../../src/math/kernels/backends.ts";
import type { UpdateKernels } from "../../../src/math/kernels/kernels.ts";
import type { Block } from "../../../src/math/kernels/block.ts";
import { precisions } from "../../../src/math/precision.ts";
import { random } from "../../../src/math/random.ts";

type Updates = Readonly<Record<"w" | "m" | "v", Block>>;

/** One commit of each rule, with every scalar unlike the others. */
const rules: readonly (readonly [string, (kernels: UpdateKernels, g: Block, updates: Updates, from: number, to: number, decay: number) => void])[] = [
  ["sgd", (kernels, g, { w }, from, to, decay) => kernels.sgd(w, g, from, to, 0.1, decay)],
  ["momentum", (kernels, g, { w, m }, from, to, decay) => kernels.momentum(w, g, m, from, to, 0.1, 0.9, 0.7, decay)],
  ["nesterov", (kernels, g, { w, m }, from, to, decay) => kernels.nesterov(w, g, m, from, to, 0.1, 0.9, decay)],
  ["rmsprop", (kernels, g, { w, v }, from, to, decay) => kernels.rmsprop(w, g, v, from, to, 0.1, 0.9, 0.2, 1e-8, decay)],
  ["adam", (kernels, g, { w, m, v }, from, to, decay) => kernels.adam(w, g, m, v, from, to, 0.1, 0.6, 0.99, 0.9, 0.11, 0.99, 0.012, 1e-8, decay)],
]; // prettier-ignore

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
    rules.flatMap(([rule, update]) => [0, 0.03].map((decay) => ({ name, precision, rule, update, decay }))),
  ),
);

describe.each(cases)("$rule of the $name kernels in $precision, decay $decay", (each) => {
  const { name, precision, rule, update, decay } = each;
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
    update(kernels, g, { w, m, v }, 3, 3 + count, decay);
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
