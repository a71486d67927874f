import type { ActivationFunction } from "../math/activation-function.ts";
import type { Plan, PlannedArc } from "../math/kernels/kernels.ts";
import type { Loss } from "../math/loss.ts";
import type { Frame } from "./frame.ts";
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
  const { rows, rowLength } = seat;
  return (frame, arcs, earlier) => {
    const { z, a, gain, delta } = frame;
    const plan = {
      ...sumsIn(frame, z, seat, arcs),
      weights: parameters,
      messages: a,
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
  return (frame, arcs, earlier) => {
    const { gain, delta, error, stride } = frame;
    const loss = output && { error, errorAt: output.firstOutput * stride, enters: output.enters };
    const plan = { ...sumsIn(frame, delta, seat, arcs), weights: errorWeights, messages: delta, gain, loss };
    return backend.kernels.prepareBackward(plan, earlier);
  };
}

function sumsIn(
  { stride }: Frame,
  out: Plan["out"],
  { firstSlot }: Seat,
  arcs: readonly PlannedArc[],
): Pick<Plan, "out" | "outAt" | "stride" | "arcs"> {
  return { out, outAt: firstSlot * stride, stride, arcs };
}
