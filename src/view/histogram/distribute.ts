import { bin, nice, ticks } from "d3-array";
import { type Distribution, type Extreme, type Histogram, type Quantity, saturation } from "./histograms.ts";

/** Numbers, and of each the neuron it belongs to, the source if it is a synapse's, and the group; −1: none that is shown. */
export interface Numbers {
  readonly values: number[];
  readonly neurons: string[];
  readonly sources: (string | undefined)[];
  readonly groups: number[];
}

export function noNumbers(): Numbers {
  return { values: [], neurons: [], sources: [], groups: [] };
}

const fewestBins = 4;
const mostBins = 14;
/** Groups are told apart where they have this many numbers on average. */
const fewestPerGroup = 4;

/** The distribution of all numbers, and of each group in the same bins. */
export function distribute(
  quantity: Quantity,
  numbers: Numbers,
  names: readonly (string | number)[],
  of: number,
): Histogram {
  const { values, groups } = numbers;
  const edges = edgesOf(values);
  const places = [...values.keys()];
  const isTold = names.length > 1 && values.length >= fewestPerGroup * names.length;
  const shares = isTold ? names.map((): number[] => []) : [];
  if (isTold) groups.forEach((group, place) => shares[group]?.push(place));
  return {
    quantity,
    edges,
    all: distributionOf(undefined, numbers, places, edges),
    groups: shares.map((own, group) => distributionOf(names[group], numbers, own, edges)),
    of: isTold ? of : 0,
  };
}

/** Round numbers from below the least to above the greatest: more bins the more numbers, by Sturges' rule (1926). */
function edgesOf(values: readonly number[]): number[] {
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  if (least > greatest) return [];
  const margin = least === greatest ? Math.abs(least) / 10 || 1 : 0;
  const [from, to] = [least - margin, greatest + margin];
  const count = Math.max(fewestBins, Math.min(mostBins, Math.ceil(Math.log2(values.length)) + 1));
  // The distance of two finite numbers need not be finite; nor need there be a number between them.
  if (!Number.isFinite(to - from)) return [from, 0, to];
  const [low, high] = nice(from, to, count);
  const edges = ticks(low, high, count);
  return (edges[0] ?? Infinity) <= least && (edges.at(-1) ?? -Infinity) >= greatest && edges.length > 1
    ? edges
    : [from, to];
}

function distributionOf(
  name: Distribution["name"],
  { values, neurons, sources }: Numbers,
  places: readonly number[],
  edges: readonly number[],
): Distribution {
  const finite = places.filter((place) => Number.isFinite(values[place]));
  let [mean, zeros, saturated] = [0, 0, 0];
  let [least, greatest] = [finite[0] ?? -1, finite[0] ?? -1];
  for (const place of finite) {
    const value = values[place] ?? NaN;
    // Each a share, because a sum of finite numbers need not be finite.
    mean += value / finite.length;
    if (value < (values[least] ?? NaN)) least = place;
    if (value > (values[greatest] ?? NaN)) greatest = place;
    if (value === 0) zeros++;
    if (Math.abs(value) < saturation) saturated++;
  }
  const extreme = (place: number): Extreme => ({ value: values[place] ?? NaN, neuron: neurons[place] ?? "", from: sources[place] }); // prettier-ignore
  const [low = 0, high = 0] = [edges[0], edges.at(-1)];
  const numbers = finite.map((place) => values[place] ?? NaN);
  const bins = edges.length < 2 ? [] : bin().domain([low, high]).thresholds(edges.slice(1, -1))(numbers);
  return {
    name,
    count: finite.length,
    notFinite: places.length - finite.length,
    mean,
    least: extreme(least),
    greatest: extreme(greatest),
    zeros,
    saturated,
    bins: bins.map(({ length }) => length),
  };
}
