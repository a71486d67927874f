import { describe, expect, it } from "vitest";
import { InputError } from "../../src/message/input-error.ts";
import type { Model } from "../../src/model/model.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { partition, type StageStarts, stageWork } from "../../src/model/partition.ts";
import { randomNetwork } from "../oracle/random-network.ts";
import { smallRandom, whole } from "../oracle/small-random.ts";

function dense(...sizes: readonly number[]): Model {
  const layers = sizes.map((size, l) => ({
    id: `l${l}`,
    size,
    ...(l === 0 ? {} : { activation: "tanh" as const }),
  }));
  return parseNetwork({ format: "counterflow-network", version: 1, loss: "half-squared-error", layers });
}

/** The least work that the busiest of so many stages can have, by trying every way to cut. */
function leastByTrying(work: readonly number[], stages: number): number {
  if (stages === 1) return work.reduce((sum, each) => sum + each, 0);
  let least = Infinity;
  for (let cut = 1; cut <= work.length - stages + 1; cut++) {
    const first = work.slice(0, cut).reduce((sum, each) => sum + each, 0);
    least = Math.min(least, Math.max(first, leastByTrying(work.slice(cut), stages - 1)));
  }
  return least;
}

describe("a partition", () => {
  it("gives the busiest stage as little to do as can be, and every stage a layer", () => {
    const random = smallRandom(3);
    for (let n = 0; n < 200; n++) {
      const sizes = Array.from({ length: whole(random, 2, 9) }, () => whole(random, 1, 9));
      const model = dense(...sizes);
      const work = sizes.slice(1).map((size, l) => size * (sizes[l] ?? 0));
      for (let stages = 1; stages <= work.length; stages++) {
        const stageOf = partition(model, stages);
        expect(Math.max(...stageWork(model, stageOf)), `${sizes.join("-")} on ${stages}`).toBe(
          leastByTrying(work, stages),
        );
        expect(new Set(stageOf).size).toBe(stages);
        expect([...stageOf]).toEqual([...stageOf].sort((one, other) => one - other));
      }
    }
  });

  it("puts layers where it is told, and the inputs with the first of them", () => {
    expect([...partition(dense(2, 3, 3, 3, 1), [0, 1, 3])]).toEqual([0, 0, 1, 1, 2]);
  });

  it("of any acyclic network has no activation flow to an earlier stage", () => {
    for (let seed = 0; seed < 200; seed++) {
      const model = parseNetwork(randomNetwork(seed).file);
      const layers = model.populations.reduce((most, { depth }) => Math.max(most, depth), 1);
      for (let stages = 1; stages <= Math.min(layers, 4); stages++) {
        const stageOf = partition(model, stages);
        const { count, source, target } = model.projections;
        for (let b = 0; b < count; b++) {
          expect(stageOf[target[b] ?? -1]).toBeGreaterThanOrEqual(stageOf[source[b] ?? -1] ?? NaN);
        }
        expect(new Set(stageOf).size).toBe(stages);
      }
    }
  });

  it.each<[number | StageStarts, string]>([
    [3, "stages: expected at most 2, as the network has 2 layers besides the inputs; got 3"],
    [0, "stages: expected a whole number from 1 on; got 0"],
    [1.5, "stages: expected a whole number from 1 on; got 1.5"],
    [
      [1],
      "stages: expected the first layer of each, from 0 on and rising, of 2 layers besides the inputs; got [1]",
    ],
    [
      [0, 0],
      "stages: expected the first layer of each, from 0 on and rising, of 2 layers besides the inputs; got [0, 0]",
    ],
    [
      [0, 2],
      "stages: expected the first layer of each, from 0 on and rising, of 2 layers besides the inputs; got [0, 2]",
    ],
    [
      [],
      "stages: expected the first layer of each, from 0 on and rising, of 2 layers besides the inputs; got []",
    ],
  ])("into %j stages is refused", (stages, sentence) => {
    const run = () => partition(dense(2, 3, 1), stages);
    expect(run).toThrow(InputError);
    expect(run).toThrow(sentence);
  });
});
