import { describe, expect, it } from "vitest";
import { createSamples } from "../../../src/data/samples.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { Network } from "../../../src/network/network.ts";
import { consistencyNames } from "../../../src/network/replicas/consistencies.ts";
import type { ReplicasOptions, ReplicasTrainOptions } from "../../../src/network/replicas/options.ts";
import { Replicas } from "../../../src/network/replicas/replicas.ts";
import { chain } from "../pipeline/chain.ts";
import { oneWeight, quadratic } from "./quadratic.ts";
import { outcomeOf, trained } from "./run-replicas.ts";

const { model, samples } = chain(2, 24, 4);
const exponential = { kind: "exponential", mean: 1 } as const;
const learning = { epochs: 3, learningRate: 0.1, microBatch: 2, shuffle: 1 };

describe("replicas", () => {
  it.each(consistencyNames)(
    "by %s come to the same bits for the same seed, and to others for another",
    (name) => {
      const run = (seed: number) =>
        outcomeOf(model, { workers: 3, consistency: name, service: exponential, seed }, samples, learning);
      expect(run(1)).toEqual(run(1));
      // Behind a barrier, times change no number.
      if (name === "bsp" || name === "local-sgd") expect(run(2)).toEqual(run(1));
      else expect(run(2)).not.toEqual(run(1));
    },
  );

  it.each(consistencyNames)("by %s have the same bits whatever computes them", (name) => {
    const run = (kernel: "js" | "wasm") =>
      outcomeOf(model, { workers: 3, consistency: name, service: exponential, kernel }, samples, learning);
    expect(run("wasm")).toEqual(run("js"));
  });

  it("tell of every commit, with what it is made of, and of every epoch", () => {
    const replicas = new Replicas(model, { workers: 3, consistency: "bsp" });
    const said = trained(replicas, samples, { ...learning, microBatch: 4 });
    const commits = said.filter((progress) => progress.kind === "commit");
    expect(commits.map(({ microBatches, samples: count }) => [microBatches, count])).toEqual(
      [0, 3, 6, 9, 12, 15].map((k) => [[k, k + 1, k + 2], 12]),
    );
    expect(commits.map(({ commits: count, time, staleness }) => [count, time, staleness])).toEqual(
      [1, 2, 3, 4, 5, 6].map((count) => [count, count, 0]),
    );
    const epochs = said.filter((progress) => progress.kind === "epoch");
    expect(epochs.map(({ epoch, commits: count }) => [epoch, count])).toEqual([
      [0, 2],
      [1, 4],
      [2, 6],
    ]);
    const mean = ((commits[0]?.loss ?? NaN) + (commits[1]?.loss ?? NaN)) / 2;
    expect(epochs[0]?.loss).toBeCloseTo(mean, 14);
  });

  it("report of every gradient where it was computed and applied, and when", () => {
    const service = [1, 3].map((ticks) => ({ kind: "constant", ticks }) as const);
    const replicas = new Replicas(oneWeight, { workers: 2, consistency: "asp", service });
    trained(replicas, quadratic(1, 0, 5), { epochs: 1, learningRate: 0.1, microBatch: 1 });
    const rows = replicas.report.updates.map((update) => [
      [update.worker, update.microBatch],
      [update.read, update.applied],
      [update.begunAt, update.appliedAt],
    ]);
    // At 3 worker 1 comes first: it has begun its step before.
    expect(rows).toEqual([
      [[0, 0], [0, 0], [0, 1]],
      [[1, 1], [0, 2], [0, 3]],
      [[0, 2], [1, 1], [1, 2]],
      [[0, 3], [2, 3], [2, 3]],
      [[1, 4], [3, 4], [3, 6]],
    ]); // prettier-ignore
    expect(replicas.report).toMatchObject({ time: 6, commits: 5, staleness: { min: 0, mean: 0.8, max: 2 } });
  });

  it("evaluate the weights that they have come to", () => {
    for (const consistency of ["asp", "hogwild", "gossip"] as const) {
      const replicas = new Replicas(model, { workers: 3, consistency, service: exponential });
      trained(replicas, samples, learning);
      const network = new Network(model);
      network.parameters.set(replicas.parameters);
      expect(replicas.evaluate(samples)).toEqual(network.evaluate(samples));
    }
  });

  it("go on from where the last run ended", () => {
    for (const consistency of ["bsp", "asp", "hogwild", "gossip"] as const) {
      const once = new Replicas(model, { workers: 2, consistency });
      trained(once, samples, { ...learning, shuffle: undefined, epochs: 2 });
      const twice = new Replicas(model, { workers: 2, consistency });
      for (let run = 0; run < 2; run++)
        trained(twice, samples, { ...learning, shuffle: undefined, epochs: 1 });
      // Alike where a run of one epoch ends with all weights in one place.
      if (consistency === "bsp") expect(twice.parameters).toEqual(once.parameters);
      expect(twice.parameters).not.toEqual(new Network(model).parameters);
    }
  });

  it("learn each from samples of its own, if they have some, in their order", () => {
    const own = [
      [1, 2, 3],
      [11, 12, 13, 14, 15],
    ];
    const replicas = new Replicas(oneWeight, { workers: 2, consistency: "asp", service: exponential });
    const heard: number[][] = [[], []];
    replicas.networks.forEach((network, worker) =>
      network.neuron("x").forward$.subscribe(({ values }) => heard[worker]?.push(...values)),
    );
    const sets = own.map((numbers) => createSamples(numbers.map((x) => [x]), numbers.map(() => [0]))); // prettier-ignore
    trained(replicas, sets, { epochs: 2, learningRate: 0, microBatch: 2 });
    expect(heard).toEqual(own.map((numbers) => [...numbers, ...numbers]));
    expect(replicas.report.workers.map(({ steps }) => steps)).toEqual([4, 6]);
  });

  it("let the messages of their neurons be watched", () => {
    const replicas = new Replicas(oneWeight, { workers: 2, consistency: "asp" });
    const heard: number[][] = [[], []];
    replicas.networks.forEach((network, worker) =>
      network.neuron("y").forward$.subscribe(({ values }) => heard[worker]?.push(...values)),
    );
    trained(replicas, quadratic(1, 0, 4), { epochs: 1, learningRate: 0.5, microBatch: 1 });
    // y = w: worker 0 commits 1 → ½ and reads that; worker 1 computed at 1 too, ½ → 0.
    expect(heard).toEqual([
      [1, 0.5],
      [1, 0],
    ]);
  });

  it("end when nobody listens any more, and can be trained again", () => {
    const replicas = new Replicas(model, { workers: 3, consistency: "asp", service: exponential });
    let commits = 0;
    const subscription = replicas.train(samples, learning).subscribe(() => {
      commits++;
      if (commits === 5) queueMicrotask(() => undefined);
    });
    expect(subscription.closed).toBe(true);
    expect(trained(replicas, samples, { ...learning, epochs: 1 }).length).toBe(13);
  });

  it("name the worker and the place where numbers run away, and end there", () => {
    const replicas = new Replicas(oneWeight, { workers: 3, consistency: "asp", service: exponential });
    expect(() =>
      trained(replicas, quadratic(1, 0, 1), { epochs: 3000, learningRate: 50, microBatch: 1 }),
    ).toThrow(/^worker \d, micro-batch \d+: (y|loss): expected a finite /);
  });

  it("end with an error where a gradient breaks the declared bound", () => {
    const run = (maxStaleness: number) => () =>
      outcomeOf(
        model,
        { workers: 4, consistency: "asp", service: exponential, maxStaleness },
        samples,
        learning,
      );
    expect(run(100)).not.toThrow();
    expect(run(2)).toThrow(/^micro-batch \d+: expected a gradient that crosses at most 2 commits; got 3$/);
  });
});

describe("what makes no sense", () => {
  it.each<[Partial<ReplicasOptions>, Partial<ReplicasTrainOptions>, string]>([
    [{ workers: 0 }, {}, "workers: expected a whole number from 1; got 0"],
    [
      { consistency: "bps" as "bsp" },
      {},
      'consistency.name: expected one of bsp, asp, ssp, softsync, local-sgd, hogwild, gossip, pairwise-gossip; got "bps" (did you mean "bsp"?)',
    ],
    [
      { consistency: { name: "bsp", slack: 3 } },
      {},
      "consistency.slack: expected an option of bsp (backups); got 3",
    ],
    [
      { consistency: { name: "ssp", reads: "cashed" as "cached" } },
      {},
      'consistency.reads: expected one of newest, cached; got "cashed" (did you mean "cached"?)',
    ],
    [
      { consistency: { name: "ssp", slack: -1 } },
      {},
      "consistency.slack: expected a whole number from 0; got -1",
    ],
    [
      { consistency: { name: "bsp", backups: 3 } },
      {},
      "consistency: expected a commit of 1 to 3 pushes, as there are 3 workers; got 0",
    ],
    [
      { consistency: { kind: "neighbours", mixing: [[1]] } },
      {},
      "consistency.mixing: expected 3 × 3 numbers, whose rows and columns sum to 1; got 1 rows of 1",
    ],
    [{ service: [exponential] }, {}, "service: expected one law, or 3, one a worker; got 1"],
    [{ service: { kind: "constant", ticks: -1 } }, {}, "service: expected a number of ticks from 0; got -1"],
    [{}, { microBatch: 0 }, "microBatch: expected a whole number from 1; got 0"],
    [
      { consistency: "hogwild" },
      { optimizer: "adam" },
      "optimizer: expected sgd, as shared memory holds weights alone; got adam",
    ],
    [
      { consistency: "hogwild" },
      { exchange: "sufficient-factors" },
      'exchange: expected gradients where the server does not get each of them by itself; got "sufficient-factors"',
    ],
    [{}, { outer: {} }, "outer: expected a rule whose workers learn by themselves; got another"],
  ])("%j, %j is refused", (options, train, sentence) => {
    const run = () =>
      outcomeOf(model, { workers: 3, consistency: "bsp", ...options }, samples, { ...learning, ...train });
    expect(run).toThrow(new RangeError(sentence));
  });

  it("samples for some of the workers are refused, and feedback weights", () => {
    const replicas = new Replicas(model, { workers: 3, consistency: "bsp" });
    expect(() => replicas.train([samples, samples], learning)).toThrow(
      "samples: expected one set, or 3, one a worker; got 2",
    );
    const other = parseNetwork({
      format: "counterflow-network",
      version: 1,
      loss: "half-squared-error",
      neurons: [{ id: "x" }, { id: "y", activation: "identity" }],
      synapses: [{ from: "x", to: "y", weight: 1, feedback: 0.5 }],
      inputs: ["x"],
      outputs: ["y"],
    });
    expect(() => new Replicas(other, { workers: 3, consistency: "bsp" })).toThrow(
      /^model: .*feedback weights$/,
    );
  });
});
