import { describe, expect, it } from "vitest";
import type { Corrector } from "../../src/stage/corrector.ts";
import { corrector, type CorrectorOptions } from "../../src/stage/correctors.ts";

const made = (options: CorrectorOptions, delay = 4, count = 2, furthest = 0): Corrector =>
  corrector(options, { count, delay, furthest });
const numbers = (...values: number[]): Float64Array => Float64Array.from(values);

/** Changes a copy of `values`, and returns it. */
function changed(values: readonly number[], change: (copy: Float64Array) => void): number[] {
  const copy = Float64Array.from(values);
  change(copy);
  return [...copy];
}

describe("a learning rate by staleness", () => {
  it("is divided by it, from 1 commit on", () => {
    const { rateFactor } = made({ kind: "rate-by-staleness" });
    expect([0, 1, 2, 8].map((staleness) => rateFactor?.(3, staleness))).toEqual([1, 1, 1 / 2, 1 / 8]);
  });
});

describe("PipeMare's learning rate", () => {
  it("is α / τ at first, α / √τ half-way, and α after K commits", () => {
    const { rateFactor } = made({ kind: "pipemare-rate", commits: 10 }, 16);
    const factors = [0, 5, 10, 50].map((commit) => rateFactor?.(commit, 0));
    [1 / 16, 1 / 4, 1, 1].forEach((factor, i) => expect(factors[i]).toBeCloseTo(factor, 14));
  });

  it("is α where nothing is stale", () => {
    const { rateFactor } = made({ kind: "pipemare-rate", commits: 10 }, 0);
    expect(rateFactor?.(0, 0)).toBe(1);
  });
});

describe("PipeMare's transport", () => {
  it("moves weights back by the running mean of what commits change: γ = 1 − 2/(τ + 1)", () => {
    const { learn, moveBack } = made({ kind: "pipemare-transport" }, 4);
    learn?.(numbers(0, 10), numbers(1, 20));
    learn?.(numbers(1, 20), numbers(3, 0));
    // γ = 0.6: d = 0.6·(0.4·1) + 0.4·2 and 0.6·(0.4·10) + 0.4·(−20)
    const [one, other] = changed([3, 0], (weights) => moveBack?.(weights, 4));
    expect(one).toBeCloseTo(3 - 4 * 1.04, 14);
    expect(other).toBeCloseTo(-4 * -5.6, 13);
  });

  it("at τ = 1 gives the very version before", () => {
    const { learn, moveBack } = made({ kind: "pipemare-transport" }, 1, 1);
    for (const [before, after] of [
      [4, 7],
      [7, 2.5],
    ] as const)
      learn?.(numbers(before), numbers(after));
    expect(changed([2.5], (weights) => moveBack?.(weights, 1))).toEqual([7]);
  });

  it("takes the paper's D too: γ = D^(1/τ)", () => {
    const { learn, moveBack } = made({ kind: "pipemare-transport", decay: 0.25 }, 2, 1);
    learn?.(numbers(0), numbers(1));
    expect(changed([1], (weights) => moveBack?.(weights, 1))[0]).toBeCloseTo(1 - 0.5, 14);
  });
});

describe("delay compensation", () => {
  it("adds λ·g·g·(now − read)", () => {
    const { correct } = made({ kind: "delay-compensation", lambda: 0.5 });
    expect(changed([2, -3], (gradient) => correct?.(gradient, numbers(5, 1), numbers(4, 3)))).toEqual([
      2 + 0.5 * 4 * 1,
      -3 + 0.5 * 9 * -2,
    ]);
  });
});

describe("adaptive delay compensation", () => {
  it("divides λ by the root of the mean square of each gradient so far", () => {
    const { take, correct } = made({ kind: "adaptive-delay-compensation", lambda: 2, smoothing: 0.75 }, 4, 1);
    take?.(numbers(4));
    take?.(numbers(-8));
    // 0.75·(0.25·16) + 0.25·64 = 19
    const [corrected] = changed([-8], (gradient) => correct?.(gradient, numbers(5), numbers(4.5)));
    expect(corrected).toBeCloseTo(-8 + (2 / Math.sqrt(19)) * 64 * 0.5, 6);
  });

  it("leaves a gradient as it is while it only takes it in", () => {
    const { take } = made({ kind: "adaptive-delay-compensation", lambda: 2 });
    expect(changed([3, -4], (gradient) => take?.(gradient))).toEqual([3, -4]);
  });
});

describe("Nesterov's look-ahead", () => {
  it("makes of each gradient (1 − γ)·g and γ times the mean that it has entered", () => {
    const { take } = made({ kind: "nesterov-look-ahead", momentum: 0.5 }, 4, 1);
    // m = 4, then 0.5·4 + 0.5·2
    expect(changed([8], (gradient) => take?.(gradient))).toEqual([0.5 * 4 + 4]);
    expect(changed([2], (gradient) => take?.(gradient))).toEqual([0.5 * 3 + 1]);
  });
});

describe("weight prediction", () => {
  it("moves weights on by s of the running mean of what commits change", () => {
    const { learn, predict } = made({ kind: "weight-prediction", smoothing: 0.5 }, 3, 1);
    learn?.(numbers(0), numbers(4));
    learn?.(numbers(4), numbers(6));
    expect(changed([6], (weights) => predict?.(weights, 0))).toEqual([6 + 3 * (0.5 * (0.5 * 4) + 0.5 * 2)]);
  });

  it("knows of old weights what was known when they were the newest", () => {
    const { learn, predict } = made({ kind: "weight-prediction", smoothing: 0.5 }, 3, 1, 2);
    [4, 6, 5, 9].reduce((before, after) => (learn?.(numbers(before), numbers(after)), after), 0);
    const means = [2, 2, 0.5, 2.25];
    for (const behind of [0, 1, 2]) {
      expect(changed([1], (weights) => predict?.(weights, behind))).toEqual([
        1 + 3 * (means[3 - behind] ?? 0),
      ]);
    }
  });

  it("without smoothing goes on by the last step as often as the delay says", () => {
    const { learn, predict } = made({ kind: "weight-prediction", smoothing: 0 }, 3, 1);
    [4, 6].reduce((before, after) => (learn?.(numbers(before), numbers(after)), after), 0);
    expect(changed([6], (weights) => predict?.(weights, 0))).toEqual([6 + 3 * 2]);
  });
});

describe("a gap-aware gradient", () => {
  it("counts half where its weight has moved by as much as one usual step, and whole where it stands", () => {
    const { learn, correct } = made({ kind: "gap-aware" }, 4, 3);
    for (let n = 0; n < 5; n++) learn?.(numbers(0, 0, 0), numbers(-2, 2, 0));
    const [moved, still, never] = changed([8, 8, 8], (gradient) =>
      correct?.(gradient, numbers(3, 3, 3), numbers(5, 3, 1)),
    );
    expect(moved).toBeCloseTo(4, 12);
    expect([still, never]).toEqual([8, 8]);
  });
});

describe("options", () => {
  it.each([
    [
      { kind: "pipemare-rat", commits: 1 },
      /^correctors\.kind: expected one of .*\(did you mean "pipemare-rate"\?\)$/,
    ],
    [{ kind: "pipemare-rate", commits: 0 }, /^correctors\.commits: expected a whole number from 1; got 0$/],
    [
      { kind: "pipemare-transport", decay: 1 },
      /^correctors\.decay: expected a number from 0 to below 1; got 1$/,
    ],
    [
      { kind: "pipemare-transport", decay: 0 },
      /^correctors\.decay: expected a finite number above 0; got 0$/,
    ],
    [
      { kind: "delay-compensation", lambda: NaN },
      /^correctors\.lambda: expected a finite number from 0; got NaN$/,
    ],
    [
      { kind: "weight-prediction", smoothing: 1 },
      /^correctors\.smoothing: expected a number from 0 to below 1/,
    ],
    [
      { kind: "adaptive-delay-compensation", lambda: 1, smoothing: -1 },
      /^correctors\.smoothing: expected a number from 0 to below 1/,
    ],
    [
      { kind: "nesterov-look-ahead", momentum: 1 },
      /^correctors\.momentum: expected a number from 0 to below 1; got 1$/,
    ],
  ])("%j is refused", (options, sentence) => {
    expect(() => made(options as CorrectorOptions, 1, 1)).toThrow(sentence);
  });
});

/**
 * PipeMare's Lemma 2 (arXiv:1910.05124), on a gradient that reads two versions: w⁺ = w − η·((λ + Δ)·w(t − τf) − Δ·u), where u is
 * w(t − τb), or what T2 makes of it. Whether it grows.
 */
function grows(rate: number, how: Discrepancy, options?: CorrectorOptions): boolean {
  const { lambda, gap, forward, backward } = how;
  const steps = 1_500;
  const transport = options && made(options, forward - backward, 1);
  const weights = [1];
  const ofPast = (delay: number): number => weights[Math.max(0, weights.length - 1 - delay)] ?? NaN;
  const largest = [0, 0, 0];
  for (let t = 0; t < steps; t++) {
    const meets = numbers(ofPast(backward));
    transport?.moveBack?.(meets, forward - backward);
    const now = ofPast(0);
    const next = now - rate * ((lambda + gap) * ofPast(forward) - gap * (meets[0] ?? NaN));
    transport?.learn?.(numbers(now), numbers(next));
    weights.push(next);
    if (!(Math.abs(next) < 1e100)) return true;
    const third = Math.floor((3 * t) / steps);
    largest[third] = Math.max(largest[third] ?? 0, Math.abs(next));
  }
  return (largest[2] ?? NaN) >= (largest[1] ?? NaN);
}

interface Discrepancy {
  readonly lambda: number;
  readonly gap: number;
  readonly forward: number;
  readonly backward: number;
}

/** The largest rate that is stable, by bisection. */
function threshold(how: Discrepancy, options?: CorrectorOptions): number {
  let [low, high] = [0, 4 / how.lambda];
  for (let i = 0; i < 24; i++) {
    const middle = (low + high) / 2;
    if (grows(middle, how, options)) high = middle;
    else low = middle;
  }
  return low;
}

describe("a discrepancy of forward and backward delays (PipeMare, Lemma 2)", () => {
  const cases = [1, 2].flatMap((lambda) =>
    [0.5, 1, 3, 5].flatMap((gap) =>
      (
        [
          [4, 0],
          [6, 2],
          [10, 0],
          [10, 5],
        ] as const
      ).map(([forward, backward]) => ({ lambda, gap, forward, backward })),
    ),
  );

  it("keeps the stable rate below min(2/(Δ(τf − τb)), (2/λ)·sin(π/(4τf + 2))), in all 32 cases, and T2 lifts it", () => {
    expect(cases.length).toBe(32);
    for (const how of cases) {
      const { lambda, gap, forward, backward } = how;
      const bound = Math.min(
        2 / (gap * (forward - backward)),
        (2 / lambda) * Math.sin(Math.PI / (4 * forward + 2)),
      );
      const found = threshold(how);
      expect(found, JSON.stringify(how)).toBeLessThanOrEqual(bound * 1.01);
      if (gap * (forward - backward) < 10) continue;
      expect(threshold(how, { kind: "pipemare-transport" }), JSON.stringify(how)).toBeGreaterThan(found);
    }
  });

  it("at τ = (10, 0) and Δ = 5 is stable up to 0.01756, with T2 up to 0.0976", () => {
    const how = { lambda: 1, gap: 5, forward: 10, backward: 0 };
    expect(threshold(how)).toBeCloseTo(0.01756, 5);
    expect(threshold(how, { kind: "pipemare-transport" })).toBeCloseTo(0.0976, 4);
    expect(threshold({ ...how, gap: 0 })).toBeCloseTo(0.14946, 3);
  });
});
