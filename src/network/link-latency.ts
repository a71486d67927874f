import type { Model } from "../model/model.ts";
import { neuronIds } from "../model/neuron-ids.ts";
import { populationIndex } from "../model/populations.ts";
import type { Latency } from "../transport/simulated/latency.ts";

/** How long messages are under way, link by link. A link is the same in both directions. */
export type LinkLatency =
  | Latency
  /** So many ticks for each layer from one neuron to the other, by their depth; one layer at least. */
  | { readonly kind: "distance"; readonly ticks: number }
  /** These links always take as long; the others draw. */
  | {
      readonly kind: "links";
      readonly links: readonly { readonly from: string; readonly to: string; readonly ticks: number }[];
      readonly otherwise: Latency;
    };

/**
 * What is drawn, and what is fixed: by the slots of its ends, the ticks of a link that always takes as long.
 * @throws RangeError where a link names a neuron that there is not
 */
export function linksOf(
  model: Model,
  latency: LinkLatency,
): {
  readonly drawn: Latency;
  readonly fixed?: (from: number, to: number) => number | undefined;
} {
  if (latency.kind === "distance") {
    const { ticks } = latency;
    // The coordinator is next to everybody.
    const depthOf = (node: number): number | undefined =>
      node < model.neuronCount ? model.populations[populationIndex(model, node)]?.depth : undefined;
    const fixed = (from: number, to: number): number => {
      const [one, other] = [depthOf(from), depthOf(to)];
      return ticks * (one === undefined || other === undefined ? 1 : Math.max(1, Math.abs(one - other)));
    };
    return { drawn: { kind: "constant", ticks }, fixed };
  }
  if (latency.kind !== "links") return { drawn: latency };
  const { slotOf } = neuronIds(model);
  const table = new Map<string, number>();
  latency.links.forEach(({ from, to, ticks }, i) => {
    for (const [end, id] of Object.entries({ from, to })) {
      if (slotOf(id) === undefined) {
        throw new RangeError(`latency.links[${i}].${end}: expected the id of a neuron; got "${id}"`);
      }
    }
    const ends = [slotOf(from) ?? -1, slotOf(to) ?? -1];
    for (const [one, other] of [ends, ends.toReversed()]) table.set(`${one} ${other}`, ticks);
  });
  return { drawn: latency.otherwise, fixed: (from, to) => table.get(`${from} ${to}`) };
}
