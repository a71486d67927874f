import type { RunState } from "../../trace/replay/run-state.ts";
import type { Language } from "../language.ts";
import { waitingText } from "../waiting.ts";
import type { FlowStep } from "./flow-steps.ts";
import type { Shown } from "./track-texts.ts";

/** Sentences are cut after so many that wait. */
const mostTold = 6;

/**
 * Follows who waits: the neurons of a micro-batch that have heard some of their messages and not all. The one to which a
 * message has come last stands first, also at the moment at which it has them all.
 */
export function followWaiting(language: Language) {
  const tracks = new Map<number, { of: string; readonly open: Map<string, string> }>();
  return ({ event, neurons }: FlowStep, state: RunState, { microBatch }: Shown): string[] => {
    const of = `${state.batch?.number ?? -1}`;
    const track = tracks.get(microBatch) ?? { of, open: new Map<string, string>() };
    if (track.of !== of) track.open.clear();
    track.of = of;
    tracks.set(microBatch, track);
    const { open } = track;
    if (!("microBatch" in event)) return [...open.values()].slice(0, mostTold);
    const way = event.kind === "deliver" && event.direction === "forward" ? "activation" : "error";
    const told: string[] = [];
    for (const id of neurons) {
      open.delete(id);
      if (event.kind !== "deliver" && event.kind !== "error") continue;
      const join = state.neuron(id)?.turn(microBatch)?.[way];
      if (join === undefined) continue;
      const text = waitingText(id, join, language);
      told.push(text);
      if (join.waitingFor.length > 0) open.set(id, text);
    }
    return [...new Set([...told, ...open.values()])].slice(0, mostTold);
  };
}
