import { describe, expect, it } from "vitest";
import { createSamples } from "../../../src/data/samples.ts";
import { Network } from "../../../src/network/network.ts";
import { Pipeline } from "../../../src/network/pipeline/pipeline.ts";
import type { PolicyName } from "../../../src/schedule/policies.ts";
import { policies } from "../../../src/schedule/policies.ts";
import type { Policy } from "../../../src/schedule/policy.ts";
import { stageEvents } from "../../../src/schedule/stage-events.ts";
import type { Timetable } from "../../../src/schedule/timetable.ts";
import type { Timing } from "../../../src/schedule/timing.ts";
import { versionsOf } from "../../../src/schedule/versions.ts";
import { chain } from "./chain.ts";
import { type NaiveAction, naivePipeline, type NaiveRules } from "./naive-pipeline.ts";
import { batchesOf, trained } from "./run-pipeline.ts";

const rate = 0.3;

/** Each policy's rules, told once more; and micro-batches a commit. */
const rules: Readonly<
  Record<string, Omit<NaiveRules, "perCommit"> & { readonly perCommit: readonly number[] }>
> = {
  "pipedream-naive": {
    forward: ({ newest }) => newest,
    transport: ({ newest }) => newest,
    perCommit: [1],
  },
  pipedream: { forward: ({ newest }) => newest, transport: ({ forward }) => forward, perCommit: [1] },
  "pipedream-vertical-sync": {
    forward: ({ entry }) => entry,
    transport: ({ forward }) => forward,
    perCommit: [1],
  },
  "pipedream-2bw": { forward: () => NaN, transport: ({ forward }) => forward, perCommit: [3, 4] },
  paci: { forward: ({ newest }) => newest, transport: ({ newest }) => newest, perCommit: [1, 2, 3] },
  ampnet: { forward: ({ newest }) => newest, transport: ({ newest }) => newest, perCommit: [1, 2] },
};

const timings: readonly Timing[] = [
  { forward: 1, backward: 1, weightGradient: 0 },
  { forward: [1, 4, 2, 1, 3], backward: [2, 1, 5, 2, 1], weightGradient: 1, latency: 3 },
];

function actionsIn({ ranks }: Timetable): NaiveAction[] {
  return ranks
    .flat()
    .sort((one, other) => one.end - other.end)
    .map(({ action }) => ({
      stage: action.stage,
      kind: action.kind === "F" ? "F" : "B",
      sample: action.microBatch,
    }));
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("expected a value");
  return value;
}

describe.each(Object.entries(rules))("the neurons of a pipeline under %s", (name, { perCommit, ...own }) => {
  const cases = perCommit.flatMap((m) =>
    [1, 2, 4].flatMap((stages) => timings.map((timing) => ({ m, stages, timing }))),
  );

  it("compute what a pipeline does that keeps every version for ever, bit for bit", () => {
    for (const { m, stages, timing } of cases) {
      const { model, layers, inputs, targets, samples } = chain(4, 4 * m, stages + m);
      const pipeline = new Pipeline(model, {
        schedule: name as PolicyName,
        stages: Array.from({ length: stages }, (_, s) => s * (4 / stages)),
        timing,
        maxActiveKeys: 3,
      });
      const said = trained(pipeline, samples, { epochs: 3, batchSize: m, microBatch: 1, learningRate: rate });
      const epochs = <T>(list: readonly T[]): T[] => [...list, ...list, ...list];
      const naive = naivePipeline({
        stages: Array.from({ length: stages }, (_, s) =>
          layers.slice((s * 4) / stages, ((s + 1) * 4) / stages),
        ),
        inputs: epochs(inputs),
        targets: epochs(targets),
        actions: actionsIn(need(pipeline.timetable)),
        rules: {
          ...own,
          ...(name === "pipedream-2bw"
            ? { forward: ({ sample }) => Math.max(0, Math.floor(sample / m) - 1) }
            : {}),
          perCommit: m,
        },
        rate,
      });
      expect([...pipeline.parameters], `${stages} stages, ${m} a commit`).toEqual(naive.parameters);
      expect(
        pipeline.stages.map(({ passes }) =>
          passes.map((pass) => [pass.forward, pass.transport, pass.applied]),
        ),
      ).toEqual(naive.met);
      const means = Array.from({ length: 12 }, (_, batch) => {
        const ofBatch = naive.losses.slice(batch * m, (batch + 1) * m);
        return ofBatch.reduce((sum, loss) => sum + loss, 0) / m;
      });
      expect(batchesOf(said).map(({ loss }) => loss)).toEqual(means);
    }
  });

  it("have met the versions, and kept as many, as the schedule alone says", () => {
    for (const { m, stages, timing } of cases) {
      const { model, samples } = chain(4, 12 * m, 3);
      const starts = Array.from({ length: stages }, (_, s) => s * (4 / stages));
      const policy: Policy = need(
        policies.get(name as PolicyName)?.({ gradientsPerCommit: m, maxActiveKeys: 3 }),
      );
      const pipeline = new Pipeline(model, { schedule: policy, stages: starts, timing });
      trained(pipeline, samples, { epochs: 1, batchSize: m, microBatch: 1, learningRate: rate });
      const planned = versionsOf(stageEvents(need(pipeline.timetable), m), policy);
      pipeline.stages.forEach((stage, s) => {
        const expected = need(planned[s]);
        expect(stage.passes).toEqual(
          expected.passages.map(({ microBatch, forward, latest, transport, applied }) => ({
            microBatch,
            forward,
            latest,
            transport,
            applied,
          })),
        );
        expect(stage.staleness).toEqual(expected.staleness);
        expect(stage.commits).toBe(expected.commits);
        expect(stage.liveVersions, `stage ${s} of ${stages}, ${m} a commit`).toBe(expected.liveVersions);
      });
    }
  });
});

describe("the stages of a pipeline", () => {
  it("under PipeDream cross p − 1 − s updates and keep p − s versions; with vertical sync p − 1 everywhere", () => {
    for (let p = 1; p <= 8; p++) {
      const { model, samples } = chain(8, 5 * p);
      const starts = Array.from({ length: p }, (_, s) => s);
      const run = (schedule: PolicyName) => {
        const pipeline = new Pipeline(model, { schedule, stages: starts });
        trained(pipeline, samples, { epochs: 1, batchSize: 1, learningRate: 0.1 });
        return pipeline.stages;
      };
      const crossed = ({ passes }: Pipeline["stages"][number]): Set<number> =>
        new Set(passes.slice(p).map(({ forward, applied = NaN }) => applied - forward));
      run("pipedream").forEach((stage, s) => {
        expect(crossed(stage)).toEqual(new Set([p - 1 - s]));
        expect(stage.liveVersions).toBe(p - s);
      });
      for (const stage of run("pipedream-vertical-sync")) expect(crossed(stage)).toEqual(new Set([p - 1]));
      for (const stage of run("pipedream-naive")) expect(stage.liveVersions).toBe(1);
    }
  });

  it("under 2BW keep two versions, delayed by one commit, or refuse where m < p − 1", () => {
    for (const [p, m] of [
      [2, 1],
      [4, 3],
      [5, 4],
      [4, 2],
      [6, 3],
    ] as const) {
      const { model, samples } = chain(6, 6 * m);
      const pipeline = new Pipeline(model, {
        schedule: "pipedream-2bw",
        stages: [0, 1, 2, 3, 4, 5].slice(0, p),
      });
      const run = () =>
        trained(pipeline, samples, { epochs: 2, batchSize: m, microBatch: 1, learningRate: 0.1 });
      if (m < p - 1) {
        expect(run).toThrow(/^stage \d, micro-batch \d+: expected weight version \d+; got \d+ commits: /);
        continue;
      }
      run();
      for (const { passes, liveVersions } of pipeline.stages) {
        expect(liveVersions).toBe(2);
        expect(new Set(passes.slice(2 * m).map(({ forward, applied = NaN }) => applied - forward))).toEqual(
          new Set([1]),
        );
      }
    }
  });

  it("balance: what gradients have crossed is what was stashed, counted from messages alone", () => {
    const { model, samples } = chain(5, 40);
    for (const schedule of ["pipedream", "ampnet", "paci"] as const) {
      const pipeline = new Pipeline(model, { schedule, stages: 5, maxActiveKeys: 4 });
      const stashed = Array.from({ length: 5 }, () => 0);
      for (let s = 0; s < 5; s++) {
        let inFlight = 0;
        const neuron = pipeline.neuron(`l${s}.0`);
        neuron.forward$.subscribe(() => inFlight++);
        neuron.backward$.subscribe(() => (stashed[s] = (stashed[s] ?? 0) + --inFlight));
      }
      trained(pipeline, samples, { epochs: 1, batchSize: 1, learningRate: 0.1 });
      const crossed = pipeline.stages.map(({ passes }) =>
        passes.reduce((sum, { forward, applied = NaN }) => sum + applied - forward, 0),
      );
      expect(crossed).toEqual(stashed);
    }
  });

  it("name in their messages the versions that were read", () => {
    const { model, samples } = chain(4, 20);
    const pipeline = new Pipeline(model, { schedule: "pipedream", stages: 4 });
    const said = Array.from({ length: 4 }, (_, s) => {
      const [down, back]: [number[], number[]] = [[], []];
      const neuron = pipeline.neuron(`l${s}.0`);
      neuron.forward$.subscribe(({ weightVersion }) => down.push(weightVersion));
      neuron.backward$.subscribe(({ weightVersion }) => back.push(weightVersion));
      return { down, back };
    });
    trained(pipeline, samples, { epochs: 1, batchSize: 1, learningRate: 0.1 });
    pipeline.stages.forEach(({ passes }, s) => {
      expect(said[s]?.down).toEqual(passes.map(({ forward }) => forward));
      expect(said[s]?.back).toEqual(passes.map(({ transport }) => transport));
    });
    expect(said[0]?.down.slice(-1)).toEqual([16]);
  });

  it.each([
    [1, [false, false]],
    [2, [true, false]],
    [3, [true, true]],
  ] as const)(
    "with %i kept versions give three equal inputs gradients that are as the first: %j",
    (kept, same) => {
      const { model, inputs, targets } = chain(2, 1);
      const policy: Policy = {
        admission: { kind: "keys", most: 3 },
        localOrder: "forward-first",
        forwardVersion: "latest",
        transportVersion: "forward",
        keptVersions: kept,
        gradientsPerCommit: 1,
      };
      const pipeline = new Pipeline(model, { schedule: policy, stages: 1, inputErrors: "receive" });
      const gradients: number[] = [];
      pipeline.neuron("x.0").backward$.subscribe(({ values }) => gradients.push(...values));
      const thrice = <T>(list: readonly T[]): T[] => [...list, ...list, ...list];
      trained(pipeline, createSamples(thrice(inputs), thrice(targets)), {
        epochs: 1,
        batchSize: 1,
        learningRate: 0.5,
      });
      expect(gradients.slice(1).map((each) => Object.is(each, gradients[0]))).toEqual(same);
      expect(pipeline.stages[0]?.liveVersions).toBe(kept);
    },
  );

  it("with one active key train as a network without stages does, bit for bit, whatever is a commit", () => {
    for (const [batchSize, microBatch] of [
      [1, 1],
      [4, 2],
      [6, 2],
      [12, 3],
    ] as const) {
      const { model, samples } = chain(5, 12, 4);
      const options = {
        epochs: 3,
        batchSize,
        microBatch,
        learningRate: 0.2,
        shuffle: 9,
        optimizer: "adam",
      } as const;
      const network = new Network(model);
      network.train(samples, options).subscribe();
      for (const stages of [1, 3, 5]) {
        const pipeline = new Pipeline(model, { schedule: "ampnet", stages, timing: need(timings[1]) });
        trained(pipeline, samples, options);
        expect(pipeline.parameters).toEqual(network.parameters);
      }
    }
  });
});
