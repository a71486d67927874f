import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { createSamples, Network, parseNetwork, record } from "../../../src/index.ts";
import type { NetworkFile, RecordOptions, Trace } from "../../../src/index.ts";
import { fork } from "../../../src/network/fork.ts";
import type { Change } from "../../../src/trace/change.ts";
import { createReplay } from "../../../src/trace/replay/replay.ts";
import { mazurNetwork } from "../../oracle/published.ts";
import { isLong } from "../../long.ts";
import { randomNetwork } from "../../oracle/random-network.ts";
import { shuffled, smallRandom } from "../../oracle/small-random.ts";
import { lectureTrace, layeredFile, mazurTrace, pipelineTrace, traceOf } from "../../view/example-traces.ts";
import { contradiction } from "./contradiction.ts";
import { type DueChange, NaiveRun } from "./naive-run.ts";
import { type Snapshot, snapshotOf } from "./snapshot.ts";

/** The state after every event, told the slow way. */
function naiveStates(trace: Trace, changes: readonly DueChange[] = []): Snapshot[] {
  const run = new NaiveRun(trace, changes);
  return trace.events.map((event) => {
    run.take(event);
    return run.snapshot();
  });
}

/** After every event: forward, back, and in no order. */
function expectNaive(trace: Trace, changes: readonly DueChange[] = []): void {
  const expected = naiveStates(trace, changes);
  const replay = createReplay(trace);
  const forward = trace.events.map((_, n) => n);
  const random = shuffled(smallRandom(7), forward);
  // Steps back and leaps are many in any case; as many as there are events only where there is time.
  const back = forward.toReversed().filter((n) => isLong || n % 2 === 0);
  const leaps = isLong ? random : random.slice(0, Math.ceil(random.length / 4));
  for (const n of [...forward, ...back, ...leaps]) {
    const told = snapshotOf(replay.at(n));
    // toStrictEqual takes far longer: it is asked where something is to be said.
    if (!isDeepStrictEqual(told, expected[n])) expect(told).toStrictEqual(expected[n]);
  }
}

const pipelineOf = (options: RecordOptions & { inputErrors?: "end" | "receive" }): Trace =>
  traceOf(
    mazurNetwork as NetworkFile,
    [[0.05, 0.1], [0.9, 0.2], [0.4, 0.7], [0.1, 0.8], [0.3, 0.3]],
    [[0.01, 0.99], [0.99, 0.01], [0.5, 0.5], [0.01, 0.99], [0.4, 0.2]],
    { batchSize: 3, microBatch: 1, ...options },
  ); // prettier-ignore

const feedbackFile = {
  ...mazurNetwork,
  synapses: mazurNetwork.synapses.map((synapse, i) =>
    i % 2 === 0 ? { ...synapse, feedback: 0.3 - i } : synapse,
  ),
} as NetworkFile;

describe("the state after every event, forward, back and in no order, is that of a slow fold of all before it", () => {
  it.each<[string, Trace]>([
    ["mazur", mazurTrace],
    ["lecture", lectureTrace],
    ["three samples in flight, and a smaller batch after it", pipelineOf({})],
    ["the level neuron", pipelineOf({ level: "neuron" })],
    ["error signals to the inputs", pipelineOf({ inputErrors: "receive" })],
    ["error signals to the inputs, at the level neuron", pipelineOf({ inputErrors: "receive", level: "neuron" })],
    ["feedback weights", traceOf(feedbackFile, [[0.05, 0.1], [1, 2]], [[0.01, 0.99], [0, 1]], { batchSize: 1 })],
    ["chosen neurons", pipelineOf({ neurons: ["h1", "o2", "i1"] })],
    ["chosen samples", pipelineOf({ samples: [2, 0, 7] })],
    ["chosen samples of larger messages", traceOf(mazurNetwork as NetworkFile, [[0.05, 0.1], [0.9, 0.2], [0.4, 0.7]], [[0, 1], [1, 0], [0, 0]], { samples: [1] })],
  ])("%s", (_, trace) => {
    expectNaive(trace);
  }); // prettier-ignore

  // Skip connections, outputs that feed others, neurons that hear nobody, all losses.
  it.each(isLong ? [5, 7, 12, 16, 34, 40] : [5, 16])("random network %i", (seed) => {
    const { file, samples } = randomNetwork(seed);
    const options = { microBatch: 2, batchSize: 4 };
    expectNaive(traceOf(file as NetworkFile, samples.inputs, samples.targets, options));
  });

  it("passes that only evaluate, and gradients, among the batches of two runs", () => {
    const network = new Network(parseNetwork(mazurNetwork));
    const recording = record(network, { evaluations: "watch" });
    const samples = createSamples([[0.05, 0.1], [0.9, 0.2]], [[0.01, 0.99], [0.3, 0.4]]); // prettier-ignore
    network.predict(samples, { batchSize: 1 });
    network.train(samples, { epochs: 1, batchSize: 2, microBatch: 1, learningRate: 0.5 }).subscribe();
    network.gradients(samples, { microBatch: 1 });
    network.evaluate(samples);
    network.train(samples, { epochs: 1, batchSize: 1, learningRate: 0.5, optimizer: "adam" }).subscribe();
    expectNaive(recording.stop());
  });

  it.each<[string, number, Change]>([
    ["a weight", 40, { kind: "weight", from: "h1", to: "o2", value: -3 }],
    ["a bias", 70, { kind: "bias", neuron: "h2", value: 2 }],
    ["an input", 2, { kind: "message", direction: "forward", from: "i1", batch: 0, sample: 0, value: 7 }],
  ])("a fork that changes %s", (_, at, change) => {
    const trace = fork(pipelineTrace, at, change);
    expectNaive(trace, [{ at: trace.header.fork?.at ?? NaN, change }]);
  });

  it("a fork that changes a weight right after its commit, and one right before", () => {
    const commit =
      pipelineTrace.events.find((event) => event.kind === "commit" && event.neuron === "h1")?.n ?? NaN;
    for (const at of [commit - 1, commit]) {
      const change: Change = { kind: "weight", from: "i2", to: "h1", value: 4 };
      expectNaive(fork(pipelineTrace, at, change), [{ at, change }]);
    }
  });

  it("a fork of a fork, which leaves a later change behind", () => {
    const kept: Change = { kind: "weight", from: "i1", to: "h1", value: 0.7 };
    const left: Change = { kind: "bias", neuron: "o1", value: 5 };
    const first = fork(pipelineTrace, 10, kept);
    const second = fork(first, 100, left);
    const delta = second.events.find((event) => event.kind === "delta" && event.neuron === "o1");
    const last: Change = { kind: "message", direction: "backward", from: "o1", batch: 0, sample: 0, value: 0.25 };
    const third = fork(second, delta?.n ?? NaN, last);
    expectNaive(third, [
      { at: first.header.fork?.at ?? NaN, change: kept },
      { at: third.header.fork?.at ?? NaN, change: last },
    ]);
  }); // prettier-ignore
});

describe("what is left of a trace never contradicts the whole, and what it does not tell is undefined", () => {
  const whole = pipelineOf({ inputErrors: "receive" });
  const truth = naiveStates(whole);

  it.each([1, 2, 3, 9, 14, 25, 33, 47, 58, 66, 80, 101])(
    "after event %i: a ring that begins there",
    (first) => {
      const replay = createReplay({ ...whole, events: whole.events.slice(first) });
      expect([replay.first, replay.last]).toEqual([first, whole.events.length - 1]);
      for (let n = first; n <= replay.last; n++) {
        const expected = truth[n];
        const told = snapshotOf(replay.at(n), expected?.losses.length);
        const said = contradiction(told, expected, ["messages", "underWay"]);
        if (said !== undefined) expect({ n, said }).toEqual({ n });
      }
    },
  );

  it.each<[string, RecordOptions]>([
    ["the second batch", { batches: [1, 2] }],
    ["the way down", { phases: ["start", "forward"] }],
    ["the way back", { phases: ["start", "loss", "backward"] }],
    ["all but where batches begin", { phases: ["forward", "loss", "backward", "gradient", "commit"] }],
    ["gradients", { phases: ["start", "gradient"] }],
    ["commits", { level: "commit" }],
    ["populations", { level: "population" }],
  ])("%s", (_, options) => {
    const part = pipelineOf({ inputErrors: "receive", ...options });
    const replay = createReplay(part);
    let place = 0;
    for (const event of part.events) {
      if (event.kind === "end") break;
      // Only at the level "population" are there events that the whole does not have.
      const after = whole.events.findIndex((each, n) => n >= place && isSamePlace(each, event));
      if (event.kind !== "population") expect(after).toBeGreaterThanOrEqual(0);
      if (after < 0) continue;
      place = after;
      const told = snapshotOf(replay.at(event.n), truth[after]?.losses.length);
      const said = contradiction({ ...told, n: after }, truth[after], ["messages", "underWay", "inFlight"]);
      if (said !== undefined) expect({ n: event.n, said }).toEqual({ n: event.n });
    }
  });
});

function isSamePlace(one: object, other: object): boolean {
  const keys = ["kind", "t", "batch", "microBatch", "neuron", "from", "to", "direction"] as const;
  const of = (event: object) => keys.map((key) => (event as Record<string, unknown>)[key]);
  return isDeepStrictEqual(of(one), of(other));
}

describe("a replay", () => {
  it("tells in words' terms who waits for whom", () => {
    const replay = createReplay(mazurTrace);
    // o1 is the first to say its error signal: h1 has 0 of 2, and one is under way.
    const delta = mazurTrace.events.find((event) => event.kind === "delta" && event.neuron === "o1");
    const { error } =
      replay
        .at(delta?.n ?? NaN)
        .neuron("h1")
        ?.turn(0) ?? {};
    expect([error?.heard, error?.of, error?.waitingFor, error?.underWay()]).toEqual([
      0,
      2,
      ["o1", "o2"],
      ["o1"],
    ]);
    const heard = mazurTrace.events.find(
      (event) => event.kind === "deliver" && event.direction === "backward",
    );
    const after = replay
      .at(heard?.n ?? NaN)
      .neuron("h1")
      ?.turn(0)?.error;
    expect([after?.heard, after?.of, after?.waitingFor, after?.delta]).toEqual([1, 2, ["o2"], undefined]);
  });

  it("shows the numbers of the published example where they are computed, and nothing before", () => {
    const replay = createReplay(mazurTrace);
    const last = replay.at(replay.last);
    expect(last.neuron("o1")?.turn(0)?.activation?.a?.[0]).toBeCloseTo(0.75136507, 8);
    expect(last.neuron("o1")?.turn(0)?.error?.delta?.[0]).toBeCloseTo(0.138498562, 9);
    expect(last.neuron("o1")?.row()?.weights?.[0]).toBeCloseTo(0.35891648, 8);
    const first = replay.at(0).neuron("o1");
    expect([first?.turn(0), first?.gradient(), first?.row()?.weights?.[0]]).toEqual([
      undefined,
      undefined,
      0.4,
    ]);
    const begun = replay.at(1).neuron("o1")?.turn(0);
    expect([begun?.activation?.a, begun?.activation?.sum, begun?.error?.delta]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("has no micro-batch that is none, no neuron that is none, and no event that is none", () => {
    const replay = createReplay(pipelineTrace);
    const state = replay.at(50);
    for (const none of [-1, 3, 0.5, NaN, 1e9]) {
      expect(state.neuron("h1")?.turn(none)).toBeUndefined();
      expect(state.loss(none)).toBeUndefined();
    }
    expect([state.neuron("h9"), state.neuron("loss"), state.neuron("")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    for (const none of [-1, replay.last + 1, 1.5, NaN]) {
      expect(() => replay.at(none)).toThrow(`event: expected 0 to ${replay.last}; got ${none}`);
      expect(() => replay.event(none)).toThrow(RangeError);
    }
  });

  it("refuses events with gaps", () => {
    const events = pipelineTrace.events.filter(({ n }) => n !== 7);
    expect(() => createReplay({ ...pipelineTrace, events })).toThrow(
      /^events: expected all from 0 to \d+; got/,
    );
  });

  it("of nothing tells of nothing, and of a killed run what there is", () => {
    const empty = createReplay({ ...pipelineTrace, events: [] });
    expect([empty.first, empty.last]).toEqual([0, -1]);
    expect(() => empty.at(0)).toThrow("event: expected 0 to -1; got 0");
    expectNaive({ ...pipelineTrace, events: pipelineTrace.events.slice(0, 60) });
  });

  it("tells a state that stays good, whatever is looked at afterwards", () => {
    const replay = createReplay(pipelineTrace);
    const state = replay.at(30);
    const before = snapshotOf(state);
    for (let n = replay.last; n >= 0; n--) snapshotOf(replay.at(n));
    expect(snapshotOf(state)).toStrictEqual(before);
  });

  it("takes a recording that began in the middle of a batch for what it is", () => {
    const network = new Network(parseNetwork(mazurNetwork));
    let recording: ReturnType<typeof record> | undefined;
    network.neuron("h2").forward$.subscribe(() => (recording ??= record(network)));
    network.train(createSamples([[0.05, 0.1]], [[0.01, 0.99]]), { epochs: 1, batchSize: 1, learningRate: 0.5 }).subscribe(); // prettier-ignore
    const trace = recording?.stop();
    if (trace === undefined) throw new Error("nothing was recorded");
    const state = createReplay(trace).at(0);
    expect([state.n, state.batch?.isCut, state.batch?.inFlight]).toEqual([0, true, [0]]);
    expect(state.neuron("h1")?.turn(0)?.activation?.waitingFor).toEqual([]);
  });

  it("takes layers that nobody has named neuron by neuron", () => {
    const inputs = Array.from({ length: 2 }, (_, s) => Array.from({ length: 16 }, (_, i) => Math.sin(s + i)));
    const trace = traceOf(layeredFile, inputs, [[1, 0, 0, 0], [0, 0, 1, 0]], { microBatch: 1 }); // prettier-ignore
    const replay = createReplay(trace);
    const state = replay.at(replay.last);
    expect(
      Array.from(state.neurons())
        .map(({ id }) => id)
        .slice(15, 18),
    ).toEqual(["x.15", "h.0", "h.1"]);
    expect(state.neuron("k.3")?.turn(1)?.activation?.messages()).toHaveLength(12);
  });
});
