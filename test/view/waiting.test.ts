import { describe, expect, it } from "vitest";
import { createReplay } from "../../src/index.ts";
import { barrierText, waitingText } from "../../src/view/waiting.ts";
import type { Join } from "../../src/trace/replay/join.ts";
import { pipelineTrace } from "./example-traces.ts";

const join = (direction: Join["direction"], heard: number, waitingFor: readonly string[]): Join => ({
  direction,
  heard,
  of: heard + waitingFor.length,
  waitingFor,
  awaitsLoss: false,
  underWay: () => [],
  messages: () => [],
});

describe("waitingText", () => {
  it.each([
    [join("backward", 1, ["o2"]), "h1 has 1 of 2 error signals, waiting for o2", "h1 已收到 2 个误差信号中的 1 个，在等待 o2"],
    [join("forward", 0, ["i1", "i2"]), "h1 has 0 of 2 activations, waiting for i1, i2", "h1 已收到 2 个激活值中的 0 个，在等待 i1、i2"],
    [join("forward", 2, []), "h1 has 2 of 2 activations", "h1 已收到 2 个激活值中的 2 个"],
    [join("forward", 0, ["a", "b", "c", "d"]), "h1 has 0 of 4 activations, waiting for a, b, c, d", "h1 已收到 4 个激活值中的 0 个，在等待 a、b、c、d"],
    [join("forward", 1, ["a", "b", "c", "d", "e"]), "h1 has 1 of 6 activations, waiting for a, b, c and 2 more", "h1 已收到 6 个激活值中的 1 个，在等待 a、b、c 等另外 2 个"],
  ])("tells whom a neuron has heard and whom it waits for", (state, english, chinese) => {
    expect(waitingText("h1", state, "en")).toBe(english);
    expect(waitingText("h1", state, "zh")).toBe(chinese);
  }); // prettier-ignore
});

describe("barrierText", () => {
  const replay = createReplay(pipelineTrace);

  it("counts the samples that have been all the way", () => {
    const texts = pipelineTrace.events.map(({ n }) => {
      const { batch } = replay.at(n);
      return batch && barrierText(batch, "en");
    });
    expect([...new Set(texts)]).toEqual([
      undefined,
      ...[0, 1].flatMap((batch) =>
        [0, 1, 2, 3].map((done) => `batch ${batch}: ${done} of 3 samples are complete`),
      ),
    ]);
  });
});
