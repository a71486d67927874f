import { describe, expect, test } from "vitest";
import { createReplay } from "../../../src/trace/replay/replay.ts";
import type { NetworkFile } from "../../../src/index.ts";
import { formatNumber } from "../../../src/view/number-text.ts";
import { layOutNetwork } from "../../../src/view/network/network-layout.ts";
import { mazurNetwork, mazurPasses } from "../../oracle/published.ts";
import { lectureTrace, mazurTrace, traceOf } from "../example-traces.ts";
import { describeGoldenFiles, publishedTraces } from "../golden-files.ts";
import { svgOf, viewList, wordsOf } from "./drawn.ts";
import { countOf, slotsOf } from "./slots.ts";

for (const [mode, view] of viewList) {
  describeGoldenFiles(`the ${mode} view`, view, publishedTraces.map(([name, trace]) => [`${name}-${mode}`, trace])); // prettier-ignore
}

describe("Mazur's published numbers", () => {
  const layout = layOutNetwork(createReplay(mazurTrace).model);
  const nodeOf = (id: string): number => layout.nodeOf(id) ?? -1;
  const neurons = ["h1", "h2", "o1", "o2"] as const;
  const numbers = (values: readonly number[]): string[] => values.map((value) => formatNumber(value));

  test.each(neurons)("%s going down and coming back", (id) => {
    const down = slotsOf(svgOf("network", mazurTrace));
    const up = slotsOf(svgOf("reversed", mazurTrace));
    const node = nodeOf(id);
    const { z, a, sum, gain, delta } = mazurPasses;
    expect([down.get(`z/${node}`), down.get(`a/${node}`)]).toEqual(numbers([z[id], a[id]]));
    const back = [up.get(`sum/${node}`), up.get(`gain/${node}`), up.get(`delta/${node}`)];
    expect(back).toEqual(numbers([sum[id], gain[id], delta[id]]));
  });

  test("over each synapse a, δ and their product, and the weights of the pass, not those of its commit", () => {
    const both = slotsOf(svgOf("overlay", mazurTrace));
    const up = slotsOf(svgOf("reversed", mazurTrace));
    const read = (name: string): (string | undefined)[] =>
      layout.links.map((_, link) => both.get(`${name}/${link}`));
    // In the order of the file: w1 … w8.
    expect(read("weights")).toEqual(["0.15", "0.2", "0.25", "0.3", "0.4", "0.45", "0.5", "0.55"]);
    expect(layout.links.map((_, link) => up.get(`feedback/${link}`)).slice(4)).toEqual(
      read("weights").slice(4),
    );
    expect(read("gradient").map(Number)).toEqual(mazurPasses.gradients.map((value) => Number(fit(value))));
    const { a, delta } = mazurPasses;
    expect(read("value")).toEqual(["0.05", "0.1", "0.05", "0.1", ...numbers([a.h1, a.h2, a.h1, a.h2])]);
    expect(read("error").slice(4)).toEqual(numbers([delta.o1, delta.o1, delta.o2, delta.o2]));
  });

  test("the loss, the targets, and what it tells the outputs", () => {
    const up = slotsOf(svgOf("reversed", mazurTrace));
    expect(up.get("loss")).toBe(formatNumber(mazurPasses.loss));
    expect(up.get(`told/${nodeOf("o1")}`)).toBe(formatNumber(mazurPasses.sum.o1));
    expect(up.get(`enters/${nodeOf("o1")}`)).toBe("∂L/∂a");
    expect(up.get(`target/${nodeOf("o2")}`)).toBe("t 0.99");
  });

  test("the inputs' own deltas, where error signals reach them", () => {
    const trace = traceOf(mazurNetwork as NetworkFile, [[0.05, 0.1]], [[0.01, 0.99]], {
      inputErrors: "receive",
    });
    const up = slotsOf(svgOf("reversed", trace));
    const { i1, i2 } = mazurPasses.inputGradient;
    expect([up.get(`delta/${nodeOf("i1")}`), up.get(`delta/${nodeOf("i2")}`)]).toEqual(numbers([i1, i2]));
    expect(countOf(svgOf("reversed", trace), /class="network-amplifier"/g)).toBe(6 + 1);
    // Elsewhere inputs are no amplifiers, and nothing points at them.
    expect(countOf(svgOf("reversed", mazurTrace), /class="network-amplifier"/g)).toBe(4 + 1);
    expect(countOf(svgOf("reversed", mazurTrace), /network-up-head/g)).toBe(1 + 4 + 2 + 1);
    expect(wordsOf(svgOf("reversed", mazurTrace))).toContain("receives no δ");
  });

  /** As many digits as nine characters hold. */
  function fit(value: number): string {
    return [4, 3, 2].map((digits) => formatNumber(value, digits)).find((text) => text.length <= 9) ?? "";
  }
});

test("the lecture's forward pass has the numbers of its slides", () => {
  const slots = slotsOf(svgOf("network", lectureTrace));
  const { nodeOf } = layOutNetwork(createReplay(lectureTrace).model);
  const read = (name: string, id: string): number => Number(slots.get(`${name}/${nodeOf(id) ?? -1}`));
  expect([read("z", "h.0"), read("z", "h.1")]).toEqual([4, -2]);
  expect(read("a", "h.0")).toBeCloseTo(0.98, 2);
  expect(read("a", "g.0")).toBeCloseTo(0.86, 2);
  expect(read("a", "y.1")).toBeCloseTo(0.83, 2);
});
