import type { Watched, WatchedNeuron } from "./watched.ts";

/** What is known of one neuron while it is watched. */
export interface Seat {
  readonly neuron: WatchedNeuron;
  readonly id: string;
  readonly slot: number;
  /** Whether it is only given its numbers. */
  readonly isInput: boolean;
  /** Its sources, in synapse order; made when first asked for. */
  from: readonly string[] | undefined;
  /** Numbers of its last gradient and commit. */
  gradient: number | undefined;
  commit: number | undefined;
}

/** One seat a neuron, in slot order. */
export function createSeats(network: Watched): Seat[] {
  const isInput = network.model.populations.flatMap(({ activation, size }) =>
    Array<boolean>(size).fill(activation === "input"),
  );
  return Array.from(network.neurons(), (neuron, slot) => ({
    neuron,
    id: neuron.id,
    slot,
    isInput: isInput[slot] === true,
    from: undefined,
    gradient: undefined,
    commit: undefined,
  }));
}
