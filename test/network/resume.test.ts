import { lastValueFrom, toArray } from "rxjs";
import { describe, expect, it } from "vitest";
import { createSamples } from "../../src/data/samples.ts";
import { InputError } from "../../src/message/input-error.ts";
import { RunError } from "../../src/message/run-error.ts";
import type { TrainingState } from "../../src/model/checkpoint/checkpoint.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { Network, type NetworkOptions } from "../../src/network/network.ts";
import type { TrainOptions } from "../../src/network/train-options.ts";

const layers = [
  { id: "x", size: 3 },
  { id: "h", size: 5, activation: "tanh" },
  { id: "y", size: 2, activation: "sigmoid" },
];
const file = { format: "counterflow-network", version: 1, loss: "binary-cross-entropy", seed: 3, layers };
const samplesOf = (count: number) =>
  createSamples(
    Array.from({ length: count }, (_, s) => [Math.sin(s), Math.cos(3 * s), s / count]),
    Array.from({ length: count }, (_, s) => [s % 2, (s + 1) % 2]),
  );
const eleven = samplesOf(11);
const basic: TrainOptions = { epochs: 3, batchSize: 4, learningRate: 0.5 };

/** Equal means the same bits: −0 is not 0, and NaN is NaN. */
const bits = ({ buffer, byteOffset, byteLength }: Float64Array | Float32Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("hex");

/** All that a run says, each with the bits of the weights and of the whole state then. */
interface Account {
  readonly said: readonly string[];
  readonly states: readonly TrainingState[];
}

const stateText = ({ parameters, slots, ...rest }: TrainingState): string =>
  JSON.stringify({ ...rest, parameters: bits(parameters), slots: slots.map(bits) });

function follow(options: TrainOptions, how: NetworkOptions = {}, spec: object = file): Account {
  const network = new Network(parseNetwork(spec), how);
  const said: string[] = [];
  const states: TrainingState[] = [];
  network.train(eleven, options).subscribe((progress) => {
    const state = network.trainingState();
    states.push(state);
    said.push(`${JSON.stringify(progress)} ${stateText(state)}`);
  });
  said.push(
    `${stateText(network.trainingState())} ${bits(network.errorWeights)} ${network.evaluate(eleven).loss}`,
  );
  return { said, states };
}

function stateAt({ states }: Account, k: number): TrainingState {
  const state = states[k];
  if (state === undefined) throw new RangeError(`no state ${k}`);
  return state;
}

const listed = {
  ...{ format: "counterflow-network", version: 1, loss: "half-squared-error" },
  neurons: [
    ...["x1", "x2", "x3"].map((id) => ({ id })),
    ...["h", "y1", "y2"].map((id) => ({ id, activation: "tanh", bias: 0.1 })),
  ],
  synapses: [
    ...["x1", "x2", "x3"].map((from, i) => ({ from, to: "h", weight: i - 0.7 })),
    { from: "h", to: "y1", weight: 0.4, feedback: -0.3 },
    { from: "h", to: "y2", weight: 0.3, trainable: false },
    { from: "x1", to: "y2", weight: 0.9 },
  ],
  inputs: ["x1", "x2", "x3"],
  outputs: ["y1", "y2"],
};

const optimizers = ["sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"] as const;
interface Case {
  readonly name: string;
  readonly options: Partial<TrainOptions>;
  readonly how?: NetworkOptions;
  readonly spec?: object;
}
const byStep = { kind: "step", rate: 0.5, every: 2, factor: 0.7 } as const;
const alongCosine = { kind: "cosine", rate: 0.5, commits: 9, floor: 0.1 } as const;
const warmingUp = { kind: "warm-up", commits: 5, then: 0.5 } as const;
const late = { name: "simulated", latency: { kind: "uniform", from: 1, to: 9 }, seed: 1 } as const;
const hostile = { ...late, faults: { drop: 0.1, duplicate: 0.1, reorder: 0.1, crash: 0.002 } } as const;
const cases: readonly Case[] = [
  ...optimizers.map((optimizer): Case => ({ name: optimizer, options: { optimizer } })),
  ...optimizers.map((optimizer): Case => {
    return {
      name: `${optimizer} in singles, shuffled`,
      options: { optimizer, shuffle: 7 },
      how: { precision: "f32" },
    };
  }),
  { name: "shuffles", options: { shuffle: 5 } },
  { name: "dampened momentum", options: { optimizer: { name: "momentum", dampening: 0.3 } } },
  { name: "validation", options: { shuffle: 5, validation: samplesOf(6), optimizer: "adam" } },
  { name: "a rate in steps", options: { learningRate: byStep, optimizer: "momentum" } },
  { name: "a rate along a cosine", options: { learningRate: alongCosine } },
  { name: "a rate that warms up", options: { learningRate: warmingUp, optimizer: "rmsprop" } },
  { name: "clipping by norm", options: { clipping: { kind: "norm", limit: 0.1 }, optimizer: "nesterov" } },
  { name: "clipping by value", options: { clipping: { kind: "value", limit: 0.01 }, optimizer: "adamw" } },
  { name: "micro-batches", options: { microBatch: 1, shuffle: 1, optimizer: "adam" } },
  { name: "kernels of plain JavaScript", options: { optimizer: "adamw" }, how: { kernel: "js" } },
  { name: "commits after delta", options: { commitAfter: "delta", optimizer: "adam" } },
  {
    name: "messages that take time",
    options: { optimizer: "adam", microBatch: 2 },
    how: { transport: late },
  },
  {
    name: "a hostile world",
    options: { optimizer: "adam", shuffle: 2, validation: samplesOf(6) },
    how: { transport: hostile },
  },
  { name: "feedback weights, frozen ones", options: { optimizer: "adamw", shuffle: 2 }, spec: listed },
];

describe("a run that is resumed", () => {
  it.each(cases)(
    "goes on to the same bits from after every batch and epoch: $name",
    ({ options: changes, how, spec }) => {
      const options = { ...basic, ...changes };
      const { said, states } = follow(options, how, spec);
      expect(said).toHaveLength(13);
      states.forEach((resume, k) => {
        expect(follow({ ...options, resume }, how, spec).said).toEqual(said.slice(k + 1));
      });
    },
  );

  it("goes on from where a resumed run was stopped once more", () => {
    const options: TrainOptions = { ...basic, optimizer: "adam", shuffle: 3 };
    const whole = follow(options);
    let state = whole.states[0];
    for (let k = 1; k < whole.states.length; k++) {
      state = follow({ ...options, resume: state }).states[0];
      expect(state && stateText(state)).toBe(stateText(stateAt(whole, k)));
    }
  });

  it("visits each sample once an epoch, also across a stop in the middle of it", async () => {
    const options: TrainOptions = { ...basic, epochs: 2, shuffle: 9 };
    const rows: number[] = [];
    const network = new Network(parseNetwork(file));
    network.run$.subscribe((message) => message.kind === "batch" && rows.push(...message.rows));
    let state: TrainingState | undefined;
    const run = network.train(eleven, options).subscribe(({ commits }) => {
      if (commits !== 2) return;
      state = network.trainingState();
      queueMicrotask(() => run.unsubscribe());
    });
    const cut = rows.slice(0, 8);
    const next = new Network(parseNetwork(file));
    next.run$.subscribe((message) => message.kind === "batch" && cut.push(...message.rows));
    await lastValueFrom(next.train(eleven, { ...options, resume: state }));
    expect(cut).toEqual(rows);
    for (const epoch of [cut.slice(0, 11), cut.slice(11)]) {
      expect([...epoch].sort((a, b) => a - b)).toEqual([...Array(11).keys()]);
    }
  });

  it("numbers batches, weights' versions and commits as the run that was never stopped", () => {
    const options = { ...basic, validation: samplesOf(6) };
    const versionsOf = (resume?: TrainingState): string[] => {
      const network = new Network(parseNetwork(file));
      const heard: string[] = [];
      network
        .neuron("h.0")
        .forward$.subscribe(({ batch, weightVersion }) => heard.push(`${batch}:${weightVersion}`));
      network.train(eleven, { ...options, resume }).subscribe();
      return heard;
    };
    const state = follow(options).states[4];
    // An epoch of three batches and an evaluation of two, then one batch more.
    expect(versionsOf(state)).toEqual(versionsOf().slice(6));
  });

  it("may have been the second run of its network", () => {
    const options: TrainOptions = { ...basic, optimizer: "adam", shuffle: 1 };
    const states: TrainingState[] = [];
    const said = (network: Network, resume?: TrainingState): string[] => {
      const heard: string[] = [];
      network.train(eleven, { ...options, resume }).subscribe((progress) => {
        const state = network.trainingState();
        states.push(state);
        heard.push(`${JSON.stringify(progress)} ${stateText(state)}`);
      });
      return heard;
    };
    const network = new Network(parseNetwork(file));
    said(network);
    const second = said(network);
    expect(second[4]).toContain('"commits":13');
    expect(said(new Network(parseNetwork(file)), states[12 + 4])).toEqual(second.slice(5));
  });

  it("may have more epochs than it had", () => {
    const longer = follow({ ...basic, epochs: 5, optimizer: "adam", shuffle: 1 });
    const { states } = follow({ ...basic, optimizer: "adam", shuffle: 1 });
    const resume = states.at(-1);
    expect(follow({ ...basic, epochs: 5, optimizer: "adam", shuffle: 1, resume }).said).toEqual(
      longer.said.slice(12),
    );
  });
});

describe("the state of a run", () => {
  it("is a copy", () => {
    const { states } = follow(basic);
    expect(new Set(states.map(({ parameters }) => bits(parameters))).size).toBe(9);
  });

  it("is refused before a run, and in the middle of a batch, a commit or an evaluation", () => {
    const network = new Network(parseNetwork(file));
    expect(() => network.trainingState()).toThrow(/^state: expected a training run .+; got no run$/);
    const failures: unknown[] = [];
    const attempt = (): void => {
      try {
        failures.push(network.trainingState());
      } catch (error) {
        failures.push(error);
      }
    };
    network.neuron("h.0").forward$.subscribe(attempt);
    network.neuron("h.0").backward$.subscribe(attempt);
    network.neuron("y.1").row$.subscribe(attempt);
    network.train(eleven, { ...basic, epochs: 1, validation: samplesOf(2) }).subscribe();
    expect(failures).toHaveLength(3 * 4 + 1);
    for (const error of failures) {
      expect(error).toBeInstanceOf(RunError);
      expect(String(error)).toContain("got one in the middle of a batch");
    }
  });

  it("is that before the batch which a tap gave up, and none if weights had moved already", () => {
    const give = (commitAfter: "batch" | "delta"): Network => {
      const network = new Network(parseNetwork(file));
      const run = network
        .train(eleven, { ...basic, commitAfter, pause: () => Promise.resolve() })
        .subscribe();
      network.neuron("h.0").backward$.subscribe(() => run.unsubscribe());
      return network;
    };
    const patient = give("batch");
    const hasty = give("delta");
    return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      expect(stateText(patient.trainingState())).toContain('"epoch":0,"batch":1');
      expect(() => hasty.trainingState()).toThrow(RunError);
    });
  });

  it("names all in which it does not fit", async () => {
    const resume = stateAt(follow({ ...basic, optimizer: "adam" }), 6);
    const other = { ...file, layers: [layers[0], { ...layers[1], size: 4 }, layers[2]] };
    const options: TrainOptions = { ...basic, epochs: 1, batchSize: 11, optimizer: "sgd", resume };
    const network = new Network(parseNetwork(other), { precision: "f32" });
    const failure = await lastValueFrom(network.train(eleven, options).pipe(toArray())).catch(
      (e: unknown) => e,
    );
    expect(failure).toBeInstanceOf(InputError);
    expect((failure as InputError).message.split("\n")).toEqual([
      "resume.precision: expected f32; got f64",
      "resume.optimizer: expected sgd; got adam",
      "resume.parameters.length: expected 26; got 32",
      "resume.slots.length: expected 0; got 2",
      "resume.slots[0].length: expected 26; got 32",
      "resume.slots[1].length: expected 26; got 32",
      "resume.position.epoch: expected at most 0; got 1",
      "resume.position.batch: expected at most 1; got 3",
    ]);
    expect(() => network.trainingState()).toThrow("got no run");
  });
});
