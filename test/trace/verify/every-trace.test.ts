import { type Observable, skip, take, takeUntil } from "rxjs";
import { describe, expect, it } from "vitest";
import {
  createSamples,
  Network,
  type NetworkFile,
  parseNetwork,
  type Phase,
  record,
  type Trace,
  type TraceLevel,
  type TraceSelection,
} from "../../../src/index.ts";
import { precisions } from "../../../src/math/precision.ts";
import { optimizerNames } from "../../../src/math/optimizers.ts";
import { fork } from "../../../src/network/fork.ts";
import type { Change } from "../../../src/trace/change.ts";
import { jsonl } from "../../../src/view/export/jsonl.ts";
import { activationNames, lossNames, randomNetwork } from "../../oracle/random-network.ts";
import { hostileTrace, lectureTrace, mazurTrace, pipelineTrace } from "../../view/example-traces.ts";
import { type Given, type Recorded, type Settings, small, train, trainingOf } from "./recorded-runs.ts";
import { uncheckedIn, verify, wrongIn } from "./verified.ts";

const levels: readonly TraceLevel[] = ["synapse", "neuron", "population", "commit"];
const smallSamples = createSamples(small.inputs, small.targets);

/** Layers that end as a loss wants it. */
function layered(hidden: (typeof activationNames)[number], loss: (typeof lossNames)[number]): Given {
  const output = ({ "binary-cross-entropy": "sigmoid", "softmax-cross-entropy": "identity" } as const)[
    loss as string
  ];
  const file: NetworkFile = {
    format: "counterflow-network",
    version: 1,
    loss,
    seed: 5,
    layers: [
      { id: "x", size: 3 },
      { id: "h", size: 4, activation: hidden },
      { id: "y", size: 2, activation: output ?? hidden },
    ],
  };
  return { file, inputs: [[1, 2, -3], [0.5, 0, 0.25], [-1, 1, 4]], targets: [[1, 0], [0, 1], [0.5, 0.5]] }; // prettier-ignore
}

describe("a trace of training holds", () => {
  it.each(activationNames.flatMap((name) => lossNames.map((loss) => [name, loss] as const)))(
    "with %s neurons and %s",
    (name, loss) => {
      for (const precision of precisions) {
        const trace = trainingOf(layered(name, loss), { microBatch: 1, learningRate: 0.01 }, { precision });
        expect(wrongIn(trace)).toEqual([]);
        expect(trace.header.options.precision).toBe(precision === "f32" ? "f32" : undefined);
      }
    },
  );

  const settings: Readonly<Record<string, Settings>> = {
    "micro-batches of one": { microBatch: 1 },
    "a last, smaller micro-batch": { batchSize: 3, microBatch: 2 },
    "a batch larger than the samples": { batchSize: 7 },
    "epochs in file order": { epochs: 4, batchSize: 1 },
    "epochs shuffled": { epochs: 4, batchSize: 2, shuffle: 7 },
    "epochs of one batch shuffled": { epochs: 3, batchSize: 3, shuffle: 7 },
    "one epoch shuffled": { epochs: 1, batchSize: 1, shuffle: 7 },
    "no epoch": { epochs: 0 },
    "a rate in steps": { epochs: 4, learningRate: { kind: "step", rate: 0.5, every: 2, factor: 0.1 } },
    "a rate along a cosine": { epochs: 4, learningRate: { kind: "cosine", rate: 0.5, commits: 5, floor: 0.1 } },
    "a rate that warms up": { epochs: 4, learningRate: { kind: "warm-up", commits: 3, then: { kind: "constant", rate: 0.5 } } },
    "gradients clipped by norm": { microBatch: 1, clipping: { kind: "norm", limit: 0.01 } },
    "gradients clipped by value": { clipping: { kind: "value", limit: 0.01 } },
    "commits after each delta": { commitAfter: "delta", epochs: 3 },
  }; // prettier-ignore

  it.each(Object.entries(settings))("with %s, at every level", (_, set) => {
    for (const level of levels) {
      for (const inputErrors of ["end", "receive"] as const) {
        expect(wrongIn(trainingOf(small, set, { level, inputErrors }))).toEqual([]);
        expect(wrongIn(trainingOf(small, set, { level, inputErrors, precision: "f32" }))).toEqual([]);
      }
    }
  });

  it.each(
    optimizerNames.flatMap((name) => (["batch", "delta"] as const).map((after) => [name, after] as const)),
  )("with %s, committed after the %s", (optimizer, commitAfter) => {
    for (const precision of precisions) {
      expect(wrongIn(trainingOf(small, { optimizer, commitAfter, epochs: 3 }, { precision }))).toEqual([]);
    }
    const own = { name: optimizer, weightDecay: 0.1 };
    expect(wrongIn(trainingOf(small, { optimizer: own, commitAfter }, { level: "commit" }))).toEqual([]);
  });

  it("and does not hold if numbers of one precision are said to be of the other", () => {
    for (const [precision, said] of [["f32", undefined], ["f64", "f32"]] as const) {
      const { header, events } = trainingOf(small, { optimizer: "adam" }, { precision });
      const other = { ...header, options: { ...header.options, precision: said } };
      expect(wrongIn({ header: other, events })).not.toEqual([]);
    }
  }); // prettier-ignore

  it("with weights for error signals, frozen weights and frozen biases", () => {
    const file = structuredClone(small.file) as { synapses: object[]; neurons: object[] };
    Object.assign(file.synapses[0] ?? {}, { feedback: -0.3 });
    Object.assign(file.synapses[1] ?? {}, { trainable: false });
    Object.assign(file.neurons[2] ?? {}, { trainBias: false });
    const given = { ...small, file: file as unknown as NetworkFile };
    for (const level of levels) {
      for (const commitAfter of ["batch", "delta"] as const) {
        const clipping = commitAfter === "batch" ? ({ kind: "norm", limit: 0.1 } as const) : undefined;
        expect(wrongIn(trainingOf(given, { optimizer: "adam", commitAfter, clipping }, { level }))).toEqual(
          [],
        );
      }
    }
  });

  it("with −0, subnormal and huge numbers", () => {
    const file = structuredClone(small.file) as { synapses: object[]; neurons: object[] };
    Object.assign(file.synapses[0] ?? {}, { weight: -0 });
    Object.assign(file.synapses[2] ?? {}, { weight: 5e-324 });
    Object.assign(file.synapses[4] ?? {}, { weight: 1e40 });
    Object.assign(file.neurons[0] ?? {}, { bias: -0 });
    const inputs = [[-0, 1e-310], [1e30, -0], [3e-320, -1e20]]; // prettier-ignore
    const given = { file: file as unknown as NetworkFile, inputs, targets: [[0, -0], [1e-320, 1], [-0, 0]] }; // prettier-ignore
    for (const level of levels) {
      expect(wrongIn(trainingOf(given, { learningRate: 1e-200, batchSize: 1 }, { level }))).toEqual([]);
    }
  });

  it("of random networks: skip connections, dead ends, neurons that hear nobody, outputs that feed others", () => {
    for (let seed = 0; seed < 60; seed++) {
      const { file, samples } = randomNetwork(seed);
      const set = {
        learningRate: 0.01,
        microBatch: 1 + (seed % 3),
        shuffle: seed % 2 === 0 ? seed : undefined,
      };
      const recorded: Recorded = { level: levels[seed % 4], inputErrors: seed % 5 === 0 ? "receive" : "end" };
      const trace = trainingOf({ file: file as NetworkFile, ...samples }, set, recorded);
      expect({ seed, wrong: wrongIn(trace) }).toEqual({ seed, wrong: [] });
    }
  });

  it.each(Object.entries({ mazurTrace, lectureTrace, pipelineTrace, hostileTrace }))("as %s", (_, trace) => {
    expect(wrongIn(trace)).toEqual([]);
  });
});

describe("a trace of several runs holds", () => {
  it.each(levels)("at the level %s, with passes that evaluate between them, recorded or not", (level) => {
    for (const evaluations of ["watch", "skip"] as const) {
      const network = new Network(parseNetwork(small.file));
      network.evaluate(smallSamples);
      const recording = record(network, { level, evaluations });
      network.evaluate(smallSamples, { batchSize: 2 });
      network.gradients(smallSamples, { microBatch: 2 });
      const plan = { epochs: 3, batchSize: 2, learningRate: 0.1, validation: smallSamples };
      network.train(smallSamples, plan).subscribe();
      network.predict(smallSamples);
      network.gradients(smallSamples);
      train(network, small, { commitAfter: "delta", epochs: 1 });
      network.evaluate(smallSamples);
      train(network, small, { epochs: 0 });
      train(network, small, { optimizer: "rmsprop" });
      expect(wrongIn(recording.stop())).toEqual([]);
    }
  });

  it.each(levels)("at the level %s, begun in the middle of one, and says what that leaves open", (level) => {
    const network = new Network(parseNetwork(small.file));
    const plan = { epochs: 4, batchSize: 2, learningRate: 0.5, optimizer: "adam", shuffle: 3 } as const;
    let recording: ReturnType<typeof record> | undefined;
    network.train(smallSamples, plan).subscribe(({ kind, commits }) => {
      if (kind === "batch" && commits === 3) recording = record(network, { level });
    });
    network.gradients(smallSamples);
    train(network, small, { optimizer: "nesterov" });
    const trace = recording?.stop();
    expect(trace && wrongIn(trace)).toEqual([]);
    const open = level === "population" ? ["batch.rows"] : ["batch.rows", "commit.weights", "commit.bias"];
    expect(trace && uncheckedIn(trace)).toEqual(expect.arrayContaining(open));
  });

  it.each(
    levels.flatMap((level) => (["forward$", "backward$"] as const).map((way) => [level, way] as const)),
  )("at the level %s, the first of them given up when h has spoken on %s", (level, way) => {
    for (const commitAfter of ["batch", "delta"] as const) {
      for (let spoken = 1; spoken < 4; spoken++) {
        const network = new Network(parseNetwork(small.file));
        const recording = record(network, { level });
        const plan = { epochs: 2, batchSize: 2, learningRate: 0.1, commitAfter };
        const said: Observable<unknown> = network.neuron("h")[way];
        network
          .train(smallSamples, plan)
          .pipe(takeUntil(said.pipe(skip(spoken))))
          .subscribe();
        train(network, small, { commitAfter });
        network.gradients(smallSamples);
        expect(wrongIn(recording.stop())).toEqual([]);
      }
    }
  });

  it("and says that a batch was given up", () => {
    const network = new Network(parseNetwork(small.file));
    const recording = record(network);
    const stop = network.neuron("h").forward$.pipe(skip(1));
    network
      .train(smallSamples, { epochs: 2, batchSize: 2, learningRate: 0.1 })
      .pipe(takeUntil(stop))
      .subscribe();
    train(network, small);
    expect(uncheckedIn(recording.stop())).toEqual(["batch", "train.settings.epochs", "train.t", "batch.t"]);
  });
});

it("a run that has seen enough before its last epoch is told", () => {
  const network = new Network(parseNetwork(small.file));
  const recording = record(network);
  network.train(smallSamples, { epochs: 3, batchSize: 2, learningRate: 0.1 }).pipe(take(5)).subscribe();
  const trace = recording.stop();
  expect(wrongIn(trace)).toEqual([]);
  expect(uncheckedIn(trace)).toEqual(["train.settings.epochs"]);
});

describe("a part of a trace holds", () => {
  const phases: readonly Phase[] = ["start", "forward", "loss", "backward", "gradient", "commit", "end"];
  const subsets = <T>(all: readonly T[]): T[][] =>
    Array.from({ length: (1 << all.length) - 1 }, (_, bits) =>
      all.filter((_, i) => ((bits + 1) >> i) % 2 === 1),
    );
  const selections: readonly TraceSelection[] = [
    ...subsets(["a", "h", "y", "x"]).map((neurons) => ({ neurons })),
    ...subsets(phases).filter((_, i) => i % 5 === 0).map((some) => ({ phases: some })),
    ...[[0], [1], [0, 1], [5]].map((samples) => ({ samples })),
    ...([[0, 1], [1, 2], [1, 4], [2, 3], [9, 10]] as const).map((batches) => ({ batches })),
    { neurons: ["h"], phases: ["backward", "commit", "end"] },
    { neurons: ["h"], batches: [1, 3], samples: [0] },
  ]; // prettier-ignore
  const runs: Readonly<Record<string, Settings>> = {
    pipelined: { batchSize: 2, microBatch: 1, shuffle: 4, optimizer: "momentum" },
    "committed on the way": { batchSize: 2, commitAfter: "delta", optimizer: "momentum" },
  };

  it.each(levels.flatMap((level) => Object.keys(runs).map((name) => [level, name] as const)))(
    "at the level %s of a run that is %s, chosen when it was recorded or afterwards",
    (level, name) => {
      const whole = trainingOf(small, runs[name], { level });
      for (const selection of selections) {
        const recorded = wrongIn(trainingOf(small, runs[name], { level, ...selection }));
        const text = [...jsonl(whole, { language: "en", ...selection })].join("");
        const chosen = verify(text.trimEnd().split("\n")).violations;
        expect({ selection, recorded, chosen }).toEqual({ selection, recorded: [], chosen: [] });
      }
    },
  );

  it("that is cut after any event, and says so at its end", () => {
    const trace = trainingOf(small, { microBatch: 1, epochs: 1 });
    for (let at = 0; at < trace.events.length; at++) {
      const lines = [...jsonl(trace, { language: "en", at })].join("").trimEnd().split("\n");
      expect({ at, violations: verify(lines).violations }).toEqual({ at, violations: [] });
    }
  });
});

describe("a fork holds", () => {
  const changes: readonly Change[] = [
    { kind: "weight", from: "h", to: "x", value: 0.5 },
    // The source that the neuron before it hears last.
    { kind: "weight", from: "a", to: "h", value: 0.5 },
    { kind: "weight", from: "h", to: "y", value: -0 },
    { kind: "bias", neuron: "h", value: 1e-310 },
    { kind: "message", direction: "forward", from: "a", batch: 0, sample: 0, value: 2 },
    { kind: "message", direction: "forward", from: "h", batch: 0, sample: 1, value: 0.1 },
    { kind: "message", direction: "backward", from: "y", batch: 0, sample: 1, value: -0.1 },
  ];
  const parents: Readonly<Record<string, Trace>> = {
    pipelined: trainingOf(small, { microBatch: 1, epochs: 1 }),
    "of neurons alone": trainingOf(small, { microBatch: 1, epochs: 1 }, { level: "neuron" }),
    "committed on the way": trainingOf(small, { commitAfter: "delta", epochs: 1 }),
    "with error signals at the inputs": trainingOf(small, { epochs: 1 }, { inputErrors: "receive" }),
  };

  it.each(Object.entries(parents))("after any event of a run %s", (_, parent) => {
    let forks = 0;
    for (let at = 0; at < parent.events.length; at++) {
      for (const change of [changes[at % changes.length], changes[(3 * at + 1) % changes.length]]) {
        if (change === undefined) continue;
        const child = attempt(() => fork(parent, at, change));
        if (child === undefined) continue;
        forks++;
        expect({ at, change, wrong: wrongIn(child) }).toEqual({ at, change, wrong: [] });
      }
    }
    expect(forks).toBeGreaterThan(parent.events.length);
  });

  it("of a fork, before and after the change of its parent", () => {
    const trace = trainingOf(small, { microBatch: 1 });
    const first = fork(trace, 60, { kind: "bias", neuron: "h", value: 0.9 });
    for (const at of [20, 60, 100]) {
      const second = fork(first, at, { kind: "weight", from: "a", to: "y", value: 0.8 });
      const third = fork(second, 110, { kind: "bias", neuron: "x", value: -0.8 });
      expect([...wrongIn(second), ...wrongIn(third)]).toEqual([]);
    }
  });

  /** undefined: that cannot be changed then. */
  function attempt(make: () => Trace): Trace | undefined {
    try {
      return make();
    } catch {
      return undefined;
    }
  }
});
