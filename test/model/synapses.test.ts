import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Model } from "../../src/model/model.ts";
import { neuronIds } from "../../src/model/neuron-ids.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { findSynapse, forEachSynapse } from "../../src/model/synapses.ts";
import { acyclicFiles } from "./acyclic-files.ts";
import { layersFile } from "./network-files.ts";

function walk(model: Model): [from: string, to: string, weight: number | undefined][] {
  const { idOf } = neuronIds(model);
  const visited: [string, string, number | undefined][] = [];
  forEachSynapse(model, (source, target, at) => {
    visited.push([idOf(source), idOf(target), model.parameters[at]]);
  });
  return visited;
}

const layers = parseNetwork(
  layersFile({
    layers: [
      { id: "x", size: 2 },
      {
        id: "h",
        size: 2,
        activation: "tanh",
        weights: [
          [1, 2],
          [3, 4],
        ],
        biases: [-1, -2],
      },
      { id: "y", size: 1, activation: "tanh", weights: [[5, 6]], biases: [-3] },
    ],
  }),
);

describe("a walk over synapses", () => {
  it("goes layer by layer, target by target, source by source", () => {
    expect(walk(layers)).toEqual([
      ["x.0", "h.0", 1],
      ["x.1", "h.0", 2],
      ["x.0", "h.1", 3],
      ["x.1", "h.1", 4],
      ["h.0", "y.0", 5],
      ["h.1", "y.0", 6],
    ]);
  });

  it("goes in the order of a file that lists them", () => {
    fc.assert(
      fc.property(acyclicFiles, (file) => {
        expect(walk(parseNetwork(file))).toEqual(
          file.synapses.map(({ from, to, weight }) => [from, to, weight]),
        );
      }),
    );
  });
});

describe("looking a synapse up", () => {
  const modelOf = fc.oneof(
    fc.constant(layers),
    acyclicFiles.map((file) => parseNetwork(file)),
  );

  it("finds the parameter that the walk passes there, and nothing between other neurons", () => {
    fc.assert(
      fc.property(modelOf, (model) => {
        const places = new Map<string, number>();
        forEachSynapse(model, (source, target, at) => places.set(`${source} ${target}`, at));
        for (let source = 0; source < model.neuronCount; source++) {
          for (let target = 0; target < model.neuronCount; target++) {
            expect(findSynapse(model, source, target)).toBe(places.get(`${source} ${target}`));
          }
        }
      }),
    );
  });

  it("is refused for slots that there are not", () => {
    expect(() => findSynapse(layers, 0, 5)).toThrow("slot: expected an integer from 0 to 4; got 5");
  });
});
