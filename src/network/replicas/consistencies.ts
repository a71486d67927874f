import { lookUp } from "../../math/lookup.ts";
import { type NumberRange, wholeFromOne, zeroOrMore } from "../../math/number-range.ts";
import { settingsOf } from "../../math/settings.ts";
import { expectedOneOf } from "../../math/suggestion.ts";
import { asp } from "../../schedule/consistency/asp.ts";
import { bsp } from "../../schedule/consistency/bsp.ts";
import type { Consistency } from "../../schedule/consistency/consistency.ts";
import { gossip } from "../../schedule/consistency/gossip.ts";
import { hogwild } from "../../schedule/consistency/hogwild.ts";
import { localSgd } from "../../schedule/consistency/local-sgd.ts";
import { pairwiseGossip } from "../../schedule/consistency/pairwise-gossip.ts";
import { softsync } from "../../schedule/consistency/softsync.ts";
import { ssp } from "../../schedule/consistency/ssp.ts";

// To add a rule: write it in src/schedule/consistency, its name and numbers below, and its line in `consistencies`.

export type ConsistencyName =
  "bsp" | "asp" | "ssp" | "softsync" | "local-sgd" | "hogwild" | "gossip" | "pairwise-gossip";

/** Which rule, and its numbers and words. One that the rule has not is an error. */
export interface ConsistencyOptions {
  readonly name: ConsistencyName;
  /** Of bsp: workers of each round that are not waited for; 0 unless said. */
  readonly backups?: number | undefined;
  /** Of asp: steps between fetches, and between pushes; 1 unless said. */
  readonly fetchEvery?: number | undefined;
  readonly pushEvery?: number | undefined;
  /** Of ssp: steps that a worker may be ahead; 1 unless said. */
  readonly slack?: number | undefined;
  /** Of ssp: "newest" unless said. */
  readonly reads?: "newest" | "cached" | undefined;
  /** Of softsync: its n; 1 unless said. */
  readonly splits?: number | undefined;
  /** Of local-sgd: steps between two rounds; 1 unless said. */
  readonly steps?: number | undefined;
  /** Of hogwild: "load-store" unless said; ticks to read and to write all weights, 0.1 unless said. */
  readonly write?: "load-store" | "atomic" | undefined;
  readonly readTicks?: number | undefined;
  readonly writeTicks?: number | undefined;
  /** Of gossip: "ring" unless said. */
  readonly graph?: "ring" | "complete" | undefined;
  /** Of pairwise-gossip: "all" unless said. */
  readonly among?: "all" | "ring" | undefined;
}

const wholeFromZero: NumberRange = {
  text: "a whole number from 0",
  holds: (x) => Number.isSafeInteger(x) && x >= 0,
};
const numbers: ReadonlyMap<string, NumberRange> = new Map([
  ["backups", wholeFromZero],
  ["fetchEvery", wholeFromOne],
  ["pushEvery", wholeFromOne],
  ["slack", wholeFromZero],
  ["splits", wholeFromOne],
  ["steps", wholeFromOne],
  ["readTicks", zeroOrMore],
  ["writeTicks", zeroOrMore],
]);
const words: ReadonlyMap<string, readonly string[]> = new Map([
  ["reads", ["newest", "cached"]],
  ["write", ["load-store", "atomic"]],
  ["graph", ["ring", "complete"]],
  ["among", ["all", "ring"]],
]);

type Make = (options: ConsistencyOptions, workers: number) => Consistency;

const consistencies: ReadonlyMap<ConsistencyName, Make> = new Map<ConsistencyName, Make>([
  ["bsp", (options, workers) => bsp({ workers, ...settings(options, { backups: 0 }) })],
  ["asp", (options) => asp(settings(options, { fetchEvery: 1, pushEvery: 1 }))],
  ["ssp", (options) => ssp(settings(options, { slack: 1, reads: "newest" as const }))],
  ["softsync", (options, workers) => softsync({ workers, ...settings(options, { splits: 1 }) })],
  ["local-sgd", (options, workers) => localSgd({ workers, ...settings(options, { steps: 1 }) })],
  [
    "hogwild",
    (options) =>
      hogwild(settings(options, { write: "load-store" as const, readTicks: 0.1, writeTicks: 0.1 })),
  ],
  ["gossip", (options, workers) => gossip({ workers, ...settings(options, { graph: "ring" as const }) })],
  ["pairwise-gossip", (options) => pairwiseGossip(settings(options, { among: "all" as const }))],
]);

export const consistencyNames: readonly ConsistencyName[] = [...consistencies.keys()];

/**
 * A rule for so many workers, as data.
 * @throws RangeError `consistency.OPTION: expected …; got …`
 */
export function consistency(
  options: ConsistencyName | ConsistencyOptions | Consistency,
  workers: number,
): Consistency {
  const chosen = typeof options === "string" ? { name: options } : options;
  const rule =
    "kind" in chosen ? chosen : lookUp("consistency.name", consistencies, chosen.name)(chosen, workers);
  expectUsable(rule, workers);
  return rule;
}

/** `defaults`, each replaced by the option of its name. */
function settings<Settings extends object>(options: ConsistencyOptions, defaults: Settings): Settings {
  const chosen: Record<string, string> = {};
  const others: Record<string, unknown> & { name: string } = { name: options.name };
  for (const [option, value] of Object.entries<unknown>({ ...options })) {
    const allowed = Object.hasOwn(defaults, option) ? words.get(option) : undefined;
    if (allowed === undefined || value === undefined) others[option] = value;
    else if (typeof value === "string" && allowed.includes(value)) chosen[option] = value;
    else throw new RangeError(`consistency.${option}: ${expectedOneOf(allowed, value)}`);
  }
  return { ...settingsOf("consistency", others, defaults, numbers), ...chosen };
}

/** What makes no sense of a rule for so many workers. */
function expectUsable(rule: Consistency, workers: number): void {
  if (rule.kind === "neighbours") expectMixing(rule.mixing, workers);
  if (rule.kind !== "server") return;
  const { commit, fetch, push, admission } = rule;
  if (commit.pushes < 1 || commit.pushes > workers) {
    throw new RangeError(
      `consistency: expected a commit of 1 to ${workers} pushes, as there are ${workers} workers; got ${commit.pushes}`,
    );
  }
  if (fetch.kind === "when-due" && admission.kind !== "slack") {
    throw new RangeError(
      `consistency.fetch: expected slack where a fetch is due by it; got ${admission.kind}`,
    );
  }
  if (push.what === "difference" && (fetch.kind !== "every" || fetch.steps !== push.every)) {
    throw new RangeError(
      `consistency.push: expected differences to be pushed when weights are fetched; got one in ${push.every} steps`,
    );
  }
}

function expectMixing(mixing: readonly (readonly number[])[], workers: number): void {
  const isSquare = mixing.length === workers && mixing.every((row) => row.length === workers);
  const sums = isSquare
    ? mixing.flatMap((row, i) => [sum(row), sum(mixing.map((each) => each[i] ?? NaN))])
    : [];
  // NaN is near to nothing.
  if (isSquare && sums.every((each) => Math.abs(each - 1) <= 1e-9)) return;
  const got = isSquare ? "others" : `${mixing.length} rows of ${mixing.map((row) => row.length).join(", ")}`;
  throw new RangeError(
    `consistency.mixing: expected ${workers} × ${workers} numbers, whose rows and columns sum to 1; got ${got}`,
  );
}

function sum(terms: readonly number[]): number {
  return terms.reduce((total, term) => total + term, 0);
}
