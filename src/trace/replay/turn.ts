import type {
  ActivateEvent,
  DeliverEvent,
  DeltaEvent,
  ErrorEvent,
  FeedEvent,
  LossEvent,
  TraceEvent,
} from "../event.ts";
import type { Places } from "./event-index.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- the index names events of the trace alone */

/** A message as its receiver takes it up; what the loss tells an output is one. */
export type HeardMessage = DeliverEvent | ErrorEvent;

/** One stream through a neuron: the messages it has heard so far, and what it said when it had them all. */
export interface Passage<Said> {
  readonly said: Said | undefined;
  /** How many messages it has heard. */
  readonly count: number;
  readonly heard: () => readonly HeardMessage[];
}

/**
 * What one neuron has heard and said of one micro-batch: its whole state on the way down and on the way back, held as
 * the very events that made it. The loss is a neuron here that says its losses.
 */
export interface Turn {
  readonly forward: Passage<FeedEvent | ActivateEvent | LossEvent>;
  readonly backward: Passage<DeltaEvent>;
}

/** A neuron says what it has to say last: of those that have spoken, no message is looked at before it is asked for. */
export function turnOf(events: readonly TraceEvent[], forward: Places, backward: Places): Turn {
  return { forward: passageOf(events, forward), backward: passageOf(events, backward) };
}

function passageOf<Said extends TraceEvent>(
  events: readonly TraceEvent[],
  { order, from, to }: Places,
): Passage<Said> {
  const last = from < to ? events[order[to - 1]!] : undefined;
  const hasSpoken = last !== undefined && last.kind !== "deliver" && last.kind !== "error";
  const end = hasSpoken ? to - 1 : to;
  return {
    said: hasSpoken ? (last as Said) : undefined,
    count: end - from,
    heard() {
      return Array.from(order.subarray(from, end), (place) => events[place] as HeardMessage);
    },
  };
}
