import { describe, expect, it } from "vitest";
import {
  createSamples,
  InputError,
  Network,
  parseNetwork,
  record,
  RunError,
  traceLines,
} from "../../src/index.ts";
import type { NetworkFile, RecordOptions, Trace } from "../../src/index.ts";
import { fork } from "../../src/network/fork.ts";
import type { Change } from "../../src/trace/change.ts";
import { collectTrace, readTrace } from "../../src/trace/read-trace.ts";
import { mazurNetwork } from "../oracle/published.ts";
import { layeredFile, mazurTrace, pipelineTrace, traceOf } from "../view/example-traces.ts";
import { violationsOf } from "../trace/violations-of.ts";
import { firstDifference } from "./scalar-rerun.ts";

const bodyOf = (trace: Trace) => [...traceLines(trace)].slice(1, -1);
const lossOf = ({ events }: Trace) => events.flatMap((event) => (event.kind === "loss" ? event.losses : []));
const activation = (from: string, value: number, [batch, sample] = [0, 0]): Change => ({
  kind: "message",
  direction: "forward",
  from,
  batch,
  sample,
  value,
});
const delta = (from: string, value: number, [batch, sample] = [0, 0]): Change => ({
  kind: "message",
  direction: "backward",
  from,
  batch,
  sample,
  value,
});

/** What happens, without its numbers: no change of a number changes it. */
const outline = ({ events }: Trace) =>
  events.map((event) => ({ ...event, ...Object.fromEntries(["values", "weight", "weights", "bias", "z", "a", "gain", "sum", "added", "delta", "losses"].map((name) => [name, undefined])) })); // prettier-ignore

/** The child is its parent up to the change, and from there on what the textbook makes of the change. */
function expectFork(parent: Trace, at: number, change: Change): Trace {
  const child = fork(parent, at, change);
  const end = child.header.fork?.at ?? NaN;
  expect(end).toBeGreaterThanOrEqual(at);
  expect(bodyOf(child).slice(0, end + 1)).toEqual(bodyOf(parent).slice(0, end + 1));
  expect(outline(child)).toEqual(outline(parent));
  expect(firstDifference(child, end, change)).toBeUndefined();
  return child;
}

const neurons = ["i1", "i2", "h1", "h2", "o1", "o2"];
const synapses = ["i1", "i2"].flatMap((i) => ["h1", "h2"].map((h) => [i, h] as const)).concat(["h1", "h2"].flatMap((h) => ["o1", "o2"].map((o) => [h, o] as const))); // prettier-ignore

/** Whether the trace itself says that somebody has sent a message by event `end`, and nobody has taken it up. */
function isUnderWay({ events }: Trace, end: number, change: Extract<Change, { kind: "message" }>): boolean {
  const { direction, from, batch, sample } = change;
  const before = events.filter((event) => event.n <= end && "batch" in event && event.batch === batch);
  const here = before.filter((event) => !("samples" in event) || event.samples.includes(sample));
  const says = direction === "forward" ? ["feed", "activate"] : ["delta"];
  const isSaid = here.some(
    (event) => says.includes(event.kind) && "neuron" in event && event.neuron === from,
  );
  const isTaken = here.some((event) => {
    if (event.kind === "deliver") return event.direction === direction && event.from === from;
    if (event.kind === "loss") return direction === "forward" && event.outputs.includes(from);
    return event.kind === "gradient" && direction === "backward" && event.neuron === from;
  });
  return isSaid && !isTaken;
}

describe("a fork at every event", () => {
  it.each([["mazur", mazurTrace], ["pipeline", pipelineTrace]])("of %s, of a weight or a bias, is the textbook's run", (_, parent) => {
    for (const { n } of parent.events.slice(0, -2)) {
      const [from, to] = synapses[n % 8] ?? ["", ""];
      const child = expectFork(parent, n, { kind: "weight", from, to, value: 0.9 - n / 50 });
      expectFork(parent, n, { kind: "bias", neuron: neurons[2 + (n % 4)] ?? "", value: 0.1 * (n % 7) });
      if (n % 4 === 0) expect(violationsOf(child)).toEqual([]);
    }
  }); // prettier-ignore

  it.each([["mazur", mazurTrace, 1], ["pipeline", pipelineTrace, 5]] as const)(
    "of %s, of a message, is the textbook's run if the message is under way, and refused if not",
    (_, parent, step) => {
      let made = 0;
      for (const { n } of parent.events.slice(0, -2)) {
        const end = parent.events.find((event) => event.n >= n && event.kind !== "deliver" && event.kind !== "loss")?.n ?? NaN;
        for (let k = n % step; k < 12; k += step) {
          const from = neurons[k % 6] ?? "";
          const batch = n > 85 ? 1 : 0;
          const place: [number, number] = [batch, step === 1 ? 0 : n % 3];
          const change = k < 6 ? activation(from, n / 30, place) : delta(from, n / 90, place);
          if (isUnderWay(parent, end, change as Extract<Change, { kind: "message" }>)) {
            const child = expectFork(parent, n, change);
            if (made++ % 4 === 0) expect(violationsOf(child)).toEqual([]);
          } else expect(() => fork(parent, n, change)).toThrow(InputError);
        }
      }
      expect(made).toBeGreaterThan(15);
    },
  ); // prettier-ignore
});

describe("a fork", () => {
  it.each([0, 7, 40, 100, 146])(
    "that changes nothing, after event %i, is the parent's run to the last byte",
    (at) => {
      const same: Change = { kind: "bias", neuron: "o1", value: 0.6 };
      expect(bodyOf(fork(pipelineTrace, at, same))).toEqual(bodyOf(pipelineTrace));
    },
  );

  it("names its parent, and the whole turn after which it leaves it", () => {
    const child = fork(mazurTrace, 10, { kind: "weight", from: "h1", to: "o2", value: 0.9 });
    expect(child.header.fork).toMatchObject({ at: 12, change: { value: 0.9 } });
    expect(child.header.fork?.of).toMatch(/^[0-9a-f]{8}$/);
    expect(child.header).toEqual({ ...mazurTrace.header, fork: child.header.fork });
  });

  it("whose weight is changed before anybody has used it is the run of that network", () => {
    const file = structuredClone(mazurNetwork) as NetworkFile & { synapses: { weight: number }[] };
    file.synapses[7]!.weight = 0.9; // eslint-disable-line @typescript-eslint/no-non-null-assertion -- w8: h2→o2
    const other = traceOf(file, [[0.05, 0.1]], [[0.01, 0.99]]);
    const child = fork(mazurTrace, 0, { kind: "weight", from: "h2", to: "o2", value: 0.9 });
    expect(bodyOf(child).slice(1)).toEqual(bodyOf(other).slice(1));
  });

  it("whose input is changed while it is under way is the run of that sample, but for what it was fed", () => {
    const other = traceOf(mazurNetwork as NetworkFile, [[0.3, 0.1]], [[0.01, 0.99]]);
    const child = fork(mazurTrace, 2, activation("i1", 0.3));
    expect(lossOf(child)).toEqual(lossOf(other));
    expect(bodyOf(child).slice(4)).toEqual(bodyOf(other).slice(4));
  });

  it("whose error signal is changed keeps the forward pass and changes the gradient", () => {
    const child = fork(mazurTrace, 19, delta("o1", 0));
    const answer = child.events.find((event) => event.kind === "delta" && event.neuron === "h1");
    // Only o2 speaks: 0.5 · δ(o2).
    expect(answer?.kind === "delta" && answer.sum).toEqual([0 * 0.4 + 0.5 * -0.03809823651655623]);
    expect(lossOf(child)).toEqual(lossOf(mazurTrace));
  });

  it("of a fork keeps the changes that came before it", () => {
    const first = fork(pipelineTrace, 0, { kind: "weight", from: "h1", to: "o1", value: 0.1 });
    const second = fork(first, 60, { kind: "bias", neuron: "o2", value: 0.2 });
    expect(bodyOf(second).slice(0, 60)).toEqual(bodyOf(first).slice(0, 60));
    expect(second.header.fork?.before).toEqual(first.header.fork);
    expect(violationsOf(second)).toEqual([]);
  });

  it("of a fork leaves changes behind that came later, for good", () => {
    const late = fork(pipelineTrace, 60, { kind: "bias", neuron: "o2", value: 5 });
    const early = fork(late, 20, { kind: "bias", neuron: "h1", value: 0.2 });
    const third = fork(early, 100, { kind: "bias", neuron: "h2", value: 0.3 });
    const alone = fork(fork(pipelineTrace, 20, { kind: "bias", neuron: "h1", value: 0.2 }), 100, { kind: "bias", neuron: "h2", value: 0.3 }); // prettier-ignore
    expect(bodyOf(third)).toEqual(bodyOf(alone));
    expect(violationsOf(third)).toEqual([]);
  });

  it("is one of a trace read from its file as it is of the trace in memory", () => {
    const lines = Array.from(traceLines(pipelineTrace), (line) => line.slice(0, -1));
    const change: Change = { kind: "weight", from: "h1", to: "o1", value: 0.1 };
    const [read, held] = [collectTrace(readTrace(lines)), pipelineTrace].map((trace) =>
      fork(trace, 30, change),
    );
    expect(read && [...traceLines(read)]).toEqual(held && [...traceLines(held)]);
  });

  it.each<[string, RecordOptions & { inputErrors?: "receive"; microBatch?: number }]>([
    ["at the level neuron", { level: "neuron" }],
    ["whose inputs get error signals", { inputErrors: "receive", microBatch: 2 }],
  ])("of a run %s verifies", (_, options) => {
    const inputs = Array.from({ length: 5 }, (_, s) => Array.from({ length: 16 }, (_, i) => Math.sin(s + i)));
    const targets = inputs.map((_, s) => [0, 1, 2, 3].map((k) => (s % 4 === k ? 1 : 0)));
    const parent = traceOf(layeredFile, inputs, targets, { batchSize: 3, epochs: 2, ...options });
    const at = parent.events.find((event) => event.kind === "activate" && event.neuron === "h.11")?.n ?? NaN;
    const answer = parent.events.find((event) => event.kind === "delta" && event.neuron === "k.7")?.n ?? NaN;
    const children = [
      fork(parent, at, activation("h.3", 0.9)),
      fork(parent, answer, delta("k.2", 0.4)),
      fork(parent, 400, { kind: "weight", from: "k.1", to: "y.2", value: 1 }),
    ];
    for (const child of children) {
      expect(violationsOf(child)).toEqual([]);
      expect(bodyOf(child)).not.toEqual(bodyOf(parent));
    }
    const message = "expected a message that is still under way; got one that k.0 took up in event";
    const later =
      parent.events.find((event) => event.kind === "activate" && event.neuron === "k.0")?.n ?? NaN;
    expect(() => fork(parent, later, activation("h.3", 0.9))).toThrow(message);
  });

  it("of a network with feedback weights changes what error signals meet where they meet the weight itself", () => {
    const file = {
      ...mazurNetwork,
      synapses: mazurNetwork.synapses.map((synapse) =>
        synapse.to === "o1" ? { ...synapse, feedback: 0.3 } : synapse,
      ),
    } as NetworkFile;
    const parent = traceOf(file, [[0.05, 0.1], [0.4, 0.9]], [[0.01, 0.99], [0, 1]], { batchSize: 1 }); // prettier-ignore
    const weightsBack = (to: string) => {
      const child = fork(parent, 3, { kind: "weight", from: "h1", to, value: 0.7 });
      expect(violationsOf(child)).toEqual([]);
      return child.events.flatMap((event) =>
        event.kind === "deliver" && event.batch === 0 && event.direction === "backward" && event.to === "h1" ? [event.weight] : [],
      );
    }; // prettier-ignore
    expect([weightsBack("o1"), weightsBack("o2")]).toEqual([[0.3, 0.5], [0.3, 0.7]]); // prettier-ignore
  });

  it("has batches and times of its parent where evaluations came between", () => {
    const network = new Network(parseNetwork(mazurNetwork));
    const set = (n: number) => createSamples(Array.from({ length: n }, (_, i) => [i / n, 0.3]), Array.from({ length: n }, () => [0.2, 0.9])); // prettier-ignore
    network.evaluate(set(9), { batchSize: 2 });
    const recording = record(network);
    network.train(set(5), { epochs: 3, batchSize: 2, learningRate: 0.5, shuffle: 3, validation: set(7), optimizer: "adam" }).subscribe(); // prettier-ignore
    network.predict(set(3));
    network.gradients(set(4), { microBatch: 3 });
    network.train(set(3), { epochs: 1, batchSize: 3, microBatch: 1, learningRate: 0.1, clipping: { kind: "norm", limit: 0.01 } }).subscribe(); // prettier-ignore
    const parent = recording.stop();
    const last = parent.events.at(-2)?.n ?? NaN;
    const child = fork(parent, last, { kind: "bias", neuron: "h1", value: 3 });
    expect(bodyOf(child)).toEqual(bodyOf(parent));
    expect(violationsOf(fork(parent, 50, { kind: "bias", neuron: "h1", value: 3 }))).toEqual([]);
  });

  it("mends a run that failed", () => {
    const file = {
      format: "counterflow-network",
      version: 1,
      loss: "half-squared-error",
      layers: [
        { id: "x", size: 1 },
        { id: "y", size: 1, activation: "identity", weights: [[1]], biases: [0] },
      ],
    };
    const network = new Network(parseNetwork(file));
    const recording = record(network);
    let outcome = "complete";
    network.train(createSamples([[1e3]], [[0]]), { epochs: 80, batchSize: 1, learningRate: 1 }).subscribe({
      error: (error: unknown) => (outcome = String(error)),
    });
    const parent = recording.stop(outcome);
    expect(outcome).toMatch(/expected a finite/);
    expect(() => fork(parent, 3, { kind: "bias", neuron: "y.0", value: 1 })).toThrow(RunError);
    const mended = fork(parent, 0, { kind: "weight", from: "x.0", to: "y.0", value: 0 });
    expect(mended.events.filter(({ kind }) => kind === "commit")).toHaveLength(80);
    expect(violationsOf(mended)).toEqual([]);
  });
});

describe("a change that cannot be made", () => {
  const bias: Change = { kind: "bias", neuron: "h1", value: 1 };

  it.each<[string, number, Change, typeof InputError | typeof RunError, string]>([
    ["an event that is none", 999, bias, InputError, "fork: expected the number of an event from 0 to 34; got 999"],
    ["an event before the first", -1, bias, InputError, "fork: expected the number of an event from 0 to 34; got -1"],
    ["no number of an event", NaN, bias, InputError, "fork: expected the number of an event from 0 to 34; got NaN"],
    ["a neuron that is none", 3, { ...bias, neuron: "h9" }, RunError, 'change: expected the id of a neuron; got "h9"'],
    ["a sender that is none", 3, activation("h9", 1), RunError, 'change: expected the id of a neuron; got "h9"'],
    ["a synapse that is none", 3, { kind: "weight", from: "i1", to: "o1", value: 1 }, RunError, "change: expected a synapse; got i1→o1"],
    ["the bias of an input", 3, { ...bias, neuron: "i1" }, RunError, "change: expected a neuron with a bias; got the input i1"],
    ["no number", 3, { ...bias, value: NaN }, RunError, "change: expected a finite number; got NaN"],
    ["a sample that is none", 3, activation("i1", 1, [0, 5]), RunError, "change: expected a sample of batch 0, which has 1; got sample 5 of batch 0"],
    ["half a sample", 3, activation("i1", 1, [0, 0.5]), RunError, "change: expected a sample of batch 0, which has 1; got sample 0.5 of batch 0"],
    ["a batch that is none", 0, activation("i1", 1, [7, 0]), RunError, "change: expected a sample of a batch; got sample 0 of batch 7"],
    ["a message that was taken up", 20, activation("i1", 1), InputError, "fork: expected a message that is still under way; got one that h1 took up in event 6"],
    ["what the loss has heard", 17, activation("o1", 1), InputError, "fork: expected a message that is still under way; got one that the loss took up in event 16"],
    ["a delta whose gradient is formed", 30, delta("h1", 1), InputError, "fork: expected a message that is still under way; got one that its own gradient took up in event 27"],
    ["a message that nobody has sent", 3, activation("h1", 1), InputError, "fork: expected a message that is under way; got one that h1 has not sent yet"],
    ["an error signal that never comes", 30, delta("i1", 1), InputError, "fork: expected a message that is under way; got one that i1 has not sent yet"],
  ])("is refused: %s", (_, at, change, type, message) => {
    expect(() => fork(mazurTrace, at, change)).toThrow(type);
    expect(() => fork(mazurTrace, at, change)).toThrow(message);
  }); // prettier-ignore

  it("is refused where the loss reads another number of the output than its activation", () => {
    const inputs = [Array.from({ length: 16 }, () => 0.5)];
    const parent = traceOf(layeredFile, inputs, [[1, 0, 0, 0]]);
    const at = parent.events.find((event) => event.kind === "activate" && event.neuron === "y.3")?.n ?? NaN;
    expect(() => fork(parent, at, activation("y.1", 3))).toThrow(
      "fork: expected an activation that is all that others hear; got that of y.1, of which softmax-cross-entropy reads z",
    );
  });

  it.each<[string, Trace]>([
    ["chosen neurons", traceOf(mazurNetwork as NetworkFile, [[0.05, 0.1]], [[0.01, 0.99]], { neurons: ["h1"] })],
    ["a ring", traceOf(mazurNetwork as NetworkFile, [[0.05, 0.1]], [[0.01, 0.99]], { keep: 10 })],
    ["populations", traceOf(mazurNetwork as NetworkFile, [[0.05, 0.1]], [[0.01, 0.99]], { level: "population" })],
  ])("is refused of a part of a run: %s", (_, part) => {
    expect(() => fork(part, 30, bias)).toThrow("expected a whole run from its first commit on");
  }); // prettier-ignore

  it("is refused of a run that was broken off before it had met all of its samples", () => {
    const events = pipelineTrace.events.slice(0, 60);
    expect(() => fork({ ...pipelineTrace, events }, 30, bias)).toThrow(
      "run 0: expected all of its samples; got a run that ended before",
    );
  });

  it("is refused of a run that does not come about again, as on another machine it may not", () => {
    const at = pipelineTrace.events.findIndex(({ kind }) => kind === "activate");
    const changed = pipelineTrace.events.map((event) =>
      event.n === at && event.kind === "activate" ? { ...event, a: event.a.map((a) => a + 1e-15) } : event,
    );
    expect(() => fork({ ...pipelineTrace, events: changed }, 40, bias)).toThrow(
      `fork: expected the same run again; got another event ${at}`,
    );
  });
});
