import { describe, expect, it } from "vitest";
import { createSamples } from "../../src/data/samples.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import type { TransportOptions } from "../../src/network/fabric.ts";
import { Network } from "../../src/network/network.ts";
import { mazurNetwork } from "../oracle/published.ts";

const samples = createSamples([[0.05, 0.1], [0.9, 0.2]], [[0.01, 0.99], [0.99, 0.01]]); // prettier-ignore
type Simulated = Omit<Extract<TransportOptions, { name: "simulated" }>, "name">;

/** When each neuron speaks, down and up, in one pass of micro-batches of one sample. */
function timesOf(options: Simulated, network = parseNetwork(mazurNetwork)) {
  const running = new Network(network, { transport: { name: "simulated", ...options } });
  const times: Record<string, number[]> = {};
  for (const neuron of running.neurons()) {
    neuron.forward$.subscribe(() => (times[`${neuron.id} down`] ??= []).push(running.now));
    neuron.backward$.subscribe(() => (times[`${neuron.id} up`] ??= []).push(running.now));
  }
  const gradients = running.gradients(samples, { microBatch: 1 });
  return { times, gradients: gradients.parameters, end: running.now };
}
const calm = new Network(parseNetwork(mazurNetwork)).gradients(samples, { microBatch: 1 }).parameters;

describe("a link's latency", () => {
  it("is its own where it stands in the table, in both directions", () => {
    const links = [{ from: "i1", to: "h1", ticks: 20 }, { from: "h1", to: "o1", ticks: 7 }]; // prettier-ignore
    const { times, gradients } = timesOf({ latency: { kind: "links", links, otherwise: { kind: "constant", ticks: 1 } } }); // prettier-ignore
    // i1 is fed at 1; h1 hears it 20 later, h2 after one tick; o1 hears h1 7 later; h1 hears o1 7 after the loss.
    expect(times["h1 down"]?.[0]).toBe(21);
    expect(times["h2 down"]?.[0]).toBe(2);
    expect(times["o1 down"]?.[0]).toBe(28);
    expect(times["o1 up"]?.[0]).toBe(30);
    expect(times["h2 up"]?.[0]).toBe(31);
    expect(times["h1 up"]?.[0]).toBe(37);
    expect(gradients).toEqual(calm);
  });

  it("grows with the distance in layers", () => {
    const synapses = [...mazurNetwork.synapses, { from: "i1", to: "o1", weight: 0.3 }];
    const skipping = parseNetwork({ ...mazurNetwork, synapses });
    const { times } = timesOf({ latency: { kind: "distance", ticks: 5 } }, skipping);
    expect([times["i1 down"]?.[0], times["h1 down"]?.[0], times["o1 down"]?.[0]]).toEqual([5, 10, 15]);
  });

  it("is refused for a neuron that there is not", () => {
    const links = [{ from: "i1", to: "h9", ticks: 20 }];
    expect(() => timesOf({ latency: { kind: "links", links, otherwise: { kind: "constant", ticks: 1 } } })).toThrow(
      'latency.links[0].to: expected the id of a neuron; got "h9"',
    ); // prettier-ignore
  });

  it("holds among faults too, to the same bits", () => {
    const links = [{ from: "i1", to: "h1", ticks: 20 }];
    const { gradients, end } = timesOf({ faults: { drop: 0.2 }, latency: { kind: "links", links, otherwise: { kind: "exponential", mean: 2 } } }); // prettier-ignore
    expect(gradients).toEqual(calm);
    expect(end).toBeGreaterThan(20);
  });
});

describe("a link's bandwidth", () => {
  it("makes messages wait for those before them", () => {
    // Half a sample a tick: the second micro-batch, fed a tick later, gets onto the link when the first one is on its way.
    const { times, gradients } = timesOf({ bandwidth: 0.5 });
    expect(times["i1 down"]).toEqual([3, 5]);
    expect(times["h1 down"]).toEqual([6, 8]);
    expect(gradients).toEqual(calm);
  });

  it.each([
    { bandwidth: 0.5 },
    { bandwidth: 0.5, latency: { kind: "distance", ticks: 3 } },
    { bandwidth: 4 },
  ] as const)("is the same in a world in which something could go wrong, and nothing does: %j", (options) => {
    const { times } = timesOf(options);
    expect(timesOf({ ...options, faults: {} }).times).toEqual(times);
  });

  it("holds among faults, to the same bits, and repeats nothing that only waits", () => {
    const narrow = { bandwidth: 0.01, latency: { kind: "exponential", mean: 2 } } as const;
    for (let seed = 0; seed < 20; seed++) {
      expect(timesOf({ ...narrow, seed, faults: { drop: 0.2, duplicate: 0.1, crash: 0.001 } }).gradients).toEqual(calm); // prettier-ignore
    }
    const network = new Network(parseNetwork(mazurNetwork), { transport: { name: "simulated", ...narrow, faults: {} } }); // prettier-ignore
    network.gradients(samples, { microBatch: 1 });
    for (const { letters, sendings } of network.traffic()?.links ?? []) expect(sendings).toBe(letters);
  });
});
