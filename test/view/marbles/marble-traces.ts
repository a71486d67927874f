import type { NetworkFile, Trace } from "../../../src/index.ts";
import { marblesView } from "../../../src/view/marbles/marbles-view.ts";
import type { ViewOptions } from "../../../src/view/view.ts";
import { mazurNetwork } from "../../oracle/published.ts";
import { layeredFile, traceOf } from "../example-traces.ts";
import { type Rail, readRails } from "./rails.ts";

export const textOf = (trace: Trace, options: ViewOptions = {}): string[] =>
  marblesView.text?.(trace, options) ?? [];
export const svgOf = (trace: Trace, options: ViewOptions = {}): string =>
  marblesView.svg?.(trace, options) ?? "";

export const railsOf = (trace: Trace, options: ViewOptions = {}): ReadonlyMap<string, Rail> =>
  new Map(readRails(textOf(trace, options)).map((rail) => [rail.label.replace(/ +/g, " "), rail]));

export const marksOf = (rails: ReadonlyMap<string, Rail>, label: string): [number, string][] => [
  ...(rails.get(label)?.marks ?? []),
];

export const mazurAt = (level: "neuron" | "population" | "commit"): Trace =>
  traceOf(mazurNetwork as NetworkFile, [[0.05, 0.1]], [[0.01, 0.99]], { level });

export const layeredTrace = traceOf(
  layeredFile,
  [1, 2, 3].map((k) => Array.from({ length: 16 }, (_, i) => Math.sin(k + i))),
  [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]],
  { batchSize: 3, microBatch: 1 },
); // prettier-ignore

/** A thousand batches, more than any picture has room for. */
export const longTrace = traceOf(
  mazurNetwork as NetworkFile,
  [[0.05, 0.1], [0.4, 0.3]],
  [[0.01, 0.99], [0.5, 0.5]],
  { batchSize: 1, epochs: 200 },
); // prettier-ignore
