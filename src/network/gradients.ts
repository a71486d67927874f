import type { Block } from "../math/kernels/block.ts";
import type { Numbers } from "../math/precision.ts";
import type { Frame } from "../neuron/frame.ts";
import type { Memory } from "../neuron/memory.ts";

/** What one forward and one backward pass over a batch leave behind, before any update. It is the caller's to keep. */
export interface Gradients {
  /** Mean over the samples, and of each sample. */
  readonly loss: number;
  readonly losses: Float64Array;
  /** ∂C/∂parameter, C the mean loss: in the places of `model.parameters`. */
  readonly parameters: Numbers;
  /** The vectors of one neuron, one number a sample, by its slot. An input has only `a` (and `delta`, if asked for). */
  readonly neuron: (slot: number) => NeuronVectors;
  /** Messages delivered: one per synapse, direction and sample. */
  readonly messages: { readonly activations: number; readonly errorSignals: number };
}

export interface NeuronVectors {
  readonly z: Numbers;
  readonly a: Numbers;
  readonly gain: Numbers;
  readonly delta: Numbers;
}

/** How many messages have been delivered so far. */
interface Delivered {
  readonly activations: { readonly delivered: number };
  readonly errorSignals: { readonly delivered: number };
}

/** What a pass has left in memory, as a copy; `before` and `after` are the counts of its transport. */
export function gradientsOf(
  { gradients, frame }: Memory,
  losses: Float64Array,
  before: Delivered,
  after: Delivered,
): Gradients {
  return {
    loss: losses.reduce((sum, sampleLoss) => sum + sampleLoss, 0) / losses.length,
    losses,
    parameters: gradients.numbers.slice(),
    neuron: vectorsOf(frame),
    messages: {
      activations: after.activations.delivered - before.activations.delivered,
      errorSignals: after.errorSignals.delivered - before.errorSignals.delivered,
    },
  };
}

/** Any neuron's vectors, by its slot, in a copy of a frame: the next batch writes over the frame itself. */
export function vectorsOf(frame: Frame): (slot: number) => NeuronVectors {
  const { stride, samples } = frame;
  const copyOf = ({ numbers }: Block): Numbers => numbers.slice();
  const [z, a, gain, delta] = [copyOf(frame.z), copyOf(frame.a), copyOf(frame.gain), copyOf(frame.delta)];
  return (slot) => {
    const from = slot * stride;
    const view = (numbers: Numbers): Numbers => numbers.subarray(from, from + samples);
    return { z: view(z), a: view(a), gain: view(gain), delta: view(delta) };
  };
}
