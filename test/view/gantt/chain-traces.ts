import type { NetworkFile, Trace } from "../../../src/index.ts";
import { traceOf } from "../example-traces.ts";

/** A chain of layers of two neurons: `depth` populations, the inputs among them. */
export function chain(depth: number): NetworkFile {
  return {
    format: "counterflow-network",
    version: 1,
    name: "chain",
    loss: "half-squared-error",
    seed: 1,
    layers: Array.from({ length: depth }, (_, l) =>
      l === 0 ? { id: "x", size: 2 } : { id: `h${l}`, size: 2, activation: "tanh" as const },
    ),
  };
}

export function chainTrace(
  depth: number,
  microBatches: number,
  options: Parameters<typeof traceOf>[3] = {},
): Trace {
  const inputs = Array.from({ length: microBatches }, (_, i) => [i / microBatches, 1]);
  const targets = inputs.map(() => [0, 1]);
  return traceOf(chain(depth), inputs, targets, { microBatch: 1, ...options });
}

/** What must stand in the chart, straight from the events. */
export function tasksOf({ events }: Trace, rowOf: (neuron: string) => string): string[] {
  const letters = { feed: "x", activate: "F", delta: "B", gradient: "W" } as const;
  const tasks = events.flatMap((event) => {
    if (event.kind === "loss") return [`loss ${event.t} L${event.microBatch}`];
    if (event.kind === "gradient") return [`${rowOf(event.neuron)} ${event.t} W`];
    if (event.kind !== "feed" && event.kind !== "activate" && event.kind !== "delta") return [];
    return [`${rowOf(event.neuron)} ${event.t} ${letters[event.kind]}${event.microBatch}`];
  });
  return [...new Set(tasks)].toSorted();
}

/** The row of a neuron of a chain. */
export const layerRow = (neuron: string): string => `${neuron.split(".")[0] ?? ""} ×2`;
