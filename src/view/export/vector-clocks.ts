import type { TraceEvent } from "../../trace/event.ts";
import { placeOf } from "./chosen-events.ts";
import { actorHost, hostOf } from "./host-name.ts";

/** How many events of each host an event knows of, itself included; hosts by number, absent ones 0. */
export type Clock = Readonly<Int32Array>;

/** An event of the log with its vector clock (Fidge 1988, Mattern 1989). */
export interface Stamped {
  readonly event: TraceEvent;
  readonly host: string;
  readonly clock: Clock;
}

export interface VectorClocks {
  /** Takes the next event. Only those that are shown count; the others pass on what they know. */
  readonly stamp: (event: TraceEvent, shown: TraceEvent | undefined) => Stamped | undefined;
  /** One more event at the end, of a host, that is in no trace. */
  readonly close: (host: string) => Clock;
  /** Names of the hosts, by their numbers. */
  readonly hosts: readonly string[];
}

/**
 * Vector clocks of a trace. An event comes after its parents, after what the same host did before, and, if it has no
 * parents, after the beginning of its batch; `events` are all that are given to `stamp`, in order.
 */
export function createVectorClocks(events: readonly TraceEvent[]): VectorClocks {
  const hosts: string[] = [];
  const numbers = new Map<string, number>();
  const known = new Map<string, Clock>();
  const batches = new Map<number, Clock>();
  // By place. Events that know of nothing yet need none.
  const clocks: Clock[] = [];

  const causes = (event: TraceEvent): Clock => {
    if (!("parents" in event)) return none;
    if (event.parents.length === 0) return batches.get(event.batch) ?? none;
    let clock = none;
    for (const parent of event.parents) clock = joined(clock, clocks[placeOf(events, parent)] ?? none);
    return clock;
  };
  const tick = (clock: Clock, host: string): Clock => {
    const number = numbers.get(host) ?? hosts.push(host) - 1;
    numbers.set(host, number);
    const next = new Int32Array(Math.max(clock.length, number + 1));
    next.set(clock);
    next[number] = (next[number] ?? 0) + 1;
    return next;
  };
  let place = 0;
  return {
    hosts,
    stamp(event, shown) {
      const host = hostOfEvent(event);
      let clock = joined(known.get(host) ?? none, causes(event));
      if (shown !== undefined) clock = tick(clock, host);
      if (clock.length > 0) {
        known.set(host, clock);
        clocks[place] = clock;
      }
      if (event.kind === "batch") batches.set(event.batch, clock);
      place++;
      return shown && { event: shown, host, clock };
    },
    close: (host) => tick(known.get(host) ?? none, host),
  };
}

export const coordinatorHost = actorHost("coordinator");

/** Where an event happens: a message at its receiver. */
function hostOfEvent(event: TraceEvent): string {
  switch (event.kind) {
    case "deliver":
    case "error":
      return hostOf(event.to);
    case "train":
    case "batch":
    case "end":
      return coordinatorHost;
    case "action":
      return actorHost(`stage:${event.stage}`);
    case "loss":
      return actorHost("loss");
    case "population":
      return actorHost(`population:${hostOf(event.population)}`);
    default:
      return hostOf(event.neuron);
  }
}

const none: Clock = new Int32Array(0);

/** The larger entry of each host; one of the two itself where it knows all that the other knows. */
function joined(one: Clock, other: Clock): Clock {
  if (one === other || covers(one, other)) return one;
  if (covers(other, one)) return other;
  const [long, short] = one.length >= other.length ? [one, other] : [other, one];
  const both = new Int32Array(long);
  short.forEach((count, host) => {
    if (count > (both[host] ?? 0)) both[host] = count;
  });
  return both;
}

function covers(one: Clock, other: Clock): boolean {
  for (let host = 0; host < other.length; host++) {
    if ((other[host] ?? 0) > (one[host] ?? 0)) return false;
  }
  return true;
}
