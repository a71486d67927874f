import type { Initializer } from "../math/initializers.ts";
import type { Graph } from "./graph.ts";
import type { neuronSchema, neuronsOutline, synapseSchema } from "./network-spec.ts";
import type { Readable } from "./read-object.ts";

/** What could be read of a file of neurons and synapses. */
export interface ReadableNeurons {
  readonly outline: Readable<typeof neuronsOutline>;
  readonly neurons: readonly Readable<typeof neuronSchema>[];
  readonly synapses: readonly Readable<typeof synapseSchema>[];
  /** undefined: an id that could not be read. */
  readonly inputs: readonly (string | undefined)[];
  readonly outputs: readonly (string | undefined)[];
}

/** The names of the file as slots. */
export interface Wiring {
  readonly graph: Graph;
  readonly depth: Int32Array;
  readonly inputs: Int32Array;
  readonly outputs: Int32Array;
  /** 1 at the slot of an input. */
  readonly isInput: Uint8Array;
  /** Of each slot; undefined where it could not be read. */
  readonly rules: readonly (Initializer | undefined)[];
}
