import { Observable, Subscription } from "rxjs";
import type { TraceEvent } from "../../trace/event.ts";
import type { Phase } from "../../trace/phase.ts";
import { expectTraceable } from "../error-transport/rules.ts";
import type { Network } from "../network.ts";
import { isBatchWanted, wantedEvents, type WatchOptions } from "./wanted-events.ts";
import { chosenSlots, neededSlots } from "./wanted-neurons.ts";

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
  expectTraceable(network);
  const { level = "synapse" } = options;
  const { deriver } = wantedEvents(network, options, take);
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
  const { hasForward, hasBackward, hasRows } = streamsOf(options);
  const chosen = chosenSlots(network, level, options);
  const needed = neededSlots(network, level, chosen);
  let slot = 0;
  for (const neuron of network.neurons()) {
    const seat = deriver.seats[slot];
    if (seat === undefined) break;
    const [isChosen, isNeeded] = [chosen, needed].map((slots) => slots === undefined || slots[slot] === 1);
    slot++;
    if (isNeeded === true && hasForward)
      taps.add(neuron.forward$.subscribe(ifWanted((message) => deriver.forward(seat, message))));
    if (isNeeded === true && hasBackward)
      taps.add(neuron.backward$.subscribe(ifWanted((message) => deriver.backward(seat, message))));
    if (isChosen === true && hasRows)
      taps.add(neuron.row$.subscribe(ifWanted((message) => deriver.row(seat, message))));
  }
  taps.add(network.loss$.subscribe(ifWanted((message) => deriver.loss(message))));
  return taps;
}

/** Which streams of a neuron hold what is wanted. */
function streamsOf({ level, phases }: WatchOptions) {
  const has = (...some: readonly Phase[]): boolean =>
    phases === undefined || some.some((phase) => phases.includes(phase));
  return {
    hasForward: level !== "commit" && has("forward"),
    hasBackward: level !== "commit" && has("backward"),
    hasRows: has("gradient", "commit"),
  };
}
