import type { Direction } from "../message/message.ts";

/** What can be changed in a run that stands still. Neurons are named as everywhere. */
export type Change =
  | { readonly kind: "weight"; readonly from: string; readonly to: string; readonly value: number }
  | { readonly kind: "bias"; readonly neuron: string; readonly value: number }
  /**
   * A message that nobody has taken up yet: forward, the sender's activation (of an input neuron: the sample's number);
   * backward, its delta. All its neighbours get the changed number.
   */
  | {
      readonly kind: "message";
      readonly direction: Direction;
      readonly from: string;
      readonly batch: number;
      /** Index of the sample in the batch. */
      readonly sample: number;
      readonly value: number;
    };
