import { describe, expect, it } from "vitest";
import { epochOrder } from "../../src/data/epoch-order.ts";

describe("the order of an epoch", () => {
  it("is file order without a seed, in every epoch", () => {
    expect([...epochOrder(5, undefined, 0)]).toEqual([0, 1, 2, 3, 4]);
    expect(epochOrder(5, undefined, 7)).toEqual(epochOrder(5, undefined, 0));
  });

  it("visits every sample once, in another order for each epoch and seed", () => {
    const orders = [1, 2].flatMap((seed) => [0, 1, 2].map((epoch) => [...epochOrder(50, seed, epoch)]));
    for (const order of orders)
      expect(order.toSorted((a, b) => a - b)).toEqual([...epochOrder(50, undefined, 0)]);
    expect(new Set(orders.map(String)).size).toBe(orders.length);
  });

  it("depends on seed and epoch alone, so that any epoch can be taken up again", () => {
    expect(epochOrder(50, 3, 4)).toEqual(epochOrder(50, 3, 4));
  });

  it("puts each of three samples into each place about equally often", () => {
    const counts = new Map<string, number>();
    const epochs = 6000;
    for (let epoch = 0; epoch < epochs; epoch++) {
      const order = epochOrder(3, 1, epoch).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // Six orders, each binomial around 1000: five standard deviations are 5·√(6000·1/6·5/6) = 144.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(144);
  });
});
