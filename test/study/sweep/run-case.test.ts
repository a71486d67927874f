import { describe, expect, test } from "vitest";
import { generateSet, Network, parseNetwork, Pipeline } from "../../../src/index.ts";
import { closedForm } from "../../../src/schedule/closed-forms.ts";
import type { CaseDefinition } from "../../../src/study/sweep/case-schema.ts";
import { runCase } from "../../../src/study/sweep/run-case.ts";
import { layered, oneWeight, world } from "./world.ts";

const moons: CaseDefinition = { network: layered, samples: "builtin:moons:samples=40", epochs: 5, batchSize: 8, learningRate: 0.3 }; // prettier-ignore
const run = (definition: CaseDefinition, seed = 3) => runCase(definition, seed, world);

describe("a case with a network", () => {
  test("trains as the network does, and is judged after each epoch at the weights of then", async () => {
    const { course, metrics } = await run(moons);
    const network = new Network(parseNetwork(layered, { seed: 3 }));
    const samples = generateSet("moons:samples=40,seed=3");
    const judged = [network.evaluate(samples)];
    const training: number[] = [];
    network.train(samples, { epochs: 5, batchSize: 8, learningRate: 0.3, shuffle: 3, report: "epoch" }).subscribe(({ loss }) => {
      training.push(loss);
      judged.push(network.evaluate(samples));
    }); // prettier-ignore
    expect(course?.loss).toEqual(judged.map(({ loss }) => loss));
    expect(course?.accuracy).toEqual(judged.map(({ accuracy }) => accuracy));
    expect(course?.["training-loss"]).toEqual([null, ...training]);
    expect(course?.epochs).toEqual([0, 1, 2, 3, 4, 5]);
    expect(course?.commits).toEqual([0, 5, 10, 15, 20, 25]);
    expect(metrics).toMatchObject({
      loss: judged.at(-1)?.loss,
      accuracy: judged.at(-1)?.accuracy,
      error: 1 - (judged.at(-1)?.accuracy ?? NaN),
      "training-loss": training.at(-1),
      diverged: 0,
      utilisation: null,
    });
  });

  test("comes to the same in a pipeline that flushes, and to the same with gradients that are not delayed", async () => {
    const alone = await run(moons);
    const schedules: CaseDefinition[] = [
      { ...moons, schedule: "1f1b", stages: 3, microBatch: 2 },
      { ...moons, schedule: "zb-h1", stages: 3, microBatch: 2, latency: { kind: "exponential", mean: 3 } },
      { ...moons, schedule: { kind: "delayed", delay: { kind: "constant", commits: 0 } }, stages: 1 },
    ];
    for (const definition of schedules) {
      const { course } = await run(definition);
      for (const name of ["loss", "accuracy", "training-loss"] as const) {
        expect(course?.[name]).toEqual(alone.course?.[name]);
      }
    }
  });

  test("is judged on validation samples where there are some", async () => {
    const validation = { inputs: [[0, 0]], targets: [[1]] };
    const { course } = await run({ ...moons, validation });
    const first = new Network(parseNetwork(layered, { seed: 3 })).predict({ count: 1, inputWidth: 2, targetWidth: 1, inputs: Float64Array.of(0, 0), targets: Float64Array.of(1) }); // prettier-ignore
    expect(course?.loss[0]).toBe(first.loss);
  });

  test("takes the ticks of its messages, and none for being looked at", async () => {
    const one = await run({ ...moons, epochs: 1 });
    const two = await run({ ...moons, epochs: 2 });
    const seen = await run({ ...moons, epochs: 1, angles: true });
    expect(two.metrics.makespan).toBe(2 * (one.metrics.makespan ?? NaN));
    expect(seen.metrics.makespan).toBe(one.metrics.makespan);
    const slow = await run({ ...moons, epochs: 1, latency: 7 });
    expect(slow.metrics.makespan).toBeGreaterThan(5 * (one.metrics.makespan ?? NaN));
    expect(slow.course?.loss).toEqual(one.course?.loss);
  });

  test("finds error signals in line with those of backpropagation under backpropagation alone", async () => {
    const angles = async (errorTransport: string) =>
      (await run({ ...moons, angles: true, errorTransport })).course?.angle ?? []; // prettier-ignore
    expect(await angles("backpropagation")).toEqual([0, 0, 0, 0, 0, 0]);
    for (const angle of await angles("feedback-alignment")) expect(angle).toBeGreaterThan(1);
  });

  test("differs from seed to seed in weights, samples, order and feedback weights", async () => {
    const changes: CaseDefinition[] = [{}, { samples: "builtin:moons:samples=40,seed=9" }, { errorTransport: "feedback-alignment" }]; // prettier-ignore
    for (const change of changes) {
      const one = await run({ ...moons, ...change });
      const again = await run({ ...moons, ...change });
      const other = await run({ ...moons, ...change }, 4);
      expect(again).toEqual(one);
      expect(other.course?.loss).not.toEqual(one.course?.loss);
    }
  });

  test("draws feedback weights from its seed, unless the rule has one", async () => {
    const loss = async (errorTransport: CaseDefinition["errorTransport"]) => (await run({ ...moons, errorTransport })).metrics.loss; // prettier-ignore
    const drawn = await loss("feedback-alignment");
    expect(await loss({ name: "feedback-alignment", seed: 3 })).toBe(drawn);
    expect(await loss({ name: "feedback-alignment", seed: 5 })).not.toBe(drawn);
  });

  test("takes samples in the order of the file, if it says so", async () => {
    const network = new Network(parseNetwork(layered, { seed: 3 }));
    network
      .train(generateSet("moons:samples=40,seed=3"), { epochs: 5, batchSize: 8, learningRate: 0.3 })
      .subscribe();
    const { metrics } = await run({ ...moons, order: "file" });
    expect(metrics.loss).toBe(network.evaluate(generateSet("moons:samples=40,seed=3")).loss);
    expect(metrics.loss).not.toBe((await run(moons)).metrics.loss);
  });

  test.each([
    [{ accuracy: 0 }, 1],
    [{ loss: 1e9 }, 1],
    [{ loss: 0 }, null],
  ])("meets the target %j after epoch %j", async (target, epoch) => {
    const { metrics, course } = await run({ ...moons, target });
    expect(metrics["epochs-to-target"]).toBe(epoch);
    expect(metrics["time-to-target"]).toBe(epoch === null ? null : course?.time[1]);
  });

  test("is looked at 200 times, however long it is, and at its end", async () => {
    const { course } = await run({
      ...moons,
      samples: "builtin:moons:samples=4",
      epochs: 1001,
      batchSize: 4,
    });
    expect(course?.epochs.length).toBeLessThanOrEqual(201);
    expect(course?.epochs.at(-1)).toBe(1001);
    expect(new Set(course?.epochs).size).toBe(course?.epochs.length);
  });
});

describe("a case with stages", () => {
  test("counts what every gradient has crossed: with M in flight, M − 1 at the first stage", async () => {
    const ampnet: CaseDefinition = { ...moons, batchSize: 1, schedule: "ampnet", maxActiveKeys: 8, stages: 3, latency: 20 }; // prettier-ignore
    const { metrics, staleness } = await run(ampnet);
    expect(metrics["staleness-max"]).toBe(7);
    expect(staleness?.map((stage) => stage.reduce((sum, [, gradients]) => sum + gradients, 0))).toEqual([200, 200, 200]); // prettier-ignore
    expect(staleness?.[2]).toEqual([[0, 200]]);
    const [first] = staleness ?? [];
    expect(first?.find(([crossed]) => crossed === 7)?.[1]).toBe(200 - 7);
    expect(metrics["staleness-first"]).toBeCloseTo((193 * 7 + 21) / 200, 12);
  });

  test("has the staleness, versions and times that its pipeline reports", async () => {
    const pipeline = new Pipeline(parseNetwork(layered, { seed: 3 }), { schedule: "pipedream", stages: 3 });
    let time = 0;
    pipeline
      .train(generateSet("moons:samples=40,seed=3"), { epochs: 2, batchSize: 1, learningRate: 0.3, shuffle: 3 })
      .subscribe((said) => (time = said.time));
    const { metrics } = await run({ ...moons, epochs: 2, batchSize: 1, schedule: "pipedream", stages: 3 });
    expect(metrics).toMatchObject({
      "live-versions": Math.max(...pipeline.stages.map(({ liveVersions }) => liveVersions)),
      "staleness-max": Math.max(...pipeline.stages.map(({ staleness }) => staleness.max)),
      "staleness-first": pipeline.stages[0]?.staleness.mean,
      makespan: time,
      throughput: 80 / time,
    });
  }); // prettier-ignore

  test("draws what it draws from the seed of the case", async () => {
    const drawn: CaseDefinition = { ...moons, schedule: { kind: "delayed", delay: { kind: "uniform", most: 6 } }, stages: 2 }; // prettier-ignore
    const crossed = async (seed: number) => (await run({ ...drawn, samples: "builtin:moons:samples=40,seed=1" }, seed)).staleness; // prettier-ignore
    expect(await crossed(1)).toEqual(await crossed(1));
    expect(await crossed(1)).not.toEqual(await crossed(2));
  });

  test("takes a user's own plan, row by row", async () => {
    const rows = ["0F0,0B0,0F1,0B1", "1F0,1B0,1F1,1B1"];
    const own = await run({ ...moons, microBatch: 4, schedule: { kind: "plan", rows }, stages: 2 });
    expect(own.course?.loss).toEqual((await run(moons)).course?.loss);
  });
});

describe("gradients that are τ commits old on ½·w²", () => {
  const delayed = (tau: number, rate: number): CaseDefinition => ({
    network: oneWeight,
    samples: { inputs: [[1]], targets: [[0]] },
    epochs: 1500,
    batchSize: 1,
    learningRate: rate,
    schedule: { kind: "delayed", delay: { kind: "constant", commits: tau } },
    stages: 1,
  });

  test("are those of the recursion w ← w − η·w(τ ago)", async () => {
    const w = [1];
    for (let t = 0; t < 1500; t++) w.push((w[t] ?? NaN) - 0.09 * (w[Math.max(0, t - 10)] ?? NaN));
    const { course } = await run(delayed(10, 0.09));
    expect(course?.loss).toEqual(course?.commits.map((commits) => 0.5 * (w[commits] ?? NaN) * (w[commits] ?? NaN)));
  }); // prettier-ignore

  test.each([0, 1, 4, 16])("diverge above 2·sin(π / (4τ + 2)), τ = %i, and not below", async (tau) => {
    const limit = 2 * Math.sin(Math.PI / (4 * tau + 2));
    expect((await run(delayed(tau, 0.97 * limit))).metrics.diverged).toBe(0);
    expect((await run(delayed(tau, 1.03 * limit))).metrics.diverged).toBe(1);
  });

  test("end where a number is not finite any more, and say so", async () => {
    const { outcome, message, metrics } = await run(delayed(1, 1e200));
    expect(outcome).toBe("diverged");
    expect(message).toContain("expected a finite");
    expect(metrics).toMatchObject({ diverged: 1, loss: null, accuracy: null, error: null, makespan: null });
  });
});

describe("a case without a network", () => {
  test.each(["gpipe", "1f1b", "zb-h1", "interleaved-1f1b", "sequential"] as const)(
    "times %s as its closed form says",
    async (schedule) => {
      const timing = { forward: 1, backward: 1, weightGradient: 1 };
      const { metrics } = await run({ schedule, stages: 4, microBatches: 8, timing });
      // Of two chunks on a processor each takes half of its time.
      const part = schedule === "interleaved-1f1b" ? 0.5 : 1;
      const ticks = { forward: part, backward: part, weightGradient: part, latency: 0 };
      const form = closedForm(schedule, { ranks: 4, microBatches: 8, chunks: 1 / part }, ticks);
      expect(metrics).toMatchObject({
        makespan: form?.makespan,
        "peak-in-flight": Math.max(...(form?.peakInFlight ?? [])),
        throughput: 8 / (form?.makespan ?? NaN),
        "live-versions": 1,
        "staleness-max": 0,
        loss: null,
      });
      expect(metrics.bubble).toBeCloseTo(form?.bubbleOfTotal ?? NaN, 12);
      expect((metrics.bubble ?? NaN) + (metrics.utilisation ?? NaN)).toBeCloseTo(1, 12);
    },
  );

  test("counts the commits that gradients of PipeDream cross: p − 1 − s, and p − s versions", async () => {
    const { metrics, staleness } = await run({ schedule: "pipedream", stages: 4, microBatches: 50 });
    expect(staleness?.map((stage) => stage.at(-1)?.[0])).toEqual([3, 2, 1, 0]);
    expect(metrics["live-versions"]).toBe(4);
  });

  test("fails, not the study, where a policy wants weights that there are not yet", async () => {
    const early = await run({ schedule: "pipedream-2bw", stages: 4, microBatches: 12, updateEvery: 2 });
    expect(early).toMatchObject({ outcome: "failed", metrics: { makespan: null } });
    expect(early.message).toContain("expected weight version");
  });
});

test("a staleness that breaks its bound is a failure that tells where", async () => {
  const bound: CaseDefinition = { ...moons, batchSize: 1, schedule: "pipedream", stages: 3, maxStaleness: 1 };
  const { outcome, message, metrics } = await run(bound);
  expect(outcome).toBe("failed");
  expect(message).toContain("crosses at most 1 commits; got 2");
  expect(metrics.diverged).toBeNull();
});
