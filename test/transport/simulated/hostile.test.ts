import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { hostileOptions } from "../../../src/network/hostile-options.ts";
import { Network } from "../../../src/network/network.ts";
import { createSamples } from "../../../src/data/samples.ts";
import type { HostileTransport } from "../../../src/transport/simulated/hostile.ts";
import type { Letter } from "../../../src/transport/simulated/letter.ts";
import { mazurNetwork } from "../../oracle/published.ts";

const samples = createSamples([[0.05, 0.1], [0.9, 0.2]], [[0.01, 0.99], [0.99, 0.01]]); // prettier-ignore
const model = parseNetwork(mazurNetwork);
const calm = new Network(model).gradients(samples, { microBatch: 1 }).parameters;

/** A letter that nobody of this run has sent: of another run, another network, or made up. */
const strangers: fc.Arbitrary<Letter> = fc.record({
  kind: fc.constant("data" as const),
  from: fc.nat({ max: 9 }),
  to: fc.nat({ max: 6 }),
  attempt: fc.integer({ min: -1, max: 3 }),
  version: fc.nat({ max: 2 }),
  prepared: fc.constant(-1),
  direction: fc.constantFrom("forward", "backward"),
  edge: fc.nat({ max: 40 }),
  microBatch: fc.nat({ max: 4 }),
});

/** Whether the network has such an edge: then the letter could be one of its own. */
function isPossible({ edges }: HostileTransport, { direction, edge, from, to, microBatch }: Letter): boolean {
  const { start, to: targets, neurons } = edges[direction];
  const sender = [...start.keys()].find((node) => node + 1 < start.length && (start[node] ?? 0) <= edge && edge < (start[node + 1] ?? 0)); // prettier-ignore
  return sender !== undefined && Math.min(sender, neurons) === from && Math.min(targets[edge] ?? -1, neurons) === to && microBatch < 2; // prettier-ignore
}

describe("letters that are not of this run", () => {
  it("have no effect, whoever they are for and whenever they come", () => {
    fc.assert(
      fc.property(fc.array(strangers, { maxLength: 20 }), (letters) => {
        const seen: { world?: HostileTransport; events: number; dead: number } = { events: 0, dead: 0 };
        const options = hostileOptions({
          latency: { kind: "exponential", mean: 3 },
          seed: 1,
          faults: {},
          hosts: model.neuronCount + 1,
          witness: {
            attend: (world) => (seen.world = world),
            note: (what) => (seen.dead += what === "dead" ? 1 : 0),
            crashed: () => undefined,
            befell: () => undefined,
            event: () => {
              const letter = letters[seen.events++];
              const { world } = seen;
              if (letter === undefined || world === undefined || isPossible(world, letter)) return;
              world.post.net.post({ from: letter.from, to: letter.to, number: -1, letter });
            },
          },
        });
        const network = new Network(model, { transport: { name: "hostile", options } });
        const { parameters, messages } = network.gradients(samples, { microBatch: 1 });
        expect(parameters).toEqual(calm);
        expect(messages).toEqual({ activations: 16, errorSignals: 8 });
      }),
      { numRuns: 300 },
    );
  });
});
