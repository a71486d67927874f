import type { Draft, TraceEvent } from "../trace/event.ts";
import type { TraceLevel } from "../trace/header.ts";
import { selectorOf, type TraceSelection } from "../trace/select.ts";
import { createDeriver, type Deriver, type Emit } from "./derive-events.ts";
import type { RunMessage } from "./network.ts";
import { createPopulationTally } from "./population-tally.ts";
import type { Watched } from "./watched.ts";

export interface WatchOptions extends TraceSelection {
  /** "synapse" unless said. */
  readonly level?: TraceLevel | undefined;
  /** Passes that only evaluate are watched like the others unless "skip". */
  readonly evaluations?: "watch" | "skip" | undefined;
}

/** Makes of what actors say the events that are wanted, each in its place. */
export interface WantedEvents {
  /** Hears the actors. */
  readonly deriver: Deriver;
  /** The number that the next event will get. */
  readonly next: () => number;
  /** Leaves out so many numbers: those of events that nobody will ask for. */
  readonly skip: (events: number) => void;
}

/** `take` is given the events of a level that a selection leaves, numbered from 0 on, with the time of the network's clock. */
export function wantedEvents(
  network: Watched,
  options: WatchOptions,
  take: (event: TraceEvent) => void,
): WantedEvents {
  const { level = "synapse" } = options;
  const select = selectorOf(options);
  let n = 0;
  const place = (draft: Draft): number | undefined => {
    const selected = select(draft);
    if (selected === undefined) return undefined;
    selected.n = n;
    selected.t = network.now;
    take(selected);
    return n++;
  };
  const detail = level === "synapse" ? "messages" : "neurons";
  return {
    deriver: createDeriver(network, detail, atLevel(level, network, options, place)),
    next: () => n,
    skip: (events) => (n += events),
  };
}

/** Of a batch that nobody wants nothing is derived. undefined: the message says nothing of it. */
export function isBatchWanted(
  message: RunMessage,
  { evaluations = "watch", batches: [from, to] = [0, Infinity] }: WatchOptions,
): boolean | undefined {
  if (message.kind === "change") return undefined;
  if (message.kind === "train") return true;
  if (message.purpose === "evaluate" && evaluations === "skip") return false;
  return message.batch >= from && message.batch < to;
}

/** Lets through what belongs to a level; returns the number that an event has got, if it has one. */
function atLevel(level: TraceLevel, network: Watched, { samples }: TraceSelection, place: Emit): Emit {
  switch (level) {
    case "synapse":
    case "neuron":
      return place;
    case "commit":
      return (event) => (event.kind === "error" ? undefined : place(event));
    case "population": {
      // A norm is that of the samples it is said to be of.
      const select = selectorOf({ samples });
      const tally = createPopulationTally(network);
      return (event) => {
        const part = select(event);
        const whole = part && tally(part);
        if (whole !== undefined) place(whole);
        return event.kind === "train" || event.kind === "batch" || event.kind === "loss"
          ? place(event)
          : undefined;
      };
    }
  }
}
