import type { ActivationFunction } from "../math/activation-function.ts";
import type { Outlet } from "../message/actor.ts";
import type { Inflow } from "./inflow.ts";
import type { Memory } from "./memory.ts";
import type { Seat } from "./plans.ts";
import type { Watch } from "./watched-stream.ts";

/** What the neurons of a population have in common, so that each of them needs to keep only its number. */
export interface Shared extends Seat {
  /** The population's number among the nodes of the wiring. */
  readonly node: number;
  readonly idOf: (slot: number) => string;
  readonly role: "input" | "computing";
  readonly activation: ActivationFunction;
  readonly memory: Memory;
  /** The synapses that activations come over, and those that error signals come over. */
  readonly inputs: Inflow;
  readonly errors: Inflow;
  /** Where activations go, and where error signals go. */
  readonly downstream: Outlet;
  readonly upstream: Outlet;
  /** Who watches what its neurons send downstream, what they send upstream, and their rows. */
  readonly watched: { readonly forward: Watch; readonly backward: Watch; readonly row: Watch };
  /** How many commits its rows have seen. */
  version: number;
}
