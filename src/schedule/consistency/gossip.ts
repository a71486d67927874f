import type { Neighbours } from "./consistency.ts";

/**
 * D-PSGD (Lian et al. 2017, arXiv:1705.09056): x_i ← Σ_j W_ij·x_j − η·g_i(x_i). On a ring each of three neighbours, itself among them,
 * counts a third (of two workers, each a half); on a complete graph all count alike.
 */
export function gossip({
  workers,
  graph,
}: {
  readonly workers: number;
  readonly graph: "ring" | "complete";
}): Neighbours {
  const reach = graph === "complete" || workers <= 3 ? workers : 3;
  const isHeard = (i: number, j: number): boolean =>
    reach === workers || [0, 1, workers - 1].includes((j - i + workers) % workers);
  const places = Array.from({ length: workers }, (_, place) => place);
  const mixing = places.map((i) => places.map((j) => (isHeard(i, j) ? 1 / reach : 0)));
  return { kind: "neighbours", mixing };
}
