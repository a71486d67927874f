import { forEachSynapse } from "../../model/synapses.ts";
import type { TraceLevel } from "../../trace/header.ts";
import type { TraceSelection } from "../../trace/select.ts";
import type { Watched } from "./watched.ts";

/** By slot: 1 for neurons that are meant. */
export type Slots = Uint8Array;

/**
 * The neurons that a selection names. undefined: events of all are wanted, or, at the level "population", all of them are needed to make
 * one.
 */
export function chosenSlots(
  { model, ids }: Watched,
  level: TraceLevel,
  { neurons }: TraceSelection,
): Slots | undefined {
  if (neurons === undefined || level === "population") return undefined;
  const chosen = new Uint8Array(model.neuronCount);
  for (const id of neurons) {
    const slot = ids.slotOf(id);
    if (slot !== undefined) chosen[slot] = 1;
  }
  return chosen;
}

/** Those whose messages events of the chosen ones are made from: they themselves and, where synapses matter, whom they are joined with. */
export function neededSlots(
  { model }: Watched,
  level: TraceLevel,
  chosen: Slots | undefined,
): Slots | undefined {
  if (chosen === undefined || level !== "synapse") return chosen;
  const needed = chosen.slice();
  forEachSynapse(model, (source, target) => {
    if (chosen[target] === 1) needed[source] = 1;
    if (chosen[source] === 1) needed[target] = 1;
  });
  return needed;
}
