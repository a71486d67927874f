/** So many neurons of a group are named. */
export const mostLargest = 5;

export interface Ranked<Item> {
  readonly item: Item;
  readonly value: number;
}

/** Keeps those of many items that are furthest from 0, the first of equal ones first. Constant time for each item. */
export function topList<Item>(most = mostLargest) {
  const kept: Ranked<Item>[] = [];
  return {
    kept: kept as readonly Ranked<Item>[],
    add(item: Item, value: number): void {
      const size = Math.abs(value);
      let at = kept.length;
      while (at > 0 && size > Math.abs(kept[at - 1]?.value ?? 0)) at--;
      if (at >= most) return;
      kept.splice(at, 0, { item, value });
      if (kept.length > most) kept.pop();
    },
  };
}
