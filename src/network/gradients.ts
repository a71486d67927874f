import type { Frame } from "../neuron/frame.ts";

/** What one forward and one backward pass over a batch leave behind, before any update. It is the caller's to keep. */
export interface Gradients {
  /** Mean over the samples, and of each sample. */
  readonly loss: number;
  readonly losses: Float64Array;
  /** ∂C/∂parameter, C the mean loss: in the places of `model.parameters`. */
  readonly parameters: Float64Array;
  /** The vectors of one neuron, one number a sample, by its slot. An input has only `a` (and `delta`, if asked for). */
  readonly neuron: (slot: number) => NeuronVectors;
  /** Messages delivered: one per synapse, direction and sample. */
  readonly messages: { readonly activations: number; readonly errorSignals: number };
}

export interface NeuronVectors {
  readonly z: Float64Array;
  readonly a: Float64Array;
  readonly gain: Float64Array;
  readonly delta: Float64Array;
}

/** One neuron's vectors in a frame. */
export function vectorsOf(frame: Frame, slot: number): NeuronVectors {
  const from = slot * frame.stride;
  const view = (block: Float64Array): Float64Array => block.subarray(from, from + frame.samples);
  return { z: view(frame.z), a: view(frame.a), gain: view(frame.gain), delta: view(frame.delta) };
}
