import type { ActivationFunction } from "../math/activation-function.ts";
import type { BackwardPlan, ForwardPlan } from "../math/kernels/kernels.ts";
import type { Loss } from "../math/loss.ts";
import type { Prepare } from "./inflow.ts";
import type { Memory } from "./memory.ts";

/** Where the numbers of a population stand. */
export interface Seat {
  readonly firstSlot: number;
  /** Where its rows begin in the parameters, and how long each is: fan-in + 1. Input neurons have no row. */
  readonly rows: number;
  readonly rowLength: number;
}

/** Of outputs: the number of its first neuron among the outputs, and where the loss's term enters. */
export interface OutputSeat {
  readonly firstOutput: number;
  readonly enters: Loss["enters"];
}

/** Activations come in, and meet the neurons' own rows; what is kept is z, a and the gain. */
export function planForward(memory: Memory, seat: Seat, { apply }: ActivationFunction): Prepare {
  const { backend, parameters, gradients } = memory;
  const { firstSlot, rows, rowLength } = seat;
  return ({ stride, z, a, gain, delta }, arcs, earlier) => {
    const plan: ForwardPlan = {
      out: z,
      outAt: firstSlot * stride,
      stride,
      weights: parameters,
      messages: a,
      arcs,
      startAt: rows + rowLength - 1,
      startStep: rowLength,
      activation: apply === undefined ? { a, gain } : undefined,
      delta,
      gradients,
    };
    return backend.kernels.prepareForward(plan, earlier);
  };
}

/** Error signals come in, and meet the other ends of the neurons' outgoing synapses; what is kept is δ. */
export function planBackward(memory: Memory, seat: Seat, output: OutputSeat | undefined): Prepare {
  const { backend, errorWeights } = memory;
  const { firstSlot } = seat;
  return ({ stride, gain, delta, error }, arcs, earlier) => {
    const plan: BackwardPlan = {
      out: delta,
      outAt: firstSlot * stride,
      stride,
      weights: errorWeights,
      messages: delta,
      arcs,
      gain,
      loss: output && { error, errorAt: output.firstOutput * stride, enters: output.enters },
    };
    return backend.kernels.prepareBackward(plan, earlier);
  };
}
