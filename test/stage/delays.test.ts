import { describe, expect, it } from "vitest";
import { type DelayLaw, delaysOf } from "../../src/stage/delays.ts";

const many = 20_000;
const of = (law: DelayLaw, batches = many, stages = 1): readonly (readonly number[])[] =>
  delaysOf(law, { stages, batches }).commits;

const share = (list: readonly number[], value: number): number =>
  list.filter((each) => each === value).length / list.length;

describe("delays", () => {
  it("are the same for all batches, or for all of a stage", () => {
    expect(of({ kind: "constant", commits: 3 }, 2, 2)).toEqual([
      [3, 3],
      [3, 3],
    ]);
    expect(of({ kind: "per-stage", commits: [2, 0] }, 3, 2)).toEqual([
      [2, 2, 2],
      [0, 0, 0],
    ]);
  });

  it("of a list begin anew after its end", () => {
    expect(of({ kind: "list", commits: [0, 5] }, 5)).toEqual([[0, 5, 0, 5, 0]]);
  });

  it("of M workers are geometric, with a mean of M − 1", () => {
    for (const workers of [1, 2, 8]) {
      const [delays = []] = of({ kind: "geometric", workers, seed: 1 });
      const mean = delays.reduce((sum, each) => sum + each, 0) / many;
      const deviation = Math.sqrt(workers * (workers - 1));
      expect(Math.abs(mean - (workers - 1))).toBeLessThanOrEqual((4 * deviation) / Math.sqrt(many));
      let expected = 1 / workers;
      for (let k = 0; k < 5; k++) {
        const error = 4 * Math.sqrt((expected * (1 - expected)) / many);
        expect(Math.abs(share(delays, k) - expected)).toBeLessThanOrEqual(error);
        expected *= 1 - 1 / workers;
      }
    }
  });

  it("of a uniform law are 0 to the most, each as often, the same at all stages, another course for another seed", () => {
    const [one = [], other] = of({ kind: "uniform", most: 4, seed: 1 }, many, 2);
    for (let k = 0; k <= 4; k++)
      expect(Math.abs(share(one, k) - 0.2)).toBeLessThan(4 * Math.sqrt(0.16 / many));
    expect(other).toEqual(one);
    expect(of({ kind: "uniform", most: 4, seed: 1 })[0]).toEqual(one);
    expect(of({ kind: "uniform", most: 4, seed: 2 })[0]).not.toEqual(one);
  });

  it("are 0 before the warm-up is over", () => {
    const { commits } = delaysOf({ kind: "constant", commits: 2 }, { stages: 1, batches: 4, warmUp: 3 });
    expect(commits).toEqual([[0, 0, 0, 2]]);
  });

  it.each<[DelayLaw, string]>([
    [{ kind: "constant", commits: -1 }, "delay.commits: expected a whole number from 0 on; got -1"],
    [{ kind: "per-stage", commits: [1] }, "delay.commits: expected 2 numbers, one a stage; got 1"],
    [
      { kind: "per-stage", commits: [1, 0.5] },
      "delay.commits[1]: expected a whole number from 0 on; got 0.5",
    ],
    [{ kind: "geometric", workers: 0 }, "delay.workers: expected a whole number from 1 on; got 0"],
    [{ kind: "uniform", most: NaN }, "delay.most: expected a whole number from 0 on; got NaN"],
    [{ kind: "list", commits: [] }, "delay.commits: expected at least one number; got none"],
    [{ kind: "list", commits: [2, -2] }, "delay.commits[1]: expected a whole number from 0 on; got -2"],
  ])("%j are refused", (law, sentence) => {
    expect(() => of(law, 3, 2)).toThrow(new RangeError(sentence));
  });
});
