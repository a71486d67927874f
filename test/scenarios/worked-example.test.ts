import { describe, expect, it } from "vitest";
import { mazur, namedNumbers, published } from "../../scenarios/networks/mazur.ts";
import { workedExample } from "../../scenarios/worked-example.ts";
import {
  mazurFreshWeightUpdates,
  mazurNetwork,
  mazurPasses,
  mazurSamples,
  mazurUpdates,
} from "../oracle/published.ts";
import { checkFlow } from "./check-flow.ts";
import { only, record, tableWith } from "./recording-screen.ts";

const shown = await record(workedExample);
const [right = [], early = []] = only("flow", shown).map(({ events }) => events);

/** The numbers that the flow of the right update shows, by their names. */
const numbers = new Map(right.flatMap(namedNumbers));
const close = (value: number | undefined, expected: number | undefined): void => {
  expect(Math.abs((value ?? NaN) - (expected ?? NaN))).toBeLessThan(1e-12);
};

describe("worked-example", () => {
  it("is the post's network", () => {
    expect(mazur).toEqual(mazurNetwork);
  });

  it("shows every message of both passes, each equal to the textbook's double loop", () => {
    expect(checkFlow(mazurNetwork, mazurSamples, right)).toEqual({ forward: 8, backward: 4 });
    expect(right.filter(({ kind }) => kind === "commit")).toHaveLength(4);
  });

  it.each(["h1", "h2", "o1", "o2"] as const)("shows z, a, ∂E/∂a, gain and delta of %s to 1e-12", (id) => {
    close(numbers.get(`z of ${id}`), mazurPasses.z[id]);
    close(numbers.get(`a of ${id}`), mazurPasses.a[id]);
    close(numbers.get(`∂E/∂a of ${id}`), mazurPasses.sum[id]);
    close(numbers.get(`gain of ${id}`), mazurPasses.gain[id]);
    close(numbers.get(`delta of ${id}`), mazurPasses.delta[id]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "shows the gradient of w%i and its value after the update to 1e-12",
    (i) => {
      close(numbers.get(`∂E/∂w${i}`), mazurPasses.gradients[i - 1]);
      close(numbers.get(`w${i} after`), mazurUpdates.weightsAfter1[i - 1]);
    },
  );

  // The post multiplies rounded numbers here and there: its -0.019049119 is -0.0190491182….
  it("puts published and computed side by side: all agree to a unit of the last digit, but one", () => {
    const rows = tableWith("computed", shown);
    expect(rows.map((row) => row["quantity"])).toEqual(Object.keys(published));
    for (const { quantity, published: printed = "", computed = "" } of rows) {
      const decimals = printed.split(".")[1]?.length ?? 0;
      const agrees = Math.abs(Number(printed) - Number(computed)) < Number(`1e-${decimals}`);
      expect([quantity, agrees]).toEqual([quantity, quantity !== "E after"]);
    }
  });

  it("shows both errors after the update, and that the published one is the one with fresh weights", () => {
    const [ours, theirs, post] = tableWith("E after one update", shown).map(
      (row) => row["E after one update"],
    );
    close(Number(ours), 0.29102777369359933);
    close(Number(ours), mazurUpdates.lossAfter1);
    close(Number(theirs), 0.29102792390544197);
    close(Number(theirs), mazurFreshWeightUpdates.lossAfter1);
    expect(post).toBe("0.291027924");
    expect(Number(theirs).toFixed(9)).toBe(post);
    expect(Number(ours).toFixed(9)).not.toBe(post);
  });

  it("shows with the switch that h1 and h2 multiply deltas by updated weights, and sum up wrongly", () => {
    const fresh = new Map(early.flatMap(namedNumbers));
    close(fresh.get("∂E/∂a of h1"), mazurFreshWeightUpdates.sum.h1);
    close(fresh.get("∂E/∂a of h2"), mazurFreshWeightUpdates.sum.h2);
    mazurFreshWeightUpdates.hiddenWeightsAfter1.forEach((weight, i) =>
      close(fresh.get(`w${i + 1} after`), weight),
    );
    const used = early.flatMap((event) => (event.kind === "deliver" ? [event.weight] : []));
    // In the order of delivery: w5 and w7 to h1, w6 and w8 to h2.
    [4, 6, 5, 7].forEach((i, message) => close(used[message], mazurUpdates.weightsAfter1[i]));
  });
});
