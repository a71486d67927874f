import type { Model } from "../../model/model.ts";
import { parseNetwork } from "../../model/parse-network.ts";
import type { TraceEvent } from "../event.ts";
import type { Trace } from "../header.ts";
import { changesInEffect } from "./changes.ts";
import { indexEvents } from "./event-index.ts";
import { endingsOf, recordedOf } from "./recorded.ts";
import { createFirstRows } from "./rows.ts";
import type { RunState } from "./run-state.ts";
import { createSeats } from "./seats.ts";
import { stateAt } from "./state-at.ts";

/** A trace that can be looked at after any of its events. */
export interface Replay {
  readonly model: Model;
  /** Numbers of its first and last event. */
  readonly first: number;
  readonly last: number;
  /** @throws RangeError where the trace has no such event, as those below */
  readonly event: (n: number) => TraceEvent;
  /** The run right after event n. It takes the same short time for every event, whichever was looked at before. */
  readonly at: (n: number) => RunState;
}

export interface ReplayOptions {
  /** The network of the trace's header, where it has been parsed already. */
  readonly model?: Model | undefined;
}

/**
 * Reads a trace once, in linear time, and from then on tells the state of every neuron after any event.
 * @throws InputError if the header's network is none; RangeError if events are missing between the first and the last
 */
export function createReplay(trace: Trace, options: ReplayOptions = {}): Replay {
  const { header, events } = trace;
  const model = options.model ?? parseNetwork(header.network);
  const first = events[0]?.n ?? 0;
  const last = events.at(-1)?.n ?? -1;
  if (last - first + 1 !== events.length) {
    throw new RangeError(
      `events: expected all from ${first} to ${last}; got ${events.length} of ${last - first + 1}`,
    );
  }
  const { inputErrors } = header.options;
  const recorded = recordedOf(header.options);
  const seats = createSeats(model, { inputErrors, errors: recorded.errors });
  const endings = endingsOf(header.options, model, seats);
  const areTogether = header.options.pipeline !== undefined;
  const index = indexEvents(events, seats, { endings, starts: recorded.starts, areTogether });
  const changes = changesInEffect(header);
  const firstRow = createFirstRows(model, header.options.commits);
  const sources = { firstRow, header, events, model, seats, index, recorded, endings, changes };
  const event = (n: number): TraceEvent => {
    const found = events[n - first];
    if (found === undefined) throw new RangeError(`event: expected ${first} to ${last}; got ${n}`);
    return found;
  };
  return { model, first, last, event, at: (n) => stateAt(sources, event(n), n - first) };
}
