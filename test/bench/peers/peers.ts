import type { Prepare } from "../subjects/subject.ts";

/** What is measured beside the project. */
export interface Peer {
  readonly name: string;
  /** The packages it comes in; none for what is written here. */
  readonly packages: readonly string[];
  readonly load: () => Promise<Prepare>;
}

const tfjs = "@tensorflow/tfjs";

export const peers: readonly Peer[] = [
  { name: "synaptic", packages: ["synaptic"], load: async () => (await import("./synaptic.ts")).prepare },
  { name: "neataptic", packages: ["neataptic"], load: async () => (await import("./neataptic.ts")).prepare },
  { name: "brain.js", packages: ["brain.js"], load: async () => (await import("./brain-js.ts")).prepare },
  { name: "convnetjs", packages: ["convnetjs"], load: async () => (await import("./convnetjs.ts")).prepare },
  {
    name: "tfjs-cpu",
    packages: [tfjs],
    load: async () => (await import("./tfjs-cpu.ts")).prepare,
  },
  {
    name: "tfjs-wasm",
    packages: [tfjs, "@tensorflow/tfjs-backend-wasm"],
    load: async () => (await import("./tfjs-wasm.ts")).prepare,
  },
  {
    name: "scalar-autograd",
    packages: [],
    load: async () => (await import("./scalar-autograd.ts")).prepare,
  },
];
