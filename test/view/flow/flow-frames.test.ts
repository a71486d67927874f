import { describe, expect, it } from "vitest";
import type { NetworkFile, Trace } from "../../../src/index.ts";
import { type FlowFrame, flowOf } from "../../../src/view/flow/flow-frames.ts";
import { mazurNetwork } from "../../oracle/published.ts";
import { layeredFile, lectureTrace, mazurTrace, pipelineTrace, traceOf } from "../example-traces.ts";
import { expectedTexts } from "./expected-texts.ts";

const limits = { most: 2000 };

/** The texts of each frame's own picture, from the changes alone. */
function textsAfterEach(frames: readonly FlowFrame[]): ReadonlyMap<string, string>[] {
  const tracks = new Map<number, Map<string, string>>();
  return frames.map(({ shown: { microBatch }, changes, tallies }) => {
    for (const [track, list] of [[microBatch, changes], [-1, tallies]] as const) {
      const texts = tracks.get(track) ?? new Map<string, string>();
      tracks.set(track, texts);
      for (const [slot, text] of list) {
        if (text === undefined) texts.delete(slot);
        else texts.set(slot, text);
      }
    } // prettier-ignore
    return new Map([...(tracks.get(microBatch) ?? []), ...(tracks.get(-1) ?? [])]);
  });
}

/** 16-12-8-4, with `count` samples of their own micro-batches. */
function layeredTrace(count: number): Trace {
  const samples = Array.from({ length: count }, (_, k) =>
    Array.from({ length: 16 }, (_, i) => ((i + k) % 7) / 7),
  );
  return traceOf(layeredFile, samples, samples.map((_, k) => [0, 1, 2, 3].map((i) => (i === k % 4 ? 1 : 0))), {
    batchSize: 2,
    microBatch: 1,
  }); // prettier-ignore
}

const epochsTrace = traceOf(mazurNetwork as NetworkFile, [[0.05, 0.1], [0.3, 0.9]], [[0.01, 0.99], [1, 0]], {
  batchSize: 1,
  epochs: 2,
}); // prettier-ignore

describe("the frames of a flow", () => {
  it.each([
    ["mazur", mazurTrace],
    ["lecture", lectureTrace],
    ["pipeline", pipelineTrace],
    ["several epochs", epochsTrace],
  ])("of %s say after each event what the replay says", (_, trace) => {
    const { frames } = flowOf(trace, {}, limits);
    const expected = expectedTexts(trace);
    const texts = textsAfterEach(frames);
    expect(frames.map(({ n }) => n)).toEqual(trace.events.map(({ n }) => n));
    // One question for all texts: to ask for each of them takes seconds.
    const wrong = frames.flatMap(({ n }, place) =>
      Array.from(expected(n), ([slot, text]) => ({ n, slot, text, told: texts[place]?.get(slot) })).filter(
        ({ text, told }) => told !== text,
      ),
    );
    expect(wrong).toEqual([]);
  });

  it("send one message for each that is delivered, the way it goes", () => {
    const { frames, layout } = flowOf(mazurTrace, {}, limits);
    const ways = frames.flatMap(({ kind, links, direction }) => {
      const { from = -1, to = -1 } = layout.links[links[0] ?? -1] ?? {};
      const [source = "?", target = "?"] = [layout.nodes[from]?.id, layout.nodes[to]?.id];
      return kind === "deliver"
        ? [direction === "forward" ? `${source} ${target}` : `${target} ${source}`]
        : [];
    });
    expect(ways).toEqual(
      mazurTrace.events.flatMap((event) => (event.kind === "deliver" ? [`${event.from} ${event.to}`] : [])),
    );
    expect(ways).toHaveLength(8 + 4);
  });

  it("turn the picture round at the loss, and show both ways where gradients are formed", () => {
    const { frames } = flowOf(mazurTrace, {}, limits);
    const turns = frames.filter(({ picture }, i) => picture !== frames[i - 1]?.picture);
    expect(turns.map(({ n, kind, picture }) => [n, kind, picture])).toEqual([
      [0, "train", "forward"],
      [17, "error", "reversed"],
      [27, "gradient", "overlay"],
      [31, "commit", "forward"],
      [35, "end", "overlay"],
    ]);
  });

  it("show both ways on each other while one sample goes down and another comes back", () => {
    const { frames } = flowOf(pipelineTrace, { batches: [0, 1] }, limits);
    const first = frames.findIndex(({ kind }) => kind === "error");
    const last = frames.findLastIndex(({ kind }) => kind === "loss");
    for (const [place, { picture, phase }] of frames.entries()) {
      if (place >= first && place <= last) expect([place, picture]).toEqual([place, "overlay"]);
      else if (phase === "backward") expect([place, picture]).toEqual([place, "reversed"]);
      else if (phase === "forward") expect([place, picture]).toEqual([place, "forward"]);
    }
  });

  it("tell who waits in the micro-batch of the event, the neuron that has just heard first", () => {
    const { frames } = flowOf(pipelineTrace, {}, limits);
    expect(frames[21]?.waiting).toEqual(["h2 has 1 of 2 activations, waiting for i2"]);
    expect(frames[22]?.waiting).toEqual(["h2 has 2 of 2 activations"]);
    expect(frames[23]?.waiting).toEqual([]);
    expect(frames.map(({ barrier }) => barrier?.split(": ")[1]).filter((each, i, all) => each !== all[i - 1])).toEqual([
      "0 of 3 samples are complete",
      "1 of 3 samples are complete",
      "2 of 3 samples are complete",
      "3 of 3 samples are complete",
      "0 of 3 samples are complete",
      "1 of 3 samples are complete",
      "2 of 3 samples are complete",
      "3 of 3 samples are complete",
    ]); // prettier-ignore
  });

  it("put the messages of a neuron together where there are more events than asked for", () => {
    const { frames, size, shown } = flowOf(pipelineTrace, {}, { most: 120, orElse: "turns" });
    expect([size, shown]).toEqual(["turns", { events: 170, of: 170, isEnd: false }]);
    const hears = frames.filter(({ kind }) => kind === "deliver");
    // Six samples: four neurons hear two activations each, two of them two error signals.
    expect(hears).toHaveLength(6 * (4 + 2));
    expect(new Set(hears.map(({ links }) => links.length))).toEqual(new Set([2]));
    expect(frames.filter(({ kind }) => kind === "commit").map(({ nodes }) => nodes)).toEqual([[2, 3, 4, 5], [2, 3, 4, 5]]); // prettier-ignore
    expect(hears[0]?.sentence).toBe("h1 hears 2 activations, and multiplies each by its weight");
  });

  it("of a large network are what its groups do", () => {
    const trace = layeredTrace(4);
    const { frames, layout, size, shown } = flowOf(trace, {}, limits);
    expect([size, layout.detail, shown.events]).toEqual(["nodes", "groups", trace.events.length]);
    const sums = new Map<string, number>();
    for (const { kind, sentence } of frames) {
      sums.set(kind, (sums.get(kind) ?? 0) + Number(/\d+/.exec(sentence)?.[0] ?? 1));
    }
    const synapses = 16 * 12 + 12 * 8 + 8 * 4;
    expect(sums.get("deliver")).toBe(4 * (synapses + 12 * 8 + 8 * 4));
    expect([sums.get("activate"), sums.get("delta"), sums.get("commit")]).toEqual([4 * 24, 4 * 24, 2 * 24]);
    const last = textsAfterEach(frames).at(-1);
    expect(last?.get("loss")).toBeDefined();
    expect(last?.has("norm-delta/1")).toBe(true);
  });

  it("of a large network show chosen neurons by themselves", () => {
    const { layout, frames, scene } = flowOf(layeredTrace(2), { neurons: ["h.3"] }, limits);
    const chosen = layout.nodes.findIndex(({ id }) => id === "h.3");
    expect(layout.nodes[chosen]?.shows).toBe("neuron");
    expect(layout.nodes.map((_, node) => scene.matters?.(node))).toEqual(
      layout.nodes.map((_, node) => node === chosen),
    );
    expect(frames.some(({ nodes, kind }) => kind === "activate" && nodes.includes(chosen))).toBe(true);
  });

  it.each(["neuron", "population", "commit"] as const)("can be made of a trace of the level %s", (level) => {
    const trace = traceOf(mazurNetwork as NetworkFile, [[0.05, 0.1]], [[0.01, 0.99]], { level });
    const { frames } = flowOf(trace, {}, limits);
    expect(frames.map(({ n }) => n)).toEqual(trace.events.map(({ n }) => n));
    const texts = textsAfterEach(frames).at(-1);
    expect(texts?.get("a/2")).toBe(level === "neuron" ? "0.5933" : undefined);
    expect(texts?.get("norm-a/2")).toBe(level === "population" ? "0.5933" : undefined);
    expect(texts?.get("loss")).toBe("0.2984");
  });

  it("are the last ones before the event that is asked for", () => {
    const { frames, shown } = flowOf(mazurTrace, { at: 30 }, { most: 10 });
    expect(frames.map(({ n }) => n)).toEqual([21, 22, 23, 24, 25, 26, 27, 28, 29, 30]);
    expect(shown).toEqual({ events: 10, of: 31, isEnd: true });
    const [texts] = textsAfterEach(frames);
    for (const [slot, text] of expectedTexts(mazurTrace)(21))
      expect([slot, texts?.get(slot)]).toEqual([slot, text]);
  });

  it("are none where nothing is chosen", () => {
    expect(flowOf(mazurTrace, { phases: [] }, limits).frames).toEqual([]);
  });
});
