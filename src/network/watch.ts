import { Observable, Subscription } from "rxjs";
import type { Draft, TraceEvent } from "../trace/event.ts";
import type { TraceLevel } from "../trace/header.ts";
import { selectorOf, type TraceSelection } from "../trace/select.ts";
import { createDeriver, type Emit } from "./derive-events.ts";
import type { Network, RunMessage } from "./network.ts";
import { createPopulationTally } from "./population-tally.ts";

export interface WatchOptions extends TraceSelection {
  /** "synapse" unless said. */
  readonly level?: TraceLevel | undefined;
  /** Passes that only evaluate are watched like the others unless "skip". */
  readonly evaluations?: "watch" | "skip" | undefined;
}

/**
 * Everything that happens in a network, event by event, down to each message on each synapse. Neurons send one message
 * to all their neighbours; what travels over a single synapse is derived here, and only while somebody watches.
 *
 * A neuron's messages are told when it takes them up, in synapse order, and then what it makes of them.
 */
export function watch(network: Network, options: WatchOptions = {}): Observable<TraceEvent> {
  return new Observable((subscriber) => tap(network, options, (event) => subscriber.next(event)));
}

/** The same without a stream around each event: for recorders, which take millions. */
export function tap(
  network: Network,
  options: WatchOptions,
  take: (event: TraceEvent) => void,
): Subscription {
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
  const deriver = createDeriver(
    network,
    level === "synapse" ? "messages" : "neurons",
    atLevel(level, network, options, place),
  );
  // Of a batch that nobody wants nothing is derived.
  let isWanted = true;
  const ifWanted =
    <Message>(derive: (message: Message) => void) =>
    (message: Message): void => {
      if (isWanted) derive(message);
    };
  const taps = new Subscription();
  taps.add(
    network.run$.subscribe((message) => {
      isWanted = isBatchWanted(message, options) ?? isWanted;
      if (isWanted) deriver.run(message);
    }),
  );
  for (const seat of deriver.seats) {
    const { neuron } = seat;
    if (level !== "commit") {
      taps.add(neuron.forward$.subscribe(ifWanted((message) => deriver.forward(seat, message))));
      taps.add(neuron.backward$.subscribe(ifWanted((message) => deriver.backward(seat, message))));
    }
    taps.add(neuron.row$.subscribe(ifWanted((message) => deriver.row(seat, message))));
  }
  taps.add(network.loss$.subscribe(ifWanted((message) => deriver.loss(message))));
  return taps;
}

/** undefined: the message says nothing of it. */
function isBatchWanted(
  message: RunMessage,
  { evaluations = "watch", batches: [from, to] = [0, Infinity] }: WatchOptions,
): boolean | undefined {
  if (message.kind === "change") return undefined;
  if (message.kind === "train") return true;
  if (message.purpose === "evaluate" && evaluations === "skip") return false;
  return message.batch >= from && message.batch < to;
}

/** Lets through what belongs to a level; returns the number that an event has got, if it has one. */
function atLevel(level: TraceLevel, network: Network, { samples }: TraceSelection, place: Emit): Emit {
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
