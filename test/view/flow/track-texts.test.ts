import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { createSamples, Network, parseNetwork, record, type Trace } from "../../../src/index.ts";
import { fork } from "../../../src/network/fork.ts";
import { createReplay } from "../../../src/trace/replay/replay.ts";
import { flowSteps } from "../../../src/view/flow/flow-steps.ts";
import { followTexts } from "../../../src/view/flow/track-texts.ts";
import { layOutNetwork } from "../../../src/view/network/network-layout.ts";
import { sceneTexts } from "../../../src/view/network/scene-texts.ts";
import { mazurNetwork } from "../../oracle/published.ts";
import { hostileTrace, lectureTrace, mazurTrace, pipelineTrace } from "../example-traces.ts";

/** A commit after each delta: error signals are multiplied by weights that have changed since the forward pass. */
function eagerTrace(): Trace {
  const network = new Network(parseNetwork(mazurNetwork));
  const recording = record(network);
  const samples = createSamples([[0.05, 0.1], [0.4, 0.7]], [[0.01, 0.99], [0.5, 0.5]]); // prettier-ignore
  network.train(samples, { epochs: 2, batchSize: 1, learningRate: 0.5, commitAfter: "delta" }).subscribe();
  return recording.stop();
}

/** What the steps say that were made of single neurons, and what all neurons say, after each event. */
function bothTexts(trace: Trace) {
  const model = parseNetwork(trace.header.network);
  const layout = layOutNetwork(model);
  const replay = createReplay(trace);
  const follow = followTexts(layout, model, trace.header);
  const tracks = new Map<number, Map<string, string>>();
  let shown = { microBatch: 0, sample: 0 };
  return flowSteps(trace.events, layout, "events").map((step) => {
    const { event } = step;
    if ("microBatch" in event) shown = { microBatch: event.microBatch, sample: event.samples[0] ?? 0 };
    const state = replay.at(event.n);
    const texts = tracks.get(shown.microBatch) ?? new Map<string, string>();
    tracks.set(shown.microBatch, texts);
    for (const [slot, text] of follow(step, state, shown)) {
      if (text === undefined) texts.delete(slot);
      else texts.set(slot, text);
    }
    const whole = sceneTexts(layout, state, shown, model);
    for (const range of ["version", "feedbackVersion"]) whole.delete(range);
    return { event, followed: new Map(texts), whole };
  });
}

const isOfWeights = (slot: string): boolean => /^(weight|weights|feedback)\//.test(slot);

describe("texts that are followed step by step", () => {
  it.each([
    ["one batch", mazurTrace],
    ["four layers", lectureTrace],
    ["several micro-batches in flight", pipelineTrace],
    ["names of any kind", hostileTrace],
    [
      "a weight changed on the way",
      fork(pipelineTrace, 60, { kind: "weight", from: "h1", to: "o1", value: 0.9 }),
    ],
    ["a bias changed on the way", fork(pipelineTrace, 30, { kind: "bias", neuron: "o2", value: -1 })],
    [
      "a message changed on the way",
      fork(mazurTrace, 6, {
        kind: "message",
        direction: "forward",
        from: "h1",
        batch: 0,
        sample: 0,
        value: 2,
      }),
    ],
  ])("are those of all neurons read anew: %s", (_, trace) => {
    for (const { event, followed, whole } of bothTexts(trace)) {
      // From a commit on they tell of the next batch's weights.
      const isLate = event.kind === "commit" || event.kind === "end";
      const kept = (texts: ReadonlyMap<string, string>) =>
        Object.fromEntries([...texts].filter(([slot]) => !isLate || !isOfWeights(slot)).sort());
      const [told, expected] = [kept(followed), kept(whole)];
      // toEqual takes far longer: it is asked where something is to be said.
      if (!isDeepStrictEqual(told, expected)) expect([event.n, told]).toEqual([event.n, expected]);
    }
  });

  it("tell of two weights where one has been committed between the two passes", () => {
    const all = bothTexts(eagerTrace());
    for (const { event, followed, whole } of all) {
      expect([event.n, Object.fromEntries([...followed].sort())]).toEqual([
        event.n,
        Object.fromEntries([...whole].sort()),
      ]);
    }
    // h1→o1: 0.4 on the way down, what o1 has made of it on the way back.
    expect(all.at(-1)?.followed.get("weight/4")).not.toBe(all.at(-1)?.followed.get("feedback/4"));
  });

  it("tell after a commit what its neuron will use next", () => {
    const { followed } =
      bothTexts(mazurTrace).find(({ event }) => event.kind === "commit" && event.neuron === "o1") ?? {};
    expect([4, 5, 6, 7].map((link) => followed?.get(`weights/${link}`))).toEqual([
      "0.3589",
      "0.4087",
      "0.5",
      "0.55",
    ]);
  });
});
