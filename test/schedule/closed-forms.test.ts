import { describe, expect, it, test } from "vitest";
import { closedForm } from "../../src/schedule/closed-forms.ts";
import type { PlanName } from "../../src/schedule/plans.ts";
import { everySize, simulated } from "./every-size.ts";

// Formulas as they are published (distributed.md, sections 3 and 4), written out here once more; times are whole, so all
// of this is exact. Bubbles are compared as whole numbers: idle × denominator = total × numerator.

const durations = [
  [1, 1],
  [1, 2],
  [5, 3],
] as const;
const whole = (ratio: number, total: number): number => Math.round(ratio * total);

describe("GPipe and 1F1B", () => {
  it.each(["gpipe", "1f1b"] as const)(
    "%s takes (m + p − 1)(f + b), with both bubbles and its peak",
    (name) => {
      for (const { p, m } of everySize) {
        for (const [f, b] of durations) {
          const found = simulated(name, { ranks: p, microBatches: m }, { forward: f, backward: b });
          expect(found.makespan).toBe((m + p - 1) * (f + b));
          const idle = whole(found.bubbleOfTotal, p * found.makespan);
          expect(idle * (m + p - 1)).toBe((p - 1) * p * found.makespan);
          expect(idle * m).toBe((p - 1) * p * m * (f + b));
          expect(found.bubbleOfTotal).toBeCloseTo((p - 1) / (m + p - 1), 14);
          expect(found.bubbleOfIdeal).toBeCloseTo((p - 1) / m, 14);
          expect(found.peakInFlight).toEqual(
            Array.from({ length: p }, (_, s) => (name === "gpipe" ? m : Math.min(p - s, m))),
          );
        }
      }
    },
  );

  it("GPipe pays each link twice, whatever the latency: + 2 (p − 1) c", () => {
    for (const { p, m } of everySize) {
      for (const c of [1, 7]) {
        const found = simulated("gpipe", { ranks: p, microBatches: m }, { backward: 2, latency: c });
        expect(found.makespan).toBe((m + p - 1) * 3 + 2 * (p - 1) * c);
      }
    }
  });

  it("1F1B pays on and on: a period of f + b + 2c (p − 1) ÷ p", () => {
    for (let p = 1; p <= 8; p++) {
      for (const [f, b, c] of [
        [1, 2, 1],
        [1, 1, 3],
        [2, 1, 0.25],
      ] as const) {
        const after = (m: number): number =>
          simulated("1f1b", { ranks: p, microBatches: m }, { forward: f, backward: b, latency: c }).makespan;
        const period = (after(30 * p) - after(10 * p)) / (20 * p);
        expect(Math.abs(period - (f + b + (2 * c * (p - 1)) / p))).toBeLessThan(0.05);
        const form = closedForm(
          "1f1b",
          { ranks: p, microBatches: 9 },
          { forward: f, backward: b, weightGradient: 0, latency: c },
        );
        expect(form?.steadyPeriod).toBeCloseTo(f + b + (2 * c * (p - 1)) / p, 12);
      }
    }
  });
});

describe("interleaved 1F1B", () => {
  it("divides the bubble by the number of chunks, where rounds are whole", () => {
    for (const { p, m } of everySize.filter((size) => size.m % size.p === 0)) {
      for (const v of [2, 3]) {
        const size = { ranks: p, microBatches: m, chunks: v };
        const [f, b] = [3, 6];
        const found = simulated("interleaved-1f1b", size, {
          forward: f / v,
          backward: b / v,
          weightGradient: 0,
        });
        expect(found.makespan).toBe(m * (f + b) + ((p - 1) * (f + b)) / v);
        expect(found.bubbleOfIdeal).toBeCloseTo((p - 1) / (v * m), 12);
        const warmUps = Array.from({ length: p }, (_, r) => 2 * (p - r - 1) + (v - 1) * p);
        expect(found.peakInFlight).toEqual(warmUps.map((warmUp) => Math.min(warmUp + 1, v * m)));
      }
    }
  });
});

describe("zero bubble", () => {
  const times = [
    [1, 1, 1],
    [5, 6, 4],
    [3, 1, 1],
  ] as const;

  it("ZB-H1 has a bubble of (p − 1)(F + I − W), with as much in flight as 1F1B", () => {
    for (const { p, m } of everySize.filter((size) => size.m >= size.p)) {
      for (const [f, i, w] of times) {
        const found = simulated(
          "zb-h1",
          { ranks: p, microBatches: m },
          { forward: f, backward: i, weightGradient: w },
        );
        expect(found.makespan).toBe(m * (f + i + w) + (p - 1) * (f + i - w));
        expect(found.peakInFlight).toEqual(Array(p).fill(p));
      }
    }
  });

  it("ZB-H2 has one of (p − 1)(F + I − 2W), each rank from its first task to its last, for 2p − 1 in flight", () => {
    for (const { p, m } of everySize.filter((size) => size.m >= 2 * size.p - 1)) {
      for (const [f, i, w] of times) {
        const found = simulated(
          "zb-h2",
          { ranks: p, microBatches: m },
          { forward: f, backward: i, weightGradient: w },
        );
        expect(Math.max(...found.spans)).toBe(m * (f + i + w) + (p - 1) * (f + i - 2 * w));
        expect(found.peakInFlight).toEqual(Array(p).fill(2 * p - 1));
      }
    }
  });
});

describe("Chimera", () => {
  it("takes 2N + D − 2 where F = B = 1, with D / 2 + 1 to D in flight", () => {
    for (const { p, m } of everySize.filter((size) => size.p % 2 === 0 && size.m % size.p === 0)) {
      const found = simulated("chimera", { ranks: p, microBatches: m });
      expect(found.makespan).toBe(2 * m + p - 2);
      expect(found.bubbleOfTotal).toBeCloseTo((p - 2) / (2 * m + p - 2), 14);
      expect([Math.min(...found.peakInFlight), Math.max(...found.peakInFlight)]).toEqual([p / 2 + 1, p]);
    }
  });
});

describe("a closed form", () => {
  test.each<[PlanName, object, object]>([
    ["sequential", {}, { makespan: 64, bubbleOfTotal: 0.75, bubbleOfIdeal: 3, peakInFlight: [1, 1, 1, 1] }],
    ["gpipe", {}, { makespan: 22, bubbleOfTotal: 6 / 22, bubbleOfIdeal: 6 / 16, peakInFlight: [8, 8, 8, 8] }],
    ["1f1b", {}, { makespan: 22, peakInFlight: [4, 3, 2, 1], steadyPeriod: 2 }],
    ["1f1b", { backward: 2, latency: 1 }, { steadyPeriod: 4.5, makespan: undefined }],
    ["zb-h1", { weightGradient: 1 }, { makespan: 27, peakInFlight: [4, 4, 4, 4] }],
    ["zb-h2", { weightGradient: 1 }, { longestSpan: 24, peakInFlight: [7, 7, 7, 7] }],
    ["chimera", {}, { makespan: 18, peakInFlight: [3, 4, 4, 3] }],
  ])("of %s with 4 ranks, 8 micro-batches and %j", (name, timing, expected) => {
    const all = { forward: 1, backward: 1, weightGradient: 0, latency: 0, ...timing };
    const form = closedForm(name, { ranks: 4, microBatches: 8 }, all);
    for (const [key, value] of Object.entries(expected))
      expect(form?.[key as keyof typeof form]).toEqual(value);
  });

  it("is what a run comes to, wherever it is given", () => {
    let given = 0;
    for (const name of [
      "sequential",
      "gpipe",
      "1f1b",
      "interleaved-1f1b",
      "zb-h1",
      "zb-h2",
      "chimera",
    ] as const) {
      for (const { p, m } of everySize) {
        if ((name === "chimera" && p % 2 !== 0) || (m > 9 && m % 8 !== 0)) continue;
        for (const [forward, backward, weightGradient, latency] of [
          [1, 1, 0, 0],
          [3, 3, 2, 0],
          [2, 1, 2, 1],
        ] as const) {
          const [size, timing] = [
            { ranks: p, microBatches: m },
            { forward, backward, weightGradient, latency },
          ];
          const form = closedForm(name, size, timing);
          if (form === undefined) continue;
          given++;
          const found = simulated(name, size, timing);
          expect(form.makespan ?? found.makespan).toBe(found.makespan);
          expect(form.longestSpan ?? Math.max(...found.spans)).toBe(Math.max(...found.spans));
          expect(form.peakInFlight).toEqual(found.peakInFlight);
          if (form.bubbleOfTotal !== undefined)
            expect(found.bubbleOfTotal).toBeCloseTo(form.bubbleOfTotal, 12);
          if (form.bubbleOfIdeal !== undefined)
            expect(found.bubbleOfIdeal).toBeCloseTo(form.bubbleOfIdeal, 12);
        }
      }
    }
    expect(given).toBeGreaterThan(900);
  });

  test.each<[PlanName, object, object]>([
    ["interleaved-1f1b", { microBatches: 3 }, {}],
    ["interleaved-1f1b", {}, { latency: 1 }],
    ["zb-h1", { microBatches: 3 }, {}],
    ["zb-h1", {}, { weightGradient: 2 }],
    ["zb-h2", { microBatches: 6 }, {}],
    ["chimera", { microBatches: 6 }, {}],
    ["chimera", {}, { backward: 2 }],
  ])("of %s is not given for %j and %j", (name, size, timing) => {
    const all = { forward: 1, backward: 1, weightGradient: 0, latency: 0, ...timing };
    expect(closedForm(name, { ranks: 4, microBatches: 8, ...size }, all)).toBeUndefined();
  });
});
