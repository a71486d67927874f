import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSamples } from "../../../src/data/samples.ts";
import { optimizerNames } from "../../../src/math/optimizers.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import type { Case } from "../../../src/study/faults/random-case.ts";
import { runSchedule } from "../../../src/study/faults/run-schedule.ts";
import type { Fault } from "../../../src/transport/simulated/fault.ts";
import type { Latency } from "../../../src/transport/simulated/latency.ts";

const finite = fc.double({ min: -2, max: 2, noNaN: true });

/** Layers of one to four neurons, samples with numbers of any kind, and how they are trained. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 4 }),
    activation: fc.constantFrom("tanh", "sigmoid", "relu", "sin"),
    seed: fc.nat(),
    count: fc.integer({ min: 1, max: 6 }),
    batchSize: fc.integer({ min: 1, max: 4 }),
    microBatch: fc.integer({ min: 1, max: 4 }),
    optimizer: fc.constantFrom(...optimizerNames),
  })
  .chain(({ sizes, activation, seed, count, ...training }) => {
    const [inputs = 1, outputs = 1] = [sizes[0], sizes.at(-1)];
    const rows = (width: number) => fc.array(fc.array(finite, { minLength: width, maxLength: width }), { minLength: count, maxLength: count }); // prettier-ignore
    const layers = sizes.map((size, l) => ({ id: `l${l}`, size, ...(l > 0 && { activation }) }));
    const file = { format: "counterflow-network", version: 1, loss: "half-squared-error", seed, layers };
    return fc.tuple(rows(inputs), rows(outputs)).map(([given, wanted]) => ({
      model: parseNetwork(file),
      samples: createSamples(given, wanted),
      training: { epochs: 1, learningRate: 0.1, ...training },
    }));
  });

const sometimes = <T>(what: fc.Arbitrary<T>) => fc.option(what, { nil: undefined });

/** Any list of faults, whatever it hits: hosts are numbers, and those that are not there are hit by nothing. */
const faults: fc.Arbitrary<Fault> = (() => {
  const host = fc.nat({ max: 12 });
  const packet = { from: host, to: host, nth: fc.nat({ max: 12 }) };
  const event = { time: fc.integer({ min: 0, max: 150 }), nth: fc.nat({ max: 3 }), ticks: fc.integer({ min: 1, max: 60 }) }; // prettier-ignore
  const kind = <Kind extends Fault["kind"]>(name: Kind) => ({ kind: fc.constant(name) });
  return fc.oneof(
    fc.record({ ...packet, ...kind("drop") }),
    fc.record({ ...packet, ...kind("duplicate"), later: fc.nat({ max: 80 }) }),
    fc.record({ ...packet, ...kind("reorder"), by: fc.nat({ max: 80 }) }),
    fc.record({ ...packet, ...kind("corrupt"), bit: fc.nat({ max: 600 }) }),
    fc.record({ ...event, ...kind("crash"), host: fc.nat({ max: 3 }) }),
    fc.record({ ...event, ...kind("outage"), hosts: fc.uniqueArray(host, { maxLength: 4 }) }),
    fc.record({ ...event, ...kind("pause"), host: fc.nat({ max: 3 }) }),
    fc.record({
      ...event,
      ...kind("partition"),
      hosts: fc.uniqueArray(host, { maxLength: 6 }),
      bridge: sometimes(host),
    }),
    fc.record({ ...event, ...kind("failover") }),
    fc.record({ ...event, ...kind("cut"), from: host, to: host }),
    fc.record({ ...event, ...kind("flap"), from: host, to: host, times: fc.integer({ min: 1, max: 5 }) }),
    fc.record({
      ...event,
      ...kind("skew"),
      host: fc.nat({ max: 3 }),
      factor: fc.constantFrom(0.1, 0.5, 3, 20),
    }),
    fc.record({ ...event, ...kind("slow"), host: fc.nat({ max: 3 }), by: fc.integer({ min: 1, max: 60 }) }),
    fc.record({
      ...event,
      ...kind("jump"),
      host: fc.nat({ max: 3 }),
      ticks: fc.integer({ min: -60, max: 60 }),
    }),
    fc.record({ ...kind("throw"), host, call: fc.nat({ max: 12 }), ticks: event.ticks }),
  );
})();

const latencies: fc.Arbitrary<Latency> = fc.oneof(
  fc.record({ kind: fc.constant("constant" as const), ticks: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ kind: fc.constant("exponential" as const), mean: fc.integer({ min: 1, max: 9 }) }),
);

describe("any network, trained on any samples", () => {
  it("comes to the calm run's bits under any list of faults, and breaks no law on the way", () => {
    fc.assert(
      fc.property(cases, fc.array(faults, { maxLength: 25 }), latencies, fc.nat(), sometimes(fc.double({ min: 0.1, max: 4, noNaN: true })), sometimes(fc.nat({ max: 800 })), (tried, list, latency, seed, bandwidth, stopAfter) => {
        const outcome = runSchedule(tried, { seed, latency, faults: list, bandwidth, stopAfter });
        expect(outcome.violations).toEqual([]);
      }),
      { numRuns: 400 },
    );
  }); // prettier-ignore
});
