import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { networkJsonSchema } from "../../src/model/network-spec.ts";
import { layersFile, listedFile, withMember } from "./network-files.ts";

const published: unknown = JSON.parse(
  readFileSync(new URL("../../src/model/network.schema.json", import.meta.url), "utf8"),
);

describe("the published JSON Schema", () => {
  it("is the one that the schemas of the reader give", () => {
    expect(published).toEqual(networkJsonSchema());
  });

  const schema = z.fromJSONSchema(published as Parameters<typeof z.fromJSONSchema>[0]);
  const weights = [
    [1, 2],
    [3, 4],
    [5, 6],
  ];
  it.each([
    ["neurons", listedFile({ name: "five", seed: 3 })],
    ["layers", withMember(layersFile(), "layers", 1, { weights, biases: [1, 2, 3], trainable: false })],
    ["an initializer by name", withMember(layersFile(), "layers", 1, { initializer: "he-normal" })],
    [
      "an initializer with numbers",
      withMember(layersFile(), "layers", 1, { initializer: { name: "normal", deviation: 2 } }),
    ],
  ])("takes a file with %s", (_, file) => {
    expect(schema.safeParse(file).success).toBe(true);
  });

  it.each([
    ["an unknown key", layersFile({ sead: 1 })],
    ["both forms", { ...layersFile(), ...listedFile() }],
    ["no form", listedFile({ neurons: undefined, synapses: undefined })],
    ["another version", layersFile({ version: 2 })],
    [
      "a text for a weight",
      withMember(layersFile(), "layers", 1, {
        weights: [
          ["1", 2],
          [3, 4],
          [5, 6],
        ],
      }),
    ],
    ["a reserved id", withMember(layersFile(), "layers", 1, { id: "constructor" })],
    ["half a neuron", withMember(layersFile(), "layers", 1, { size: 0.5 })],
  ])("refuses a file with %s", (_, file) => {
    expect(schema.safeParse(file).success).toBe(false);
  });
});
