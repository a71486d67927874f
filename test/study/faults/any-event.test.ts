import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Progress } from "../../../src/coordinator/training.ts";
import { createSamples } from "../../../src/data/samples.ts";
import type { Backend } from "../../../src/math/kernels/backend.ts";
import { jsBackend } from "../../../src/math/kernels/js-backend.ts";
import type { Kernels } from "../../../src/math/kernels/kernels.ts";
import { random } from "../../../src/math/random.ts";
import type { EpochResult, TrainingState } from "../../../src/model/checkpoint/checkpoint.ts";
import { decodeCheckpoint } from "../../../src/model/checkpoint/decode-checkpoint.ts";
import { encodeCheckpoint } from "../../../src/model/checkpoint/encode-checkpoint.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { Network } from "../../../src/network/network.ts";
import { startingState } from "../../../src/network/training-state.ts";
import { runCalm } from "../../../src/study/faults/calm.ts";
import { type Case, randomCase } from "../../../src/study/faults/random-case.ts";
import { randomRates } from "../../../src/study/faults/random-rates.ts";
import { runSchedule } from "../../../src/study/faults/run-schedule.ts";
import { isLong } from "../../long.ts";

/** Two epochs of two batches, the second one smaller, each epoch judged by other samples. */
const small: Case = (() => {
  const layers = [2, 2, 1].map((size, l) => ({ id: `l${l}`, size, ...(l > 0 && { activation: "tanh" }) }));
  const samplesOf = (count: number) =>
    createSamples(
      Array.from({ length: count }, (_, s) => [Math.sin(s), Math.cos(3 * s)]),
      Array.from({ length: count }, (_, s) => [s % 2]),
    );
  return {
    model: parseNetwork({
      format: "counterflow-network",
      version: 1,
      loss: "half-squared-error",
      seed: 5,
      layers,
    }),
    samples: samplesOf(3),
    training: { epochs: 2, batchSize: 2, microBatch: 1, learningRate: 0.1, optimizer: "adam", shuffle: 4, validation: samplesOf(2) }, // prettier-ignore
  };
})();
const rough = { drop: 0.1, duplicate: 0.1, reorder: 0.1, crash: 0.002, outage: 0.001, failover: 0.002, pause: 0.002, throw: 0.01 }; // prettier-ignore
const latency = { kind: "exponential", mean: 5 } as const;

describe("a run whose process ends after any event", () => {
  it.each([
    ["calm", small, {}],
    ["hostile", small, rough],
    ["calm, with another optimizer and network", randomCase(20), {}],
    ["hostile, with another optimizer and network", randomCase(20), rough],
  ])("goes on from its disk to the same bits, after every single one: %s", (_, tried, faults) => {
    const calm = runCalm(tried);
    const schedule = { seed: 7, latency, faults };
    const { events } = runSchedule(tried, schedule, calm);
    expect(events).toBeGreaterThan(200);
    for (let stopAfter = 1; stopAfter <= events; stopAfter++) {
      const { end, violations } = runSchedule(tried, { ...schedule, stopAfter }, calm);
      expect([end, violations], `after event ${stopAfter}`).toEqual(["complete", []]);
    }
  });

  it("goes on to the same bits in many random cases and worlds, from a random one", () => {
    const cases = isLong ? 3000 : 100;
    for (let seed = 0; seed < cases; seed++) {
      const [tried, rates] = [randomCase(seed), randomRates(seed)];
      const calm = runCalm(tried);
      const { events, end } = runSchedule(tried, { ...rates, seed, stopAfter: undefined }, calm);
      if (end !== "complete") continue;
      const stopAfter = 1 + random(seed, "stop").integer(events);
      const { violations } = runSchedule(tried, { ...rates, seed, stopAfter }, calm);
      expect(violations, `seed ${seed}, after event ${stopAfter}`).toEqual([]);
    }
  });
});

/** Kernels of which the n-th call throws, as if the process ended there. */
function endingAt(n: number): Backend {
  const backend = jsBackend("f64");
  const calls = { count: 0 };
  const ending = Object.entries(backend.kernels).map(([name, kernel]: [string, unknown]) => {
    if (typeof kernel !== "function") return [name, kernel] as const;
    const counted = (...given: unknown[]): unknown => {
      if (++calls.count >= n) throw new Error("the process has come to its end");
      return Reflect.apply(kernel, undefined, given);
    };
    return [name, counted] as const;
  });
  return { ...backend, kernels: Object.fromEntries(ending) as unknown as Kernels };
}

/** Everything that training says from some state on, and the bytes of each checkpoint that it leaves. */
function follow({ model, samples, training }: Case, kernel: Backend | "auto", resume?: TrainingState) {
  const network = new Network(model, { kernel });
  const epochs: EpochResult[] = [];
  const bytesOf = (state: TrainingState): Uint8Array => {
    const known = Array.from({ length: state.position.epoch }, (_, i) => epochs[i] ?? { loss: NaN, accuracy: undefined, validation: undefined }); // prettier-ignore
    const checkpoint = { writer: { program: "test", engine: "test" }, run: new Map<string, string>(), state, epochs: known }; // prettier-ignore
    return Buffer.concat([...encodeCheckpoint(checkpoint, createHash("sha256"))]);
  };
  const disk = [bytesOf(resume ?? startingState(network, training))];
  const said: Progress[] = [];
  const ends: unknown[] = [];
  network.train(samples, { ...training, resume }).subscribe({
    next: (progress) => {
      said.push(progress);
      if (progress.kind === "epoch") epochs.push(progress);
      disk.push(bytesOf(network.trainingState()));
    },
    error: (error: unknown) => ends.push(error),
  });
  return { said, disk, isWhole: ends.length === 0, parameters: Array.from(network.parameters) };
}

describe("a run without a world around it whose process ends in any computation", () => {
  it("goes on from the bytes on its disk to the same bits, after every single one", () => {
    const whole = follow(small, "auto");
    let cuts = 0;
    for (let n = 1; ; n++) {
      const cut = follow(small, endingAt(n));
      if (cut.isWhole) break;
      cuts++;
      const { state } = decodeCheckpoint(cut.disk.at(-1) ?? new Uint8Array(), createHash("sha256"));
      const rest = follow(small, "auto", state);
      expect([...cut.said, ...rest.said], `call ${n}`).toEqual(whole.said);
      expect(rest.parameters, `call ${n}`).toEqual(whole.parameters);
      expect(rest.disk.map((bytes) => decodeCheckpoint(bytes, createHash("sha256")).state)).toEqual(
        whole.disk.slice(cut.said.length).map((bytes) => decodeCheckpoint(bytes, createHash("sha256")).state),
      );
    }
    expect(cuts).toBeGreaterThan(40);
  });
});
