/** How long messages are under way, in ticks. */
export type Latency =
  | { readonly kind: "constant"; readonly ticks: number }
  | { readonly kind: "uniform"; readonly from: number; readonly to: number }
  | { readonly kind: "exponential"; readonly mean: number }
  /** Heavy-tailed: P(longer than x) = (least / x)^shape. At a shape of 1 or less its mean is infinite. */
  | { readonly kind: "pareto"; readonly shape: number; readonly least: number };

/** One draw from a latency, by inverting its distribution; `uniform` gives numbers in [0, 1). */
export function latencyOf(latency: Latency, uniform: () => number): () => number {
  switch (latency.kind) {
    case "constant":
      return () => latency.ticks;
    case "uniform":
      return () => latency.from + (latency.to - latency.from) * uniform();
    case "exponential":
      return () => -latency.mean * Math.log1p(-uniform());
    case "pareto":
      // least · u^(−1/shape), without a power.
      return () => latency.least * Math.exp(-Math.log1p(-uniform()) / latency.shape);
  }
}

/** Its mean, in ticks. */
export function meanOf(latency: Latency): number {
  switch (latency.kind) {
    case "constant":
      return latency.ticks;
    case "uniform":
      return (latency.from + latency.to) / 2;
    case "exponential":
      return latency.mean;
    case "pareto":
      return latency.shape > 1 ? (latency.least * latency.shape) / (latency.shape - 1) : Infinity;
  }
}
