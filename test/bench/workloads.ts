import { random } from "../../src/math/random.ts";

/** What is trained: dense layers of sigmoid neurons, half squared error, plain gradient descent, no shuffle. */
export interface Workload {
  readonly sizes: readonly number[];
  readonly batch: number;
  /** Samples of an epoch. */
  readonly count: number;
}

export const workloads = {
  a: { sizes: [2, 4, 1], batch: 4, count: 4000 },
  b: { sizes: [2, 8, 8, 1], batch: 10, count: 500 },
  c: { sizes: [784, 30, 10], batch: 10, count: 1000 },
  d: { sizes: [784, 128, 64, 10], batch: 32, count: 640 },
} as const satisfies Readonly<Record<string, Workload>>;

export type WorkloadName = keyof typeof workloads;

/** "784-128-64-10, batch 32" */
export function describeWorkload({ sizes, batch }: Workload): string {
  return `${sizes.join("-")}, batch ${batch}`;
}

/** The network file of a workload. */
export function networkFile({ sizes }: Workload): unknown {
  const layers = sizes.map((size, l) => ({ id: `l${l}`, size, ...(l > 0 && { activation: "sigmoid" }) }));
  return { format: "counterflow-network", version: 1, loss: "half-squared-error", layers };
}

/** Weights of a network, biases not counted. */
export function weightsOf({ sizes }: Pick<Workload, "sizes">): number {
  return sizes.slice(1).reduce((sum, size, l) => sum + size * (sizes[l] ?? 0), 0);
}

/** Samples sample by sample: random inputs, and one class after another. */
export function samplesOf({ sizes, count }: Workload) {
  const { uniform } = random(1, "bench");
  const inputWidth = sizes[0] ?? 0;
  const targetWidth = sizes.at(-1) ?? 0;
  const inputs = Float64Array.from({ length: count * inputWidth }, () => uniform());
  const targets = Float64Array.from({ length: count * targetWidth }, (_, i) =>
    i % targetWidth === Math.floor(i / targetWidth) % targetWidth ? 1 : 0,
  );
  return { count, inputWidth, targetWidth, inputs, targets };
}

/** The same as lists, sample by sample, for libraries that take these. */
export function sampleLists(workload: Workload): { readonly input: number[]; readonly output: number[] }[] {
  const { count, inputWidth, targetWidth, inputs, targets } = samplesOf(workload);
  return Array.from({ length: count }, (_, s) => ({
    input: Array.from(inputs.subarray(s * inputWidth, (s + 1) * inputWidth)),
    output: Array.from(targets.subarray(s * targetWidth, (s + 1) * targetWidth)),
  }));
}
