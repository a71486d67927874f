import { z } from "zod";
import { activationNames } from "../math/activation-functions.ts";
import { initializerNames } from "../math/initializers.ts";
import { lossNames } from "../math/losses.ts";

// The network file (format "counterflow-network", version 1) as schemas: its JSON Schema and its types come from
// here, and so does every "expected …" of an error, which is the description of the field that was not met.
// What a field means together with others (that an id is unique, that a row is as long as it must be) is checked
// by check-neurons.ts and check-layers.ts.

/** Checked before anything of that size is allocated: a small file can ask for a large network. */
export const mostNeurons = 1e7;
export const mostSynapses = 2e8;

/** 1 to 256 characters, none a control character; names of members that every JavaScript object has are out. */
const idPattern = /^(?!(?:__proto__|constructor|prototype)$)[^\u0000-\u001f\u007f-\u009f]{1,256}$/u;

export const idSchema = z
  .string()
  .regex(idPattern)
  .describe(
    "an id of 1 to 256 characters, none of them a control character, other than __proto__, constructor and prototype",
  );
const finite = z.number().describe("a finite number");
const flag = z.boolean().describe("true or false");
const activation = z.enum(activationNames).describe("one of the activation functions");

/** Numbers are checked by number-lists.ts in plain loops, so that a million of them take milliseconds. */
const numbers = z
  .custom<readonly number[]>(Array.isArray)
  .meta({ type: "array", items: { type: "number" }, description: "a list of numbers, one per neuron" });
const rows = z.custom<readonly (readonly number[])[]>(Array.isArray).meta({
  type: "array",
  items: { type: "array", items: { type: "number" } },
  description: "a list of rows, one per neuron, with a number per neuron of the layer before",
});

const initializerName = z.enum(initializerNames).describe("one of the initializers");
export const initializerObject = z.strictObject({
  name: initializerName,
  value: finite.optional(),
  low: finite.optional(),
  high: finite.optional(),
  mean: finite.optional(),
  deviation: finite.optional(),
  gain: finite.optional(),
});
const initializer = z
  .union([initializerName, initializerObject])
  .describe("the name of an initializer, or an object with its name and options");

export const neuronSchema = z.strictObject({
  id: idSchema,
  activation: activation.optional(),
  bias: finite.optional(),
  trainBias: flag.optional(),
  initializer: initializer.optional(),
});

export const synapseSchema = z.strictObject({
  from: idSchema,
  to: idSchema,
  weight: finite.optional(),
  trainable: flag.optional(),
  feedback: finite.optional(),
});

export const layerSchema = z.strictObject({
  id: idSchema,
  size: z.int().min(1).max(mostNeurons).describe(`an integer from 1 to ${mostNeurons}`),
  activation: activation.optional(),
  initializer: initializer.optional(),
  weights: rows.optional(),
  biases: numbers.optional(),
  trainable: flag.optional(),
  trainBias: flag.optional(),
  feedback: rows.optional(),
});

/** The only version so far. */
export const versionSchema = z.literal(1).describe("1, the newest that can be read here");

/** What both forms of the file begin with. */
const head = z.strictObject({
  format: z.literal("counterflow-network").describe('"counterflow-network"'),
  version: versionSchema,
  name: z
    .string()
    .regex(/^[^\u0000-\u001f\u007f-\u009f]{1,256}$/u)
    .describe("a name of 1 to 256 characters, none of them a control character")
    .optional(),
  loss: z.enum(lossNames).describe("one of the losses"),
  seed: z.int().describe("an integer").optional(),
});

const list = (fewest: number, words: string) =>
  z
    .custom<readonly unknown[]>((value) => Array.isArray(value) && value.length >= fewest)
    .describe(`a list of ${words}`);

/** The two forms without what is in their lists: those are read one by one, to say where each problem is. */
export const neuronsOutline = head.extend({
  neurons: list(1, "at least 1 neuron"),
  synapses: list(0, "synapses"),
  inputs: list(1, "at least 1 id"),
  outputs: list(1, "at least 1 id"),
});
export const layersOutline = head.extend({
  layers: list(2, "at least 2 layers, the first of them the input"),
});

/** What a file with neither list can be read as, to say what else is wrong with it. */
export const formlessOutline = neuronsOutline.extend(layersOutline.shape).partial({
  neurons: true,
  synapses: true,
  inputs: true,
  outputs: true,
  layers: true,
});

const neuronsFile = neuronsOutline
  .extend({
    neurons: z.array(neuronSchema).min(1),
    synapses: z.array(synapseSchema),
    inputs: z.array(idSchema).min(1),
    outputs: z.array(idSchema).min(1),
  })
  .describe("neurons and synapses one by one");

const layersFile = layersOutline
  .extend({ layers: z.array(layerSchema).min(2) })
  .describe("dense layers in order");

export type InitializerSpec = z.infer<typeof initializer>;
export type NeuronSpec = z.infer<typeof neuronSchema>;
export type SynapseSpec = z.infer<typeof synapseSchema>;
export type LayerSpec = z.infer<typeof layerSchema>;
export type NeuronsFile = z.infer<typeof neuronsFile>;
export type LayersFile = z.infer<typeof layersFile>;
export type NetworkFile = NeuronsFile | LayersFile;

/** The JSON Schema (draft 7) of the network file, as published in network.schema.json. */
export function networkJsonSchema(): Record<string, unknown> {
  const file = z.union([neuronsFile, layersFile]).meta({ title: "Network file of Counterflow" });
  return z.toJSONSchema(file, { target: "draft-7", io: "input", unrepresentable: "any" });
}
