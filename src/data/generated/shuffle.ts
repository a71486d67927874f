import type { Random } from "../../math/random.ts";

/**
 * Shuffles in place (Fisher and Yates; the order of draws as in TensorFlow Playground's `shuffle`: from the
 * last place down to the first, each swapped with one at or before it).
 */
export function shuffle(items: unknown[], { integer }: Random): void {
  for (let last = items.length - 1; last >= 0; last--) {
    const chosen = integer(last + 1);
    [items[last], items[chosen]] = [items[chosen], items[last]];
  }
}
