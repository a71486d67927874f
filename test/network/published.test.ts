import { lastValueFrom } from "rxjs";
import { describe, expect, it } from "vitest";
import { createSamples } from "../../src/data/samples.ts";
import type { Activation, ErrorSignal, RowMessage } from "../../src/message/message.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { forEachSynapse } from "../../src/model/synapses.ts";
import { Network } from "../../src/network/network.ts";
import { productsOf } from "../../src/trace/event.ts";
import { watch } from "../../src/network/watching/watch.ts";
import { LoneNeuron } from "../../src/neuron/lone-neuron.ts";
import type { TraceEvent } from "../../src/trace/event.ts";
import type { NetworkFile, SamplesJson } from "../oracle/network-json.ts";
import {
  cs231nPasses,
  leeNetwork,
  leePasses,
  mazurFreshWeightUpdates,
  mazurLearningRate,
  mazurNetwork,
  mazurPasses,
  mazurSamples,
  mazurUpdates,
  nielsenLearningRate,
  nielsenNeuron,
  nielsenRuns,
  nielsenSamples,
} from "../oracle/published.ts";

/** Twelve decimals, and twelve significant digits. */
function expectClose(got: number | undefined, expected: number): void {
  expect(Math.abs((got ?? NaN) - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
}

function expectAllClose(got: readonly number[], expected: readonly number[]): void {
  expect(got.length).toBe(expected.length);
  expected.forEach((value, i) => expectClose(got[i], value));
}

const samplesOf = ({ inputs, targets }: SamplesJson) => createSamples(inputs, targets);

/** All events of one forward and one backward pass, error signals let through to the inputs. */
function eventsOf(file: NetworkFile, samples: SamplesJson): TraceEvent[] {
  const network = new Network(parseNetwork(file), { inputErrors: "receive" });
  const events: TraceEvent[] = [];
  watch(network).subscribe((event) => events.push(event));
  network.gradients(samplesOf(samples));
  return events;
}

const only = <Kind extends TraceEvent["kind"]>(events: readonly TraceEvent[], kind: Kind) =>
  events.filter((event): event is Extract<TraceEvent, { kind: Kind }> => event.kind === kind);

describe("Ex1, Mazur's network", () => {
  const events = eventsOf(mazurNetwork, mazurSamples);

  it("has the published z, a and gain at every neuron", () => {
    const activated = only(events, "activate");
    expect(activated.map(({ neuron }) => neuron)).toEqual(["h1", "h2", "o1", "o2"]);
    for (const { neuron, z, a, gain } of activated) {
      const id = neuron as "h1" | "h2" | "o1" | "o2";
      expectClose(z[0], mazurPasses.z[id]);
      expectClose(a[0], mazurPasses.a[id]);
      expectClose(gain[0], mazurPasses.gain[id]);
    }
  });

  it("has the published sum and delta at every neuron, and dE/di at the inputs", () => {
    for (const { neuron, sum, delta } of only(events, "delta")) {
      if (neuron === "i1" || neuron === "i2") expectClose(delta[0], mazurPasses.inputGradient[neuron]);
      else {
        const id = neuron as "h1" | "h2" | "o1" | "o2";
        expectClose(sum[0], mazurPasses.sum[id]);
        expectClose(delta[0], mazurPasses.delta[id]);
      }
    }
    expect(only(events, "delta").map(({ neuron }) => neuron)).toEqual(["o1", "o2", "h1", "h2", "i1", "i2"]);
  });

  it("carries the published delta·w over every synapse: four into the hidden layer, four into the inputs", () => {
    const up = only(events, "deliver").filter(({ direction }) => direction === "backward");
    const parts = mazurNetwork.synapses
      .map(({ from, to }) => up.find((message) => message.from === to && message.to === from))
      .map((message) => message && productsOf(message)[0]);
    expect(up.length).toBe(8);
    expectAllClose(parts as number[], mazurPasses.parts);
  });

  it("has the published gradient of every weight, and the loss", () => {
    const network = new Network(parseNetwork(mazurNetwork));
    const { parameters, loss } = network.gradients(samplesOf(mazurSamples));
    const gradients: number[] = [];
    forEachSynapse(network.model, (_source, _target, parameter) =>
      gradients.push(parameters[parameter] ?? NaN),
    );
    expectAllClose(gradients, mazurPasses.gradients);
    expectClose(loss, mazurPasses.loss);
  });

  const trained = async (epochs: number, commitAfter: "batch" | "delta") => {
    const network = new Network(parseNetwork(mazurNetwork));
    const options = { epochs, batchSize: 1, learningRate: mazurLearningRate, commitAfter };
    await lastValueFrom(network.train(samplesOf(mazurSamples), options));
    const weights: number[] = [];
    forEachSynapse(network.model, (_s, _t, parameter) => weights.push(network.parameters[parameter] ?? NaN));
    const { loss, outputs } = network.predict(samplesOf(mazurSamples));
    return { loss, outputs: [...outputs], weights };
  };

  it("learns as published when error signals meet the weights that the forward pass used", async () => {
    const [one, two, most, all] = await Promise.all([1, 2, 9999, 10000].map((n) => trained(n, "batch")));
    expect(one?.loss).toBe(0.29102777369359933);
    expectAllClose(one?.weights ?? [], mazurUpdates.weightsAfter1);
    expectAllClose(one?.outputs ?? [], mazurUpdates.outputsAfter1);
    expectClose(two?.loss, mazurUpdates.lossAfter2);
    expectClose(most?.loss, mazurUpdates.lossAfter9999);
    expectClose(all?.loss, mazurUpdates.lossAfter10000);
    expectAllClose(all?.outputs ?? [], mazurUpdates.outputsAfter10000);
    expectAllClose(all?.weights ?? [], mazurUpdates.weightsAfter10000);
  });

  it("learns as the post printed it when error signals meet updated weights", async () => {
    const [one, all] = await Promise.all([1, 10000].map((n) => trained(n, "delta")));
    expect(one?.loss).toBe(0.29102792390544197);
    expectAllClose(one?.weights.slice(0, 4) ?? [], mazurFreshWeightUpdates.hiddenWeightsAfter1);
    expectClose(all?.loss, mazurFreshWeightUpdates.lossAfter10000);
    expectAllClose(all?.outputs ?? [], mazurFreshWeightUpdates.outputsAfter10000);
  });
});

describe("Ex2, Lee's 2-2-2-2 network", () => {
  const passOf = (inputs: readonly number[]) =>
    only(eventsOf(leeNetwork, { inputs: [[...inputs]], targets: [[0, 0]] }), "activate");

  it("has the z and a of the slides for (1, -1), in full", () => {
    const pass = passOf(leePasses.inputs[0]);
    expectAllClose(pass.map(({ z }) => z[0] ?? NaN), leePasses.first.z); // prettier-ignore
    expectAllClose(pass.map(({ a }) => a[0] ?? NaN), leePasses.first.a); // prettier-ignore
  });

  it("has the a of the slides for (0, 0), to the ten decimals given", () => {
    passOf(leePasses.inputs[1]).forEach(({ a }, i) => {
      expect(a[0]).toBeCloseTo(leePasses.second.a[i] ?? NaN, 10);
    });
  });
});

describe("Ex3, the sigmoid neuron of CS231n, alone", () => {
  it("turns an error signal of 1 into the published derivatives", () => {
    // Its successor is a wire of weight 1 whose delta is 1: what comes back is df/dz.
    const lone = new LoneNeuron({
      id: "f",
      activation: "sigmoid",
      bias: -3,
      inputs: [
        { from: "x0", weight: 2 },
        { from: "x1", weight: -3 },
      ],
      outputs: [{ to: "loss", weight: 1 }],
    });
    const forward: Activation[] = [];
    const backward: ErrorSignal[] = [];
    lone.forward$.subscribe((message) => forward.push(message));
    lone.backward$.subscribe((message) => backward.push(message));
    const rows: RowMessage[] = [];
    lone.row$.subscribe((row) => rows.push(row));
    const message = { batch: 0, microBatch: 0, firstSample: 0, weightVersion: 0 };
    cs231nPasses.inputs.forEach((x, i) =>
      lone.receive({ ...message, kind: "activation", from: `x${i}`, values: [x] }),
    );
    lone.receive({ ...message, kind: "error-signal", from: "loss", values: [1] });
    expectClose(forward[0]?.values[0], cs231nPasses.a);
    const ddot = backward[0]?.values[0] ?? NaN;
    expectClose(ddot, cs231nPasses.gain);
    expectAllClose([2 * ddot, -3 * ddot], cs231nPasses.inputDerivatives);
    lone.commit(1);
    expect(rows.map(({ kind }) => kind)).toEqual(["gradient", "commit"]);
    expectAllClose([...(rows[0]?.weights ?? []), rows[0]?.bias ?? NaN], cs231nPasses.derivatives);
  });
});

describe("Ex4, Nielsen's neuron", () => {
  it.each(nielsenRuns)(
    "from w = $weight, b = $bias, answers as in the book",
    async ({ weight, bias, outputs }) => {
      for (const [updates, output] of Object.entries(outputs)) {
        const network = new Network(parseNetwork(nielsenNeuron(weight, bias)));
        const options = { epochs: Number(updates), batchSize: 1, learningRate: nielsenLearningRate };
        await lastValueFrom(network.train(samplesOf(nielsenSamples), options), { defaultValue: undefined });
        expectClose(network.predict(samplesOf(nielsenSamples)).outputs[0], output);
      }
    },
  );
});
