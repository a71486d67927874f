import type { Samples } from "../../data/samples.ts";
import { sliceSamples } from "../../data/samples.ts";
import { type Alignment, alignment } from "../../network/error-transport/alignment.ts";
import type { ErrorTransportName } from "../../network/error-transport/rule.ts";
import { type ErrorTransportOptions, errorTransportNames } from "../../network/error-transport/rules.ts";
import type { Network } from "../../network/network.ts";
import { shown } from "../../math/suggestion.ts";
import type { Json } from "../io/json-stream.ts";
import { shownName, textTable } from "../io/text-table.ts";

/** What the reversed arrows carry, as a command line says it. */
export interface ErrorTransportFlags {
  readonly errorTransport?: ErrorTransportName;
  readonly feedbackSeed?: number;
}

/** What has come of carrying something else. */
export interface ErrorTransportResult {
  readonly name: ErrorTransportName;
  /** Before the first commit, and after the last. */
  readonly start: readonly Alignment[];
  readonly end: readonly Alignment[];
}

/** Rules that draw nothing. */
const withoutSeed: readonly ErrorTransportName[] = [
  "backpropagation",
  "uniform-sign-symmetry",
  "frozen-hidden",
];

/** @throws RangeError for a seed that nobody would ask for */
export function errorTransportOf({
  errorTransport: name,
  feedbackSeed: seed,
}: ErrorTransportFlags): ErrorTransportOptions | undefined {
  if (seed !== undefined && (name === undefined || withoutSeed.includes(name))) {
    const drawing = errorTransportNames.filter((each) => !withoutSeed.includes(each));
    const got = name === undefined ? "none" : shown(name);
    throw new RangeError(`--feedback-seed: expected --error-transport ${drawing.join(", ")}; got ${got}`);
  }
  return name === undefined ? undefined : { name, seed };
}

/** Angles say the same of many samples as of all of them. */
const mostSamples = 256;

/** How well error signals are aligned with those of backpropagation, over the first samples. */
export function alignmentOf(network: Network, samples: Samples): Alignment[] {
  return alignment(network, sliceSamples(samples, 0, Math.min(mostSamples, samples.count)));
}

/** What `--json` has of it: angles in degrees, null where one of two vectors is 0, or the way back has no weights there. */
export function errorTransportDocument({ name, start, end }: ErrorTransportResult): Json {
  return { name, alignment: { start: start.map(angles), end: end.map(angles) } };
}

function angles({ id, delta, weights }: Alignment) {
  return { population: id, delta: delta ?? null, weights: weights ?? null };
}

/** The same for people. */
export function errorTransportText({ name, start, end }: ErrorTransportResult): string {
  const rows = end.map(({ id, delta, weights }, index) => [
    shownName(id),
    ...[start[index]?.delta, delta, start[index]?.weights, weights].map(degrees),
  ]);
  const headings = ["layer", "δ at the start", "δ at the end", "weights at the start", "weights at the end"];
  const table = textTable(headings, rows, { count: rows.length });
  return `${name}: degrees from what backpropagation would send (below 90: it helps)\n${table}`;
}

function degrees(angle: number | undefined): string {
  return angle === undefined ? "–" : angle.toFixed(1);
}
