import type { Numbers } from "../../src/math/precision.ts";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  createSamples,
  Network,
  parseNetwork,
  record,
  RunError,
  selectEvents,
  traceLines,
} from "../../src/index.ts";
import type { RecordOptions, Trace, TraceEvent, TraceLevel } from "../../src/index.ts";
import { traceText } from "../../src/trace/write-trace.ts";
import { violationsOf } from "../trace/violations-of.ts";
import { mazurNetwork } from "../oracle/published.ts";
import { randomNetwork } from "../oracle/random-network.ts";
import { layeredFile } from "../view/example-traces.ts";
import { isLong } from "../long.ts";

const model = parseNetwork(mazurNetwork);
const samples = createSamples([[0.05, 0.1], [0.9, 0.2], [0.4, 0.7]], [[0.01, 0.99], [0.99, 0.01], [0.5, 0.5]]); // prettier-ignore
const settings = { epochs: 2, batchSize: 3, microBatch: 1, learningRate: 0.5 } as const;
const levels: readonly TraceLevel[] = ["synapse", "neuron", "population", "commit"];

const kindsOf = (events: readonly TraceEvent[]) => {
  const counts: Partial<Record<TraceEvent["kind"], number>> = {};
  for (const { kind } of events) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};
const recorded = (options: RecordOptions): Trace => {
  const network = new Network(model);
  const recording = record(network, options);
  network.train(samples, settings).subscribe();
  network.evaluate(samples);
  return recording.stop();
};

describe("a recording", () => {
  it.each<[TraceLevel, ReturnType<typeof kindsOf>]>([
    // Two batches of three micro-batches; 2 inputs, 4 neurons that compute, 8 synapses of which 4 lie above the first layer.
    ["synapse", { train: 1, batch: 2, feed: 12, deliver: 6 * (8 + 4), activate: 24, loss: 6, error: 12, delta: 24, gradient: 8, commit: 8, end: 1 }],
    ["neuron", { train: 1, batch: 2, feed: 12, activate: 24, loss: 6, error: 12, delta: 24, gradient: 8, commit: 8, end: 1 }],
    // Each neuron is a population of its own here: forward 6, backward 4, gradient 4, commit 4.
    ["population", { train: 1, batch: 2, loss: 6, population: 6 * 6 + 6 * 4 + 2 * 4 + 2 * 4, end: 1 }],
    ["commit", { train: 1, batch: 2, loss: 6, gradient: 8, commit: 8, end: 1 }],
  ])("at the level %s has what belongs there, and no evaluation", (level, counts) => {
    expect(kindsOf(recorded({ level }).events)).toEqual(counts);
  }); // prettier-ignore

  it.each(levels)(
    "at the level %s numbers its events from 0 on, in time, with parents that came before",
    (level) => {
      let time = 0;
      recorded({ level }).events.forEach((event, i) => {
        expect(event.n).toBe(i);
        expect(event.t).toBeGreaterThanOrEqual(time);
        time = event.t;
        if ("parents" in event) for (const parent of event.parents) expect(parent).toBeLessThan(i);
      });
    },
  );

  it.each(levels)("at the level %s is the same, byte for byte, for equal runs", (level) => {
    const textOf = (): string => [...traceText(recorded({ level }))].join("");
    expect(textOf()).toBe(textOf());
  });

  it("holds the weights as they were when it began", () => {
    const network = new Network(model);
    network.train(samples, { epochs: 1, batchSize: 3, learningRate: 0.5 }).subscribe();
    const { header } = record(network).trace;
    expect(header.options.commits).toBe(1);
    expect(parseNetwork(header.network).parameters).toEqual(network.parameters);
  });

  it("tells so far what has been recorded so far, and that stays as it is", () => {
    const network = new Network(model);
    const recording = record(network);
    network.train(samples, settings).subscribe();
    const { events } = recording.trace;
    const before = events.length;
    network.train(samples, settings).subscribe();
    expect(events).toHaveLength(before);
    expect(recording.trace.events.slice(0, before)).toEqual(events);
  });

  it("ends as it is told, once", () => {
    const recording = record(new Network(model));
    expect(recording.stop("the reader had seen enough").events).toEqual([
      { n: 0, t: 0, kind: "end", outcome: "the reader had seen enough", header: "" },
    ]);
    expect(recording.stop().events).toHaveLength(1);
  });

  it("leaves out evaluations that came before a run, not the run's beginning", () => {
    const network = new Network(model);
    const recording = record(network, { evaluations: undefined });
    network.evaluate(samples);
    network.train(samples, { ...settings, validation: samples }).subscribe();
    expect(recording.stop().events.map(({ kind }) => kind).slice(0, 3)).toEqual(["train", "batch", "feed"]); // prettier-ignore
    expect(violationsOf(recording.stop())).toEqual([]);
  });
});

describe("being recorded", () => {
  const filters: readonly RecordOptions[] = [
    {},
    { neurons: ["h1"] },
    { samples: [1] },
    { batches: [1, 2] },
    { phases: ["forward", "commit"] },
    { keep: 5 },
  ];
  const cases = levels.flatMap((level) => filters.map((filter): RecordOptions => ({ level, ...filter })));
  const bitsOf = (numbers: Numbers): BigUint64Array => new BigUint64Array(Float64Array.from(numbers).buffer);
  const run = (file: unknown, watch: (network: Network) => void) => {
    const network = new Network(parseNetwork(file), { inputErrors: "receive" });
    const { inputs, outputs } = network.model;
    const row = (s: number, width: number) =>
      Array.from({ length: width }, (_, i) => Math.sin(s + 3 * i) / 2 + 0.5);
    const all = [0, 1, 2, 3, 4];
    const set = createSamples(all.map((s) => row(s, inputs.length)), all.map((s) => row(s + 7, outputs.length))); // prettier-ignore
    watch(network);
    network
      .train(set, { epochs: 2, batchSize: 3, microBatch: 2, learningRate: 0.1, optimizer: "adam" })
      .subscribe();
    const gradients = network.gradients(set, { microBatch: 2 });
    return [network.parameters, gradients.parameters, gradients.losses].map(bitsOf);
  };

  it.each([["mazur", mazurNetwork], ["skip connections", randomNetwork(12).file], ["layers", layeredFile]])(
    "changes no bit of parameters, gradients and losses, at any level, with any filter: %s",
    (_, file) => {
      const alone = run(file, () => undefined);
      for (const options of cases) expect(run(file, (network) => void record(network, options))).toEqual(alone);
      expect(run(file, (network) => levels.forEach((level) => record(network, { level })))).toEqual(alone);
    },
  ); // prettier-ignore
});

describe("a filter", () => {
  it.each<[string, RecordOptions]>([
    ["neurons", { neurons: ["h1", "o2"] }],
    ["samples", { samples: [0, 2] }],
    ["batches", { batches: [1, 2] }],
    ["phases", { phases: ["start", "backward", "gradient"] }],
    ["all of them", { neurons: ["h2"], samples: [1], batches: [0, 1], phases: ["forward", "commit"] }],
    ["neurons, at the level neuron", { level: "neuron", neurons: ["o1"] }],
  ])("by %s leaves what a selection of the whole leaves, numbered anew", (_, options) => {
    const kept = selectEvents(recorded({ level: options.level }).events.slice(0, -1), options);
    const numbers = new Map(kept.map(({ n }, i) => [n, i]));
    const expected = kept.map((event, i) => ({
      ...event,
      n: i,
      ...("parents" in event && { parents: event.parents.flatMap((parent) => numbers.get(parent) ?? []) }),
    }));
    expect(kept.length).toBeGreaterThan(2);
    expect(recorded(options).events.slice(0, -1)).toEqual(expected);
  });

  it("by samples leaves populations the norm of those samples", () => {
    const network = new Network(parseNetwork(layeredFile));
    const some = record(network, { level: "population", samples: [0, 2] });
    const single = record(network, { level: "neuron" });
    const inputs = Array.from({ length: 3 }, (_, s) => Array.from({ length: 16 }, (_, i) => Math.sin(s + i)));
    network.gradients(createSamples(inputs, [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]])); // prettier-ignore
    const h = some.stop().events.find((event) => event.kind === "population" && event.population === "h");
    const squares = single
      .stop()
      .events.flatMap((event) =>
        event.kind === "activate" && event.neuron.startsWith("h.") ? [event.a] : [],
      )
      .flatMap(([first = NaN, , third = NaN]) => [first * first, third * third]);
    expect(h).toMatchObject({ samples: [0, 2], task: "forward" });
    expect(h?.kind === "population" && h.norm).toBeCloseTo(
      Math.sqrt(squares.reduce((sum, each) => sum + each, 0)),
      12,
    );
  });
});

describe("the level population", () => {
  it("says of a population what its neurons say together", () => {
    const network = new Network(parseNetwork(layeredFile));
    const whole = record(network, { level: "population" });
    const single = record(network, { level: "neuron" });
    const inputs = Array.from({ length: 3 }, (_, s) => Array.from({ length: 16 }, (_, i) => Math.sin(s + i)));
    network.train(createSamples(inputs, [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]]), { epochs: 1, batchSize: 3, learningRate: 0.1 }).subscribe(); // prettier-ignore
    const events = whole.stop().events.filter((event) => event.kind === "population");
    expect(events.map(({ population, task }) => `${population} ${task}`).join(", ")).toBe(
      "x forward, h forward, k forward, y forward, y backward, k backward, h backward, " +
        "h gradient, k gradient, y gradient, h commit, k commit, y commit",
    );
    const gains = single
      .stop()
      .events.flatMap((event) =>
        event.kind === "activate" && event.neuron.startsWith("h.") ? event.gain : [],
      );
    const h = events.find(({ population }) => population === "h");
    expect(h?.gain).toBeCloseTo(gains.reduce((sum, gain) => sum + gain, 0) / gains.length, 14);
  });

  it("forgets what is left of a batch that failed in the middle of a population", () => {
    const file = {
      format: "counterflow-network",
      version: 1,
      loss: "half-squared-error",
      layers: [
        { id: "x", size: 1 },
        { id: "y", size: 2, activation: "identity", weights: [[1], [1e200]], biases: [0, 0] },
      ],
    };
    const network = new Network(parseNetwork(file));
    const recording = record(network, { level: "population" });
    const set = (x: number) => createSamples([[x]], [[0, 0]]);
    // The second neuron fails when the first has spoken.
    expect(() => network.gradients(set(1e200))).toThrow(RunError);
    network.gradients(set(1e-200));
    const norms = recording.stop().events.flatMap((event) =>
      event.kind === "population" && event.population === "y" && event.task === "forward" ? [event.norm] : [],
    ); // prettier-ignore
    expect(norms).toEqual([1]);
  });
});

describe("a ring", () => {
  const whole = recorded({}).events;

  it.each([1, 2, 10, whole.length - 1, whole.length, whole.length + 1, 100_000])("keeps exactly the last %i events", (keep) => {
    expect(recorded({ keep }).events).toEqual(whole.slice(-keep));
  }); // prettier-ignore

  it.each([0, -1, 1.5, NaN])("of %d events is none", (keep) => {
    expect(() => record(new Network(model), { keep })).toThrow(
      new RangeError(`keep: expected a whole number from 1 on; got ${keep}`),
    );
  });

  it("is written as the end of the whole trace is", () => {
    const lines = [...traceLines(recorded({}))];
    expect([...traceLines(recorded({ keep: 7 }))].slice(1)).toEqual(lines.slice(-7));
  });
});

describe.runIf(isLong)("a recording of all neurons, of which a ring keeps the last 5,000 events", () => {
  it("takes at most half of the time that the run takes", () => {
    const bench = fileURLToPath(new URL("../bench/watch.ts", import.meta.url));
    const text = execFileSync(process.execPath, ["--import", "tsx", bench, "ratios"], { encoding: "utf8" });
    expect(Number(/recorded (\S+)/.exec(text)?.[1])).toBeLessThanOrEqual(1.5);
  });
});

describe.runIf(isLong)("memory", () => {
  it("stays bounded while two million events go to a file, or through a ring, or are left out", () => {
    const file = fileURLToPath(new URL("heap-of-a-recording.ts", import.meta.url));
    const text = execFileSync(process.execPath, ["--expose-gc", "--import", "tsx", file], {
      encoding: "utf8",
    });
    const { events, toFile, throughRing, ofOne } = JSON.parse(text) as Record<string, number>;
    expect(events).toBeGreaterThan(2_000_000);
    // Held whole, they would take some 400 MB.
    expect(toFile).toBeLessThan(8e6);
    expect(throughRing).toBeLessThan(8e6);
    // The numbers of four million places may wait for events to be made of them; all of this run's would take 90 MB.
    expect(ofOne).toBeLessThan(40e6);
  });
});
