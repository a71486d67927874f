import { describe, expect, it } from "vitest";
import { type Letter, word } from "../../../src/transport/simulated/letter.ts";
import { Queues } from "../../../src/transport/simulated/queues.ts";

const letter = (samples: number): Letter => ({ ...word("prepare", 0, 1, { attempt: 0, version: 0 }), kind: "data", microBatch: samples }); // prettier-ignore
/** Two samples a tick; here a letter says itself how many it covers. */
const twoATick = (): Queues => new Queues(2, ({ microBatch }) => microBatch);

describe("a link of a bandwidth", () => {
  it("takes a message up as long as its samples take, and the next one afterwards", () => {
    const queues = twoATick();
    expect([queues.enter(7, letter(4), 10), queues.enter(7, letter(2), 10), queues.enter(7, letter(2), 12.5)]).toEqual([2, 3, 1.5]); // prettier-ignore
    expect(queues.waited).toBe(2);
  });

  it("is free again after a while, and knows of no other link", () => {
    const queues = twoATick();
    queues.enter(7, letter(4), 10);
    expect([queues.enter(7, letter(4), 12), queues.enter(8, letter(4), 12)]).toEqual([2, 2]);
    expect(queues.waited).toBe(0);
  });

  it("lets words pass at once, whatever waits", () => {
    const queues = twoATick();
    queues.enter(7, letter(400), 0);
    expect(queues.enter(7, word("commit", 0, 1, { attempt: 0, version: 0 }), 1)).toBe(0);
  });
});
