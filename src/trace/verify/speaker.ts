import type { EventOf } from "../event.ts";
import type { Audit } from "./audit.ts";
import type { Passage } from "./batch.ts";
import { nameText } from "./violation.ts";
import { shown } from "../../math/suggestion.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every slot has its place */

type OfNeuron = EventOf<"feed" | "activate" | "delta" | "gradient" | "commit">;

/** The slot of the neuron that an event happens to; undefined: of none that it can happen to. */
export function neuronOf(
  audit: Audit,
  event: OfNeuron,
  role: "input" | "computing" | "any",
): number | undefined {
  const { wiring, report } = audit;
  const slot = wiring.slotOf.get(event.neuron);
  if (slot === undefined) {
    report(event, `neuron: expected the id of a neuron; got ${shown(event.neuron)}`);
    return undefined;
  }
  const isInput = wiring.functionOf[slot] === undefined;
  if (role === "any" || isInput === (role === "input")) return slot;
  const expected = role === "input" ? "an input" : "a neuron that computes";
  report(event, `neuron: expected ${expected}; got ${nameText(event.neuron)}`);
  return undefined;
}

/** The same for what a neuron says to its neighbours, which it says once in a micro-batch and direction. */
export function speakerOf(
  audit: Audit,
  event: EventOf<"feed" | "activate" | "delta">,
  passage: Passage,
  role: "input" | "computing" | "any",
): number | undefined {
  const slot = neuronOf(audit, event, role);
  if (slot === undefined) return undefined;
  const before = passage.said[slot]?.n;
  if (before === undefined) return slot;
  audit.report(event, `expected it once in a micro-batch; got a second time, after event ${before}`);
  return undefined;
}

/** The names of a row's sources, in synapse order. */
export function sourcesOf({ wiring: { forward, idOf } }: Audit, slot: number): string[] {
  const sources = forward.sender.subarray(forward.start[slot], forward.start[slot + 1]);
  return Array.from(sources, (source) => idOf[source]!);
}
