import type { Block } from "../math/precision.ts";
import type { Frame } from "../neuron/frame.ts";

/** What one forward and one backward pass over a batch leave behind, before any update. It is the caller's to keep. */
export interface Gradients {
  /** Mean over the samples, and of each sample. */
  readonly loss: number;
  readonly losses: Float64Array;
  /** ∂C/∂parameter, C the mean loss: in the places of `model.parameters`. */
  readonly parameters: Block;
  /** The vectors of one neuron, one number a sample, by its slot. An input has only `a` (and `delta`, if asked for). */
  readonly neuron: (slot: number) => NeuronVectors;
  /** Messages delivered: one per synapse, direction and sample. */
  readonly messages: { readonly activations: number; readonly errorSignals: number };
}

export interface NeuronVectors {
  readonly z: Block;
  readonly a: Block;
  readonly gain: Block;
  readonly delta: Block;
}

/** Any neuron's vectors, by its slot, in a copy of a frame: the next batch writes over the frame itself. */
export function vectorsOf(frame: Frame): (slot: number) => NeuronVectors {
  const { stride, samples } = frame;
  const [z, a, gain, delta] = [frame.z.slice(), frame.a.slice(), frame.gain.slice(), frame.delta.slice()];
  return (slot) => {
    const from = slot * stride;
    const view = (block: Block): Block => block.subarray(from, from + samples);
    return { z: view(z), a: view(a), gain: view(gain), delta: view(delta) };
  };
}
