import type { TraceEvent } from "../../trace/event.ts";
import type { Deriver } from "../watching/derive-events.ts";
import type { Network } from "../network.ts";
import { wantedEvents, type WatchOptions } from "../watching/wanted-events.ts";
import { decode } from "./decode.ts";
import { type Outline, outlineOf, type Yield } from "./outline.ts";
import { RememberedNetwork } from "./remembered-network.ts";
import type { Segment } from "./segment.ts";

/** Makes events of segments, one after another. */
export interface Decoder {
  /** Hands on the events of the next segment, or of what there is of it. */
  readonly decode: (segment: Segment) => void;
  /** The same; says what came of it. The segment is whole. */
  readonly learn: (segment: Segment) => Yield;
  /** Passes over the next segment, of which it is known what would come: later events have the very same numbers. */
  readonly skip: (known: Yield) => void;
  /** The number that the next event will get. */
  readonly next: () => number;
}

export function createDecoder(
  network: Network,
  options: WatchOptions,
  take: (event: TraceEvent) => void,
): Decoder {
  const remembered = new RememberedNetwork(network, options.level ?? "synapse");
  const { deriver, next, skip } = wantedEvents(remembered, options, take);
  return {
    decode(segment) {
      decode(segment, remembered, deriver);
    },
    learn(segment) {
      const first = next();
      decode(segment, remembered, deriver);
      return yieldOf(outlineOf(segment), first, next(), slotsOf(segment, remembered), deriver);
    },
    skip({ events, committed, commits }) {
      const first = next();
      committed.forEach((slot, i) => {
        const seat = deriver.seats[slot];
        const number = commits[i];
        if (seat !== undefined) seat.commit = number === undefined ? undefined : first + number;
      });
      skip(events);
    },
    next,
  };
}

function yieldOf(
  outline: Outline,
  first: number,
  next: number,
  committed: readonly number[],
  { seats }: Deriver,
): Yield {
  const commits = committed.map((slot) => {
    const number = seats[slot]?.commit;
    return number === undefined ? undefined : number - first;
  });
  return { outline, events: next - first, committed, commits };
}

/** Of the neurons that committed. */
function slotsOf({ entries }: Segment, { groups }: RememberedNetwork): number[] {
  const slots: number[] = [];
  for (const entry of entries) {
    if (entry.kind !== "block" || entry.task !== "commit") continue;
    const first = groups[entry.group]?.shared.firstSlot ?? 0;
    for (let member = entry.from; member < entry.to; member++) slots.push(first + member);
  }
  return slots;
}
