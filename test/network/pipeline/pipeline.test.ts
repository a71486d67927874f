import { describe, expect, it } from "vitest";
import { take } from "rxjs";
import { createSamples } from "../../../src/data/samples.ts";
import { RunError } from "../../../src/message/run-error.ts";
import type { Model } from "../../../src/model/model.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { Network } from "../../../src/network/network.ts";
import type { PipelineOptions, PipelineTrainOptions } from "../../../src/network/pipeline/options.ts";
import { Pipeline } from "../../../src/network/pipeline/pipeline.ts";
import { policies, policyNames } from "../../../src/schedule/policies.ts";
import { makePlan } from "../../../src/schedule/plans.ts";
import { chain } from "./chain.ts";
import { batchesOf, trained } from "./run-pipeline.ts";

const { model, samples } = chain(4, 8);
const options: PipelineTrainOptions = { epochs: 2, batchSize: 4, microBatch: 1, learningRate: 0.3 };

/** y = w·x, w = 1. */
function oneNeuron(): Model {
  return parseNetwork({
    format: "counterflow-network",
    version: 1,
    loss: "half-squared-error",
    neurons: [{ id: "x" }, { id: "y", activation: "identity", bias: 0, trainBias: false }],
    synapses: [{ from: "x", to: "y", weight: 1 }],
    inputs: ["x"],
    outputs: ["y"],
  });
}

describe("a pipeline", () => {
  it("says what a network without stages says, and at which time", () => {
    const network = new Network(model);
    const said: object[] = [];
    network.train(samples, options).subscribe((progress) => said.push({ ...progress, time: undefined }));
    const pipeline = new Pipeline(model, { schedule: "1f1b", stages: 2 });
    const withTimes = trained(pipeline, samples, options);
    expect(withTimes.map(({ time }) => time)).toEqual([15, 30, 30, 45, 60, 60]);
    expect(withTimes.length).toBe(said.length);
    withTimes.forEach((progress, i) => expect(said[i]).toMatchObject({ ...progress, time: undefined }));
  });

  it("tells the share of right answers where targets are classes", () => {
    const oneHot = createSamples(
      Array.from({ length: 8 }, (_, i) => [i % 2, 1 - (i % 2)]),
      Array.from({ length: 8 }, (_, i) => [i % 2, 1 - (i % 2), 0]),
    );
    const { model: three } = chain(4, 1);
    expect(three.outputs.length).toBe(3);
    const settings = { ...options, epochs: 60, learningRate: 0.5 };
    const network = new Network(three);
    const expected: unknown[] = [];
    const got: unknown[] = [];
    network
      .train(oneHot, settings)
      .subscribe((said) => said.kind === "epoch" && expected.push(said.accuracy));
    const pipeline = new Pipeline(three, { schedule: "gpipe", stages: 4 });
    for (const said of trained(pipeline, oneHot, settings))
      if (said.kind === "epoch") got.push(said.accuracy);
    expect(got).toEqual(expected);
    expect(new Set(got).size).toBeGreaterThan(1);
  });

  it("goes on from where it is when it is trained again", () => {
    for (const schedule of ["gpipe", "pipedream"] as const) {
      const settings = { ...options, batchSize: 1 };
      const twice = new Pipeline(model, { schedule, stages: 1 });
      trained(twice, samples, { ...settings, epochs: 1 });
      trained(twice, samples, { ...settings, epochs: 1 });
      const once = new Pipeline(model, { schedule, stages: 1 });
      trained(once, samples, settings);
      expect(twice.parameters).toEqual(once.parameters);
      expect(twice.neuron("l0.0").weightVersion).toBe(16);
    }
  });

  it("goes on counting weight versions then", () => {
    const pipeline = new Pipeline(model, { schedule: "pipedream", stages: 4 });
    const said: number[] = [];
    pipeline.neuron("l1.0").backward$.subscribe(({ weightVersion }) => said.push(weightVersion));
    for (let run = 0; run < 2; run++) {
      trained(pipeline, samples, { ...options, epochs: 1, batchSize: 1 });
      const base = 8 * run;
      expect(said.splice(0)).toEqual(
        pipeline.stages[1]?.passes.map(({ transport }) => base + (transport ?? NaN)),
      );
    }
  });

  it("has inputs compute ∂L/∂input where they receive error signals, as a network without stages has", () => {
    const [one, other]: [number[], number[]] = [[], []];
    const network = new Network(model, { inputErrors: "receive" });
    network.neuron("x.1").backward$.subscribe(({ values }) => one.push(...values));
    network.train(samples, options).subscribe();
    const pipeline = new Pipeline(model, { schedule: "gpipe", stages: 2, inputErrors: "receive" });
    pipeline.neuron("x.1").backward$.subscribe(({ values }) => other.push(...values));
    trained(pipeline, samples, options);
    expect(other).toEqual(one);
    expect(one.length).toBe(16);
  });

  it("keeps no weights for inputs, to which no error signals flow", () => {
    const skipping = parseNetwork({
      format: "counterflow-network",
      version: 1,
      loss: "half-squared-error",
      neurons: ["x", "f", "g", "y"].map((id) => (id === "x" ? { id } : { id, activation: "tanh", bias: 0 })),
      synapses: [
        ["x", "f"],
        ["f", "g"],
        ["g", "y"],
        ["x", "y"],
      ].map(([from, to]) => ({ from, to, weight: 0.5 })),
      inputs: ["x"],
      outputs: ["y"],
    });
    const kept = (inputErrors: "end" | "receive"): number | undefined => {
      const pipeline = new Pipeline(skipping, { schedule: "pipedream", stages: 3, inputErrors });
      trained(pipeline, createSamples([[1], [2], [3], [4]], [[1], [0], [1], [0]]), {
        ...options,
        batchSize: 1,
      });
      return pipeline.stages[2]?.keptVersions;
    };
    // y's error signal is needed one stage up, or as far as the input.
    expect([kept("end"), kept("receive")]).toEqual([2, 3]);
  });

  it("ends when nobody listens any more, its weights those of its last commits, and can be trained anew", () => {
    const pipeline = new Pipeline(model, { schedule: "pipedream", stages: 4 });
    const settings = { ...options, batchSize: 1 };
    pipeline.train(samples, settings).pipe(take(5)).subscribe();
    const commits = pipeline.stages.map((stage) => stage.commits);
    expect(commits[0]).toBe(5);
    expect(pipeline.stages.map(({ passes }) => passes.length).every((count) => count < 16)).toBe(true);
    const fresh = new Pipeline(
      { ...model, parameters: Float64Array.from(pipeline.parameters) },
      { schedule: "pipedream", stages: 4 },
    );
    const sent = [0, 1, 2, 3].map((layer) => {
      const count = { forward: 0, backward: 0 };
      const neuron = pipeline.neuron(`l${layer}.0`);
      neuron.forward$.subscribe(() => count.forward++);
      neuron.backward$.subscribe(() => count.backward++);
      return count;
    });
    expect(batchesOf(trained(pipeline, samples, settings)).length).toBe(16);
    expect(sent).toEqual([0, 1, 2, 3].map(() => ({ forward: 16, backward: 16 })));
    trained(fresh, samples, settings);
    expect(pipeline.parameters).toEqual(fresh.parameters);
  });

  it("waits where it is asked to pause", async () => {
    const pipeline = new Pipeline(model, { schedule: "gpipe", stages: 2 });
    const commits = await new Promise<number>((resolve, reject) => {
      let last = 0;
      pipeline.train(samples, { ...options, pause: () => Promise.resolve() }).subscribe({
        next: (said) => (last = said.commits),
        error: reject,
        complete: () => resolve(last),
      });
      expect(last).toBe(1);
    });
    expect(commits).toBe(4);
  });

  it("gives a failing run's error, its newest weights in place of the old ones that it failed with", () => {
    const pipeline = new Pipeline(oneNeuron(), {
      schedule: { kind: "delayed", delay: { kind: "constant", commits: 3 } },
      stages: 1,
    });
    const committed: number[] = [];
    pipeline.neuron("y").row$.subscribe(({ kind, weights: [weight = NaN] }) => {
      if (kind === "commit") committed.push(weight);
    });
    const run = () =>
      trained(pipeline, createSamples([[2]], [[0]]), { epochs: 9, batchSize: 1, learningRate: 1e200 });
    expect(run).toThrow(
      new RunError("loss: expected a finite loss; got Infinity (batch 4, sample 0 of the batch)"),
    );
    expect(committed.length).toBe(4);
    expect(committed[3]).not.toBe(committed[0]);
    expect(pipeline.parameters[0]).toBe(committed[3]);
  });

  it("ends with an error where a gradient has crossed more commits than it may", () => {
    const run = (maxStaleness: number) => {
      const pipeline = new Pipeline(model, { schedule: "pipedream", stages: 4, maxStaleness });
      return trained(pipeline, samples, { ...options, batchSize: 1 });
    };
    expect(run(3).length).toBe(18);
    expect(() => run(2)).toThrow(
      new RunError("stage 0, micro-batch 3: expected a gradient that crosses at most 2 commits; got 3"),
    );
  });

  it("without epochs does nothing", () => {
    for (const schedule of ["gpipe", "pipedream"] as const) {
      const pipeline = new Pipeline(model, { schedule, stages: 4 });
      expect(trained(pipeline, samples, { ...options, batchSize: 1, epochs: 0 })).toEqual([]);
      expect(pipeline.parameters).toEqual(model.parameters);
      expect(pipeline.stages.map(({ commits, passes }) => commits + passes.length)).toEqual([0, 0, 0, 0]);
    }
  });

  it("cannot be trained twice at once", () => {
    const pipeline = new Pipeline(model, { schedule: "gpipe", stages: 2 });
    const inner: unknown[] = [];
    const pause = (): undefined => {
      try {
        trained(pipeline, samples, options);
      } catch (error) {
        inner.push(error);
      }
    };
    trained(pipeline, samples, { ...options, epochs: 1, pause });
    expect(inner).toEqual([0, 1, 2].map(() => new RunError("the pipeline is being trained already")));
  });

  it("leaves nothing held when it has ended: every stage keeps one version", () => {
    for (const schedule of policyNames) {
      const m = schedule === "paci" || schedule === "pipedream-2bw" || schedule === "pipemare" ? 4 : 1;
      const pipeline = new Pipeline(model, { schedule, stages: 4, maxActiveKeys: 3 });
      trained(pipeline, samples, { ...options, batchSize: m });
      expect(pipeline.stages.map(({ versions }) => versions)).toEqual([0, 1, 2, 3].map(() => [16 / m]));
    }
  });
});

describe("options of a pipeline", () => {
  const pipedream = policies.get("pipedream")?.({});
  it.each<[Partial<PipelineOptions>, Partial<PipelineTrainOptions>, string | RegExp]>([
    [
      { schedule: "gpip" as "gpipe" },
      {},
      /^schedule: expected one of sequential, .*\(did you mean "gpipe"\?\)$/,
    ],
    [{ stages: 5 }, {}, "stages: expected at most 4, as the network has 4 layers besides the inputs; got 5"],
    [
      { schedule: "interleaved-1f1b", stages: [0, 1, 2] },
      {},
      "stages: expected 2 on each processor; got 3 in all",
    ],
    [{ schedule: "chimera", stages: 3 }, {}, "stages: expected an even number for chimera; got 3"],
    [
      { schedule: makePlan("gpipe", { ranks: 2, microBatches: 3 }) },
      {},
      "schedule: expected a plan of 4 micro-batches, as that many make a batch; got one of 3",
    ],
    [
      { schedule: makePlan("gpipe", { ranks: 2, microBatches: 4 }), stages: 4 },
      {},
      "stages: expected 2, as the plan has; got 4",
    ],
    [
      { schedule: "pipedream" },
      {},
      "batchSize: expected 1 micro-batch, after which the policy commits; got 4",
    ],
    [
      { schedule: pipedream ?? "pipedream" },
      { batchSize: 2 },
      "batchSize: expected 1 micro-batch, after which the policy commits; got 2",
    ],
    [
      { schedule: "paci" },
      { batchSize: 3 },
      "batchSize: expected batches of 3 micro-batches each, as a policy has no flush; got a last one of 2",
    ],
    [{}, { epochs: -1 }, "epochs: expected a whole number from 0 on; got -1"],
    [{ correctors: [{ kind: "delay-compensation", lambda: -1 }] }, {}, /^correctors\.lambda: /],
    [
      { timing: { forward: [1], backward: 1, weightGradient: 1 } },
      {},
      /^forward of stage 1: expected a number/,
    ],
  ])("%j, %j are refused", (pipeline, train, sentence) => {
    expect(() =>
      trained(new Pipeline(model, { schedule: "gpipe", stages: 2, ...pipeline }), samples, {
        ...options,
        ...train,
      }),
    ).toThrow(sentence);
  });
});
