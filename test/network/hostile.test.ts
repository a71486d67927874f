import { describe, expect, it } from "vitest";
import { createSamples } from "../../src/data/samples.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { Network, type NetworkOptions } from "../../src/network/network.ts";
import type { TrainOptions } from "../../src/network/train-options.ts";
import type { Fault } from "../../src/transport/simulated/fault.ts";
import { randomNetwork } from "../oracle/random-network.ts";
import { layeredFile } from "../view/example-traces.ts";

const row = (s: number, width: number): number[] => Array.from({ length: width }, (_, i) => Math.sin(s + 3 * i) / 2 + 0.5); // prettier-ignore
const all = Array.from({ length: 7 }, (_, s) => s);
const faults = { drop: 0.15, duplicate: 0.1, reorder: 0.1, corrupt: 0.05, crash: 0.00005, outage: 0.00001, pause: 0.0005, failover: 0.00001, cut: 0.0005, flap: 0.0005, skew: 0.0005, jump: 0.0005, throw: 0.001 }; // prettier-ignore

const coordinator = parseNetwork(layeredFile).neuronCount;

/** Everything that a run leaves behind, as bits. */
function runOf(file: unknown, options: NetworkOptions, training: Partial<TrainOptions>) {
  const network = new Network(parseNetwork(file), options);
  const { inputs, outputs } = network.model;
  const samples = createSamples(all.map((s) => row(s, inputs.length)), all.map((s) => row(s + 7, outputs.length))); // prettier-ignore
  const losses: number[] = [];
  network
    .train(samples, { epochs: 2, batchSize: 4, microBatch: 1, learningRate: 0.1, validation: samples, ...training })
    .subscribe(({ loss }) => losses.push(loss)); // prettier-ignore
  const { parameters, losses: each, messages } = network.gradients(samples, { microBatch: 3 });
  const { outputs: predicted } = network.predict(samples);
  return { parameters: Array.from(network.parameters), gradients: Array.from(parameters), each: Array.from(each), predicted: Array.from(predicted), losses, messages }; // prettier-ignore
}

describe("a network in a hostile world", () => {
  it.each<[string, unknown, NetworkOptions, Partial<TrainOptions>]>([
    ["layers", layeredFile, {}, {}],
    ["in singles", layeredFile, { precision: "f32" }, { optimizer: "adam" }],
    ["with kernels in JavaScript", layeredFile, { kernel: "js" }, { optimizer: "nesterov", shuffle: 3 }],
    ["whose inputs hear error signals", layeredFile, { inputErrors: "receive" }, { microBatch: 3 }],
    ["with skip connections", randomNetwork(12).file, {}, { clipping: { kind: "norm", limit: 0.5 } }],
    ["with skip connections, in whole batches", randomNetwork(5).file, {}, { microBatch: 4 }],
  ])("is the calm one, bit for bit: %s", (_, file, options, training) => {
    const calm = runOf(file, options, training);
    for (let seed = 0; seed < 8; seed++) {
      const latency = { kind: "exponential", mean: 4 } as const;
      const transport = { name: "simulated", latency, seed, faults } as const;
      expect(runOf(file, { ...options, transport }, training), `seed ${seed}`).toEqual(calm);
    }
  });

  it.each<[string, Fault]>([
    ["whose coordinator does nothing for ten times as long as others wait", { kind: "pause", time: 12, nth: 0, host: coordinator, ticks: 2000 }],
    ["in which nothing passes from the coordinator to a neuron", { kind: "cut", time: 5, nth: 0, from: coordinator, to: 3, ticks: 500 }],
    ["in which nothing passes from a neuron to the coordinator", { kind: "cut", time: 5, nth: 0, from: 3, to: coordinator, ticks: 500 }],
    ["in which a line goes down and up", { kind: "flap", time: 5, nth: 0, from: 0, to: 4, times: 5, ticks: 60 }],
    ["in which a clock goes a hundred times too fast", { kind: "skew", time: 5, nth: 0, host: 4, factor: 0.01, ticks: 1e9 }],
    ["in which a clock goes a hundred times too slowly", { kind: "skew", time: 5, nth: 0, host: 4, factor: 100, ticks: 1e9 }],
    ["with a neuron that is always slow", { kind: "slow", time: 0, nth: 0, host: 4, by: 100, ticks: 1e9 }],
    ["in which a clock jumps ahead", { kind: "jump", time: 5, nth: 0, host: coordinator, ticks: 1e6 }],
    ["in which a clock jumps back", { kind: "jump", time: 5, nth: 0, host: coordinator, ticks: -1000 }],
  ])("%s is the calm one", (_, fault) => {
    const transport = { name: "simulated", latency: { kind: "exponential", mean: 4 }, seed: 1, faults: [fault] } as const; // prettier-ignore
    expect(runOf(layeredFile, { transport }, {})).toEqual(runOf(layeredFile, {}, {}));
  }); // prettier-ignore

  it("refuses neurons that commit by themselves: a batch may have to begin anew", () => {
    const network = new Network(parseNetwork(layeredFile), { transport: { name: "simulated", faults: {} } });
    const samples = createSamples(
      [row(0, network.model.inputs.length)],
      [row(1, network.model.outputs.length)],
    );
    expect(() => network.train(samples, { epochs: 1, batchSize: 1, learningRate: 0.1, commitAfter: "delta" })).toThrow(
      'commitAfter: expected "batch" where a batch may have to begin anew; got "delta"',
    ); // prettier-ignore
  });

  it("that gives a batch up says so each time, and is not busy with it for ever", () => {
    const transport = { name: "simulated", faults: { outage: 0.2 } } as const;
    const network = new Network(parseNetwork(layeredFile), { transport });
    const samples = createSamples(
      [row(0, network.model.inputs.length)],
      [row(1, network.model.outputs.length)],
    );
    const errors: string[] = [];
    for (let i = 0; i < 3; i++) {
      network
        .train(samples, { epochs: 1, batchSize: 1, learningRate: 0.1 })
        .subscribe({ error: (error: unknown) => errors.push(String(error)) });
    }
    expect(errors).toHaveLength(3);
    for (const error of errors) expect(error).toMatch(/given up$/);
  });

  it("ends by name where a line stays cut: nobody is tried for ever", () => {
    const faults: readonly Fault[] = [
      { kind: "cut", time: 5, nth: 0, from: coordinator - 1, to: coordinator, ticks: 1e9 },
    ];
    const network = new Network(parseNetwork(layeredFile), { transport: { name: "simulated", faults } });
    const one = createSamples([row(0, network.model.inputs.length)], [row(1, network.model.outputs.length)]);
    expect(() => network.gradients(one)).toThrow(/ reached .+ in none of 40 tries \(data\)$/);
  });

  it("can be cancelled in the middle of a batch, and goes on afterwards", () => {
    const transport = { name: "simulated", faults: { drop: 0.2 } } as const;
    const network = new Network(parseNetwork(layeredFile), { transport });
    const { inputs, outputs } = network.model;
    const samples = createSamples(all.map((s) => row(s, inputs.length)), all.map((s) => row(s, outputs.length))); // prettier-ignore
    const options = { epochs: 1, batchSize: 4, learningRate: 0.1 };
    let heard = 0;
    const run = network.train(samples, options).subscribe();
    const calm = new Network(parseNetwork(layeredFile));
    calm.train(samples, options).subscribe();
    const tap = [...network.neurons()].at(-1)?.forward$.subscribe(() => ++heard === 1 && run.unsubscribe());
    const cancelled = network.train(samples, options).subscribe(() => undefined);
    cancelled.unsubscribe();
    tap?.unsubscribe();
    network.train(samples, options).subscribe();
    calm.train(samples, options).subscribe();
    calm.train(samples, options).subscribe();
    expect(network.parameters).toEqual(calm.parameters);
  });
});
