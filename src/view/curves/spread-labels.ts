/* eslint-disable @typescript-eslint/no-non-null-assertion -- clusters and labels are looked up by indices counted here */

interface Cluster {
  /** Indices of its labels, from the top. */
  readonly members: number[];
  /** Where its labels would stand on average, if each could move the others aside. */
  sum: number;
}

/**
 * Where labels stand that belong to the given heights, so that neighbours are `gap` apart at least and all stay between
 * `low` and `high`: each as near to its own height as the others allow. Labels that come too near form a cluster, which
 * stands in the middle of what its members want; clusters that come too near are one.
 */
export function spreadLabels(
  wanted: readonly number[],
  { gap, low, high }: { readonly gap: number; readonly low: number; readonly high: number },
): number[] {
  const clusters: Cluster[] = [];
  for (const index of [...wanted.keys()].sort((one, other) => wanted[one]! - wanted[other]!)) {
    clusters.push({ members: [index], sum: wanted[index]! });
    while (clusters.length > 1) {
      const [above, below] = [clusters.at(-2)!, clusters.at(-1)!];
      if (topOf(above) + above.members.length * gap <= topOf(below)) break;
      clusters.pop();
      // A member k places down wants its cluster to begin k gaps higher.
      above.sum += below.sum - above.members.length * gap * below.members.length;
      above.members.push(...below.members);
    }
  }
  const places: number[] = [];
  function topOf({ members, sum }: Cluster): number {
    const last = high - (members.length - 1) * gap;
    return Math.max(low, Math.min(sum / members.length, last));
  }
  for (const cluster of clusters) {
    cluster.members.forEach((member, k) => (places[member] = topOf(cluster) + k * gap));
  }
  return places;
}

/** The same for rows of text: whole numbers, all of them different while there are enough rows. */
export function spreadRows(wanted: readonly number[], rows: number): number[] {
  const places = spreadLabels(wanted, { gap: 1, low: 0, high: rows - 1 }).map(Math.round);
  const order = [...places.keys()].sort((one, other) => places[one]! - places[other]! || one - other);
  let free = 0;
  for (const index of order) {
    places[index] = Math.max(places[index]!, free);
    free = places[index] + 1;
  }
  let limit = rows - 1;
  for (const index of order.reverse()) {
    places[index] = Math.max(0, Math.min(places[index]!, limit));
    limit = places[index] - 1;
  }
  return places;
}
