import { describe, expect, it } from "vitest";
import { createSamples, sliceSamples, type Samples } from "../../src/data/samples.ts";
import type { Progress } from "../../src/coordinator/training.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { Network } from "../../src/network/network.ts";
import type { Fault } from "../../src/transport/simulated/fault.ts";
import { layeredFile } from "../view/example-traces.ts";

const model = parseNetwork(layeredFile);
const row = (s: number, width: number): number[] => Array.from({ length: width }, (_, i) => Math.sin(s + 3 * i) / 2 + 0.5); // prettier-ignore
const all = Array.from({ length: 12 }, (_, s) => s);
const samples = createSamples(all.map((s) => row(s, model.inputs.length)), all.map((s) => row(s + 7, model.outputs.length))); // prettier-ignore
const settings = { epochs: 1, batchSize: 6, microBatch: 2, learningRate: 0.1, optimizer: "adam" } as const;

function trained(faults: readonly Fault[] | { readonly drop: number }, set: Samples = samples) {
  const latency = { kind: "uniform", from: 1, to: 9 } as const;
  const transport = { name: "simulated", latency, seed: 3, faults, delivery: "lossy" } as const;
  const network = new Network(model, { transport });
  const told: Progress[] = [];
  network.train(set, settings).subscribe((progress) => told.push(progress));
  return { network, told };
}

/** The first packet from the coordinator to the first input of a run is that of its first micro-batch. */
const coordinator = model.neuronCount;
const lostPart = (part: number): Fault => ({ kind: "drop", from: coordinator, to: 0, nth: part });

describe("lossy delivery", () => {
  it("changes nothing where nothing is lost", () => {
    const calm = new Network(model);
    calm.train(samples, settings).subscribe();
    const { network } = trained([]);
    expect(network.parameters).toEqual(calm.parameters);
    expect(network.traffic()?.samplesLost).toBe(0);
  });

  it.each([0, 1, 2])("leaves micro-batch %i out as if its samples had never been fed", (part) => {
    const { network, told } = trained([lostPart(part)], sliceSamples(samples, 0, 6));
    const kept = all.slice(0, 6).filter((s) => Math.floor(s / 2) !== part);
    const rest = createSamples(kept.map((s) => row(s, model.inputs.length)), kept.map((s) => row(s + 7, model.outputs.length))); // prettier-ignore
    const calm = new Network(model);
    const expected: Progress[] = [];
    calm.train(rest, settings).subscribe((progress) => expected.push(progress));
    expect(network.parameters).toEqual(calm.parameters);
    expect(told).toEqual(expected);
    expect(network.traffic()?.samplesLost).toBe(2);
  });

  it("commits nothing where nothing came through, and goes on with the next batch", () => {
    const { network, told } = trained([lostPart(0), lostPart(1), lostPart(2)]);
    expect(told[0]).toMatchObject({ kind: "batch", samples: 0, loss: NaN, commits: 0 });
    expect(told[1]).toMatchObject({ kind: "batch", samples: 6, commits: 1 });
    expect(told[2]).toMatchObject({ kind: "epoch", commits: 1 });
    expect(network.traffic()?.samplesLost).toBe(6);
  });

  it("counts every sample once, learned from or lost, and leaves no message unaccounted for", () => {
    for (const drop of [0.02, 0.1, 0.3]) {
      const { network, told } = trained({ drop });
      const counted = told.reduce((sum, step) => sum + (step.kind === "batch" ? step.samples : 0), 0);
      expect(counted + (network.traffic()?.samplesLost ?? NaN)).toBe(samples.count);
    }
  });

  it("judges with all samples: evaluations are sent again until they come through", () => {
    const { network } = trained({ drop: 0.1 });
    const calm = new Network({ ...model, parameters: Float64Array.from(network.parameters) });
    expect(network.evaluate(samples)).toEqual(calm.evaluate(samples));
  });
});
