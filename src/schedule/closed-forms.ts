import type { PlanSize } from "./plan.ts";
import type { PlanName } from "./plans.ts";

/** Durations that are the same for all stages and micro-batches, in ticks: f, I and W, with b = I + W; and latency c. */
export interface UniformTiming {
  readonly forward: number;
  readonly backward: number;
  readonly weightGradient: number;
  readonly latency: number;
}

/** What has been published, or follows at once, of a plan of that size; what is undefined has no such formula. */
export interface ClosedForm {
  readonly makespan?: number;
  /** The longest time from a rank's first task to its last. */
  readonly longestSpan?: number;
  /** (makespan − work) ÷ makespan, and ÷ work: work being m(f + b), what each rank has to do. */
  readonly bubbleOfTotal?: number;
  readonly bubbleOfIdeal?: number;
  /** Of each rank. */
  readonly peakInFlight?: readonly number[];
  /** Ticks a micro-batch costs in the middle of a long batch. */
  readonly steadyPeriod?: number;
  readonly source: string;
}

interface Symbols {
  readonly p: number;
  readonly m: number;
  readonly v: number;
  readonly f: number;
  readonly i: number;
  readonly w: number;
  readonly b: number;
  readonly c: number;
}

/** The closed form of a plan, where it is defined. */
export function closedForm(name: PlanName, size: PlanSize, timing: UniformTiming): ClosedForm | undefined {
  const { ranks: p, microBatches: m, chunks: v = 2 } = size;
  const { forward: f, backward: i, weightGradient: w, latency: c } = timing;
  return forms[name]({ p, m, v, f, i, w, b: i + w, c });
}

const forms: Readonly<Record<PlanName, (symbols: Symbols) => ClosedForm | undefined>> = {
  sequential: ({ p, m, f, b, c }) => ({
    ...timed(m * (p * (f + b) + 2 * (p - 1) * c), m * (f + b)),
    peakInFlight: perRank(p, () => 1),
    source: "m (p (f + b) + 2 (p − 1) c): nothing overlaps",
  }),

  gpipe: ({ p, m, f, b, c }) => ({
    ...timed((m + p - 1) * (f + b) + 2 * (p - 1) * c, m * (f + b)),
    peakInFlight: perRank(p, () => m),
    source: "Huang et al. 2019, arXiv:1811.06965: (m + p − 1)(f + b); with latency + 2 (p − 1) c",
  }),

  "1f1b": ({ p, m, f, b, c }) => ({
    ...(c === 0 ? timed((m + p - 1) * (f + b), m * (f + b)) : {}),
    steadyPeriod: f + b + (2 * c * (p - 1)) / p,
    peakInFlight: perRank(p, (s) => Math.min(p - s, m)),
    source:
      "Narayanan et al. 2021, arXiv:2104.04473: (m + p − 1)(f + b); with latency a period of f + b + 2c (p − 1) ÷ p, " +
      "since p micro-batches share one round trip",
  }),

  // Here f and b are those of one chunk, so a rank's work is m v (f + b).
  "interleaved-1f1b": ({ p, m, v, f, b, c }) => {
    if (c !== 0 || m < p) return undefined;
    const round = Math.ceil(m / Math.floor(m / p));
    const ahead = (r: number): number => (v === 1 ? p - r - 1 : 2 * (p - r - 1) + (v - 1) * round);
    return {
      ...timed((m * v + p - 1) * (f + b), m * v * (f + b)),
      peakInFlight: perRank(p, (r) => Math.min(ahead(r) + 1, m * v)),
      source: "Narayanan et al. 2021, arXiv:2104.04473: bubble (p − 1)(f + b) ÷ v",
    };
  },

  "zb-h1": ({ p, m, f, i, w, c }) => {
    if (c !== 0 || m < p || w > f || w > i) return undefined;
    return {
      ...timed(m * (f + i + w) + (p - 1) * (f + i - w), m * (f + i + w)),
      peakInFlight: perRank(p, () => Math.min(p, m)),
      source: "Qi et al. 2023, arXiv:2401.10241: bubble (p − 1)(F + I − W)",
    };
  },

  "zb-h2": ({ p, m, f, i, w, c }) => {
    if (c !== 0 || m < 2 * p - 1 || w > f || w > i) return undefined;
    return {
      longestSpan: m * (f + i + w) + (p - 1) * (f + i - 2 * w),
      peakInFlight: perRank(p, () => 2 * p - 1),
      source: "Qi et al. 2023, arXiv:2401.10241: bubble (p − 1)(F + I − 2W), of the longest rank by itself",
    };
  },

  chimera: ({ p, m, f, b, c }) => {
    if (c !== 0 || f !== b || m % p !== 0) return undefined;
    return {
      ...timed((2 * m + p - 2) * f, 2 * m * f),
      peakInFlight: perRank(p, (r) => p / 2 + 1 + Math.min(r, p - 1 - r)),
      source:
        "Li and Hoefler 2021, arXiv:2107.06925: bubble (D − 2) ÷ (2N + D − 2), D / 2 + 1 to D in flight",
    };
  },
};

function timed(makespan: number, work: number): Omit<ClosedForm, "source"> {
  const idle = makespan - work;
  return { makespan, bubbleOfTotal: idle / makespan, bubbleOfIdeal: idle / work };
}

function perRank(p: number, of: (rank: number) => number): number[] {
  return Array.from({ length: p }, (_, rank) => of(rank));
}
