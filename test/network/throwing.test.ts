import { describe, expect, it } from "vitest";
import { createSamples } from "../../src/data/samples.ts";
import { RunError } from "../../src/message/run-error.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { Network } from "../../src/network/network.ts";
import type { Neuron } from "../../src/neuron/neuron.ts";
import type { Fault } from "../../src/transport/simulated/fault.ts";
import { mazurNetwork } from "../oracle/published.ts";

const model = parseNetwork(mazurNetwork);
const samples = createSamples([[0.05, 0.1], [0.9, 0.2], [0.4, 0.7]], [[0.01, 0.99], [0.99, 0.01], [0.5, 0.5]]); // prettier-ignore
const training = { epochs: 1, batchSize: 2, microBatch: 1, learningRate: 0.5, optimizer: "adam" } as const;
const latency = { kind: "exponential", mean: 3 } as const;

const throwing = (host: number, call: number): Fault => ({ kind: "throw", host, call, ticks: 5 });

/** Trains in a world of these faults; `spoil` may make neurons misbehave. */
function trained(faults: readonly Fault[], spoil: (network: Network) => void = () => undefined) {
  const network = new Network(model, { transport: { name: "simulated", latency, seed: 1, faults } });
  spoil(network);
  const errors: unknown[] = [];
  network.train(samples, training).subscribe({ error: (error: unknown) => errors.push(error) });
  return { network, errors, traffic: network.traffic() };
}

/** Puts something in the place of a neuron's method, which is told how often it was called before. */
function instead(
  neuron: Neuron,
  method: "forward" | "backward" | "gradient" | "commit",
  act: (calls: number) => void,
) {
  const original = neuron[method].bind(neuron) as (...given: unknown[]) => void;
  // A neuron is told by itself of what somebody watches.
  neuron.forward$.subscribe();
  neuron.backward$.subscribe();
  neuron.row$.subscribe();
  let calls = 0;
  neuron[method] = (...given: unknown[]) => {
    act(calls++);
    original(...given);
  };
}

const inputsOrLinear = (id: string) =>
  id.startsWith("i") ? { id } : { id, activation: "identity", bias: 0 };

const calm = new Network(model);
calm.train(samples, training).subscribe();

describe("a neuron that throws", () => {
  it("at any of its tasks has its host begin again, and the run comes to the same bits", () => {
    let thrown = 0;
    for (let host = 0; host < model.neuronCount; host++) {
      for (let call = 0; ; call++) {
        const { network, errors, traffic } = trained([throwing(host, call)]);
        expect(errors, `neuron ${host}, task ${call}`).toEqual([]);
        expect(network.parameters, `neuron ${host}, task ${call}`).toEqual(calm.parameters);
        // It has no such task any more.
        if (traffic?.crashes === 0) break;
        thrown++;
        expect(traffic?.crashes).toBe(1);
      }
    }
    // Of two batches, three micro-batches in all: forward once each; the other four neurons backward too, a gradient and a commit.
    expect(thrown).toBe(2 * 3 + 4 * (3 + 3 + 2 + 2));
  });

  it.each(["forward", "backward", "gradient"] as const)("by itself, in %s, is no other", (method) => {
    const { network, errors, traffic } = trained([], (spoiled) =>
      instead(spoiled.neuron("h1"), method, (calls) => {
        if (calls === 1) throw new Error("no such luck");
      }),
    );
    expect(errors).toEqual([]);
    expect(traffic?.crashes).toBe(1);
    expect(network.parameters).toEqual(calm.parameters);
  });

  it("again and again is given up, with its name and with what it threw", () => {
    const cause = new Error("no such luck");
    const { errors, traffic } = trained([], (spoiled) =>
      instead(spoiled.neuron("h1"), "backward", () => {
        throw cause;
      }),
    );
    expect(errors).toHaveLength(1);
    expect(String(errors[0])).toMatch(
      /^RunError: (neuron )?h1 crashed 6 times within 60 ticks: given up \(neuron h1: failed in backward for sample \d of batch 0: no such luck\)$|^RunError: none of 50 attempts at a batch came to its end: given up \(neuron h1: failed in backward/,
    );
    expect(((errors[0] as Error).cause as Error).cause).toBe(cause);
    expect(traffic?.crashes).toBeGreaterThan(5);
  });

  it("in the middle of a commit ends the run by name: half an update is not done again", () => {
    const { errors } = trained([], (spoiled) =>
      instead(spoiled.neuron("o1"), "commit", () => {
        throw new Error("no such luck");
      }),
    );
    expect(String(errors[0])).toContain("neuron o1: failed in commit");
  });

  it("by plan says when, if the run is given up for it", () => {
    const { errors } = trained(Array.from({ length: 400 }, (_, call) => throwing(2, call)));
    expect(errors[0]).toBeInstanceOf(RunError);
    expect(String(errors[0])).toMatch(
      /given up \(neuron h1: threw in forward, as planned for its task \d+\)$/,
    );
  });
});

describe("a number that is not finite", () => {
  it("is no accident: it ends the run at the first place, and nothing is tried again", () => {
    const synapses = mazurNetwork.synapses.map((synapse) => (synapse.to === "o1" ? { ...synapse, weight: 1e308 } : synapse)); // prettier-ignore
    const steep = parseNetwork({ ...mazurNetwork, neurons: mazurNetwork.neurons.map(({ id }) => inputsOrLinear(id)), synapses }); // prettier-ignore
    const network = new Network(steep, { transport: { name: "simulated", faults: {} } });
    expect(() => network.gradients(createSamples([[1e3, 1e3]], [[0, 0]]))).toThrow(/^neuron o1: expected a finite pre-activation z/); // prettier-ignore
    expect(network.traffic()?.crashes).toBe(0);
  });
});
