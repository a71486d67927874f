import type { TraceEvent } from "../../trace/event.ts";
import type { TraceLevel } from "../../trace/header.ts";
import { selectorOf, type TraceSelection } from "../../trace/select.ts";
import type { EventSink } from "./deliveries.ts";
import { createDeriver, type Deriver } from "./derive-events.ts";
import type { RunMessage } from "../network.ts";
import { createPopulationTally } from "./population-tally.ts";
import { chosenSlots, type Slots } from "./wanted-neurons.ts";
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
  const pick = pickerOf(level, network, options);
  const chosen = chosenSlots(network, level, options);
  const sink = pick === undefined ? takingAll(take) : takingSome(pick, chosen, take);
  return {
    deriver: createDeriver(network, level === "synapse" ? "messages" : "neurons", sink),
    next: () => sink.next,
    skip: (events) => (sink.next += events),
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

/** The way of messages by the million: nothing is asked of any of them. */
function takingAll(take: (event: TraceEvent) => void): EventSink {
  const sink: EventSink = {
    next: 0,
    chosen: undefined,
    take(event) {
      take(event);
      sink.next++;
      return true;
    },
  };
  return sink;
}

function takingSome(pick: Picker, chosen: Slots | undefined, take: (event: TraceEvent) => void): EventSink {
  const sink: EventSink = {
    next: 0,
    chosen,
    take(event) {
      const picked = pick(event);
      if (picked === undefined) return false;
      take(picked);
      sink.next++;
      return picked.kind === event.kind;
    },
  };
  return sink;
}

/** What is wanted of an event, or what it makes complete: with its number and time. */
type Picker = (event: TraceEvent) => TraceEvent | undefined;

/** What belongs to a level and a selection; undefined where that is everything. */
function pickerOf(level: TraceLevel, network: Watched, selection: TraceSelection): Picker | undefined {
  const { neurons, samples, batches, phases } = selection;
  const select = selectorOf(selection);
  switch (level) {
    case "synapse":
    case "neuron":
      return [neurons, samples, batches, phases].every((part) => part === undefined) ? undefined : select;
    case "commit":
      return (event) => (event.kind === "error" ? undefined : select(event));
    case "population": {
      // A norm is that of the samples it is said to be of.
      const selectSamples = selectorOf({ samples });
      const tally = createPopulationTally(network);
      return (event) => {
        const part = selectSamples(event);
        const whole = part && tally(part);
        if (whole !== undefined) return select(whole);
        return kept.includes(event.kind) ? select(event) : undefined;
      };
    }
  }
}

/** What is told of populations and of whatever has none. */
const kept: readonly TraceEvent["kind"][] = ["train", "batch", "action", "loss"];
