import { expect } from "vitest";
import { productsOf, type TraceEvent } from "../../src/index.ts";
import type { NetworkFile, SamplesJson } from "../oracle/network-json.ts";
import { reference } from "../oracle/scalar-reference.ts";

/**
 * Every number in the messages of a pass over one sample equals, bit for bit, what the textbook's double loop
 * gives. Returns how many messages there were in each direction.
 */
export function checkFlow(
  file: NetworkFile,
  samples: SamplesJson,
  events: readonly TraceEvent[],
): { forward: number; backward: number } {
  const { neurons, synapses, loss } = reference(file, samples);
  const neuron = (id: string) => {
    const found = neurons.get(id);
    if (found === undefined) throw new RangeError(`no neuron "${id}" in the reference`);
    return found;
  };
  const synapse = (from: string, to: string) => {
    const found = synapses.find((candidate) => candidate.from === from && candidate.to === to);
    if (found === undefined) throw new RangeError(`no synapse ${from}→${to} in the reference`);
    return found;
  };
  const messages = { forward: 0, backward: 0 };
  for (const event of events) {
    switch (event.kind) {
      case "feed":
        expect(event.values).toEqual(neuron(event.neuron).a);
        break;
      case "deliver": {
        const { from, to, direction, values } = event;
        const { weight } = direction === "forward" ? synapse(from, to) : synapse(to, from);
        const sent = direction === "forward" ? neuron(from).a : neuron(from).delta;
        expect({ weight: event.weight, values, products: productsOf(event) }).toEqual({
          weight,
          values: sent,
          products: sent.map((value) => weight * value),
        });
        messages[direction]++;
        break;
      }
      case "activate": {
        const { z, a, gain } = neuron(event.neuron);
        expect({ z: event.z, a: event.a, gain: event.gain }).toEqual({ z, a, gain });
        break;
      }
      case "loss":
        expect(event.losses).toEqual([loss]);
        break;
      case "delta": {
        const { sum, gain, delta } = neuron(event.neuron);
        expect({ sum: event.sum, gain: event.gain, delta: event.delta }).toEqual({ sum, gain, delta });
        break;
      }
      case "gradient": {
        const weights = event.from.map((from) => synapse(from, event.neuron).gradient);
        expect(event.weights).toEqual(weights);
        expect(event.bias).toBe(neuron(event.neuron).biasGradient);
        break;
      }
      case "commit":
        break;
    }
  }
  return messages;
}
