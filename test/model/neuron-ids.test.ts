import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { neuronIds } from "../../src/model/neuron-ids.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { acyclicFiles } from "./acyclic-files.ts";
import { layersFile } from "./network-files.ts";

const layered = neuronIds(
  parseNetwork(
    layersFile({
      layers: [
        { id: "h", size: 12 },
        { id: "h.1", size: 2, activation: "tanh" },
        { id: "y", size: 1, activation: "tanh" },
      ],
    }),
  ),
);

describe("neurons of layers", () => {
  it.each([
    [0, "h.0"],
    [11, "h.11"],
    [12, "h.1.0"],
    [13, "h.1.1"],
    [14, "y.0"],
  ])("are numbered: slot %i is %s", (slot, id) => {
    expect(layered.idOf(slot)).toBe(id);
    expect(layered.slotOf(id)).toBe(slot);
  });

  it.each([
    "h",
    "h.12",
    "h.01",
    "h.-1",
    "h.1e0",
    "h.",
    ".0",
    "",
    "y.1",
    "x.0",
    "h.0 ",
    "h.1.2",
    "constructor.0",
  ])("are not found under %j", (id) => expect(layered.slotOf(id)).toBeUndefined());

  it.each([-1, 15, 0.5, NaN])("have no slot %d", (slot) => {
    expect(() => layered.idOf(slot)).toThrow(`slot: expected an integer from 0 to 14; got ${slot}`);
  });
});

describe("listed neurons", () => {
  it("have the ids of the file, in its order", () => {
    fc.assert(
      fc.property(acyclicFiles, (file) => {
        const { idOf, slotOf } = neuronIds(parseNetwork(file));
        file.neurons.forEach(({ id }, slot) => {
          expect(idOf(slot)).toBe(id);
          expect(slotOf(id)).toBe(slot);
        });
        expect(slotOf("n0.0")).toBeUndefined();
      }),
    );
  });
});
