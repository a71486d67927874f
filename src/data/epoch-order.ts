import { random } from "../math/random.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- both places are inside the order */

/**
 * The order in which an epoch visits its samples: file order, or with a seed a shuffle of its own for each epoch
 * (Durstenfeld 1964). It depends on seed and epoch alone, so a run can be taken up again at any epoch.
 */
export function epochOrder(count: number, shuffle: number | undefined, epoch: number): Uint32Array {
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  if (shuffle === undefined) return order;
  const { integer } = random(shuffle, `shuffle/${String(epoch)}`);
  for (let left = count; left > 1; left--) {
    const i = integer(left);
    const last = order[left - 1]!;
    order[left - 1] = order[i]!;
    order[i] = last;
  }
  return order;
}
