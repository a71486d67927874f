import type { DeliverEvent, ErrorEvent, TraceEvent } from "../../trace/event.ts";
import { numbersText, numberText } from "../../trace/json.ts";
import { lastSaid } from "./last-said.ts";
import type { Lane, Lanes } from "./perfetto-lanes.ts";
import { isMessage, type Slices } from "./perfetto-slices.ts";
import type { PerfettoWords } from "./perfetto-words.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every event */

/** What reaches a slice: the messages it hears, as arguments, and the arrows from the slices that sent them. */
export interface Arrivals {
  /** JSON, with commas between them. */
  readonly messages: string;
  /** Entries of the list of events, each with a comma in front. */
  readonly arrows: string;
}

/**
 * Draws arrows: a start in the middle of the sender's slice, an end in the middle of the receiver's, where no other slice
 * begins or ends, so that there is no doubt which slices they bind to.
 */
export function createArrows(
  events: readonly TraceEvent[],
  lanes: Lanes,
  slices: Slices,
  words: PerfettoWords,
): (event: TraceEvent, place: number) => Arrivals {
  const { start, length, senderOf, placeOf } = slices;
  const messageArgs = createMessageArgs(words.loss);
  const forward = `"cat":"forward","name":"${words.activation}","id":`;
  const backward = `"cat":"backward","name":"${words.errorSignal}","id":`;
  const middle = (place: number): string =>
    `${placeText(lanes.laneOf(events[place]!))},"ts":${micro(start[place]! + Math.floor(length[place]! / 2))}}`;
  // By place: a sender says the same to all its targets, so what stands between the numbers of its arrows is written once.
  const tails = new Array<string | undefined>(events.length);
  let arrows = 0;
  const draw = (from: number, end: string, way: string): string => {
    if (from < 0 || Number.isNaN(start[from]!)) return "";
    arrows++;
    const tail = (tails[from] ??= `,${middle(from)},\n{"ph":"f","bp":"e",${way}`);
    return `,\n{"ph":"s",${way}${arrows}${tail}${arrows},${end}`;
  };

  return (event, place) => {
    if (isMessage(event)) {
      const way = event.kind === "deliver" && event.direction === "forward" ? forward : backward;
      return { messages: "", arrows: draw(senderOf(event), middle(place), way) };
    }
    if (event.kind !== "activate" && event.kind !== "delta" && event.kind !== "loss") return nothing;
    const way = event.kind === "delta" ? backward : forward;
    const end = middle(place);
    let messages = "";
    let drawn = "";
    for (const parent of event.parents) {
      const cause = placeOf(parent);
      const message = events[cause];
      if (isMessage(message)) {
        messages += (messages === "" ? "" : ",") + messageArgs(message);
        drawn += draw(senderOf(message), end, way);
      } else if (event.kind === "loss") drawn += draw(cause, end, way);
    }
    return { messages, arrows: drawn };
  };
}

const nothing: Arrivals = { messages: "", arrows: "" };

/** Writes messages as JSON; what a sender says to all its targets, its name and its values, only once. */
function createMessageArgs(loss: string): (message: DeliverEvent | ErrorEvent) => string {
  const said = lastSaid(
    (from, values) => `{"from":${JSON.stringify(from)},"values":${numbersText(values)},"weight":`,
  );
  return (message) => {
    if (message.kind === "error") {
      const { enters, targets, values } = message;
      return `{"from":"${loss}","values":${numbersText(values)},"enters":${JSON.stringify(enters)},"targets":${numbersText(targets)}}`;
    }
    const { from, values, weight, weightVersion } = message;
    return `${said(from, values)}${numberText(weight)},"weightVersion":${weightVersion}}`;
  };
}

/** The lane of an entry. */
export function placeText({ pid, tid }: Lane): string {
  return `"pid":${pid},"tid":${tid}`;
}

/** Nanoseconds as the microseconds of the format. */
export function micro(nanoseconds: number): string {
  return `${Math.round(nanoseconds) / 1000}`;
}
