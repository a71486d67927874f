import type { Frame } from "../../view/terminal/flow/message-flow.ts";
import type { Clock } from "../io/clock.ts";
import type { Key } from "./keys.ts";
import { StoppedBySignal } from "../io/stopped.ts";

/** How a flow goes on from event to event: by key, or by itself, `speed` times as fast as usual (0: at once). */
export type Pace =
  | { readonly kind: "step"; readonly nextKey: () => Promise<Key> }
  | { readonly kind: "play"; readonly speed: number; readonly clock: Clock };

/** How long an event is shown at speed 1: three of them a second. */
const eventMilliseconds = 1000 / 3;
/** A message on its way is drawn anew this often. */
const movementMilliseconds = 50;
/** Where a message is shown that waits for a key. */
const halfWay = 0.5;

/**
 * Shows frames one after another until there are no more or a key ends it.
 * @throws StoppedBySignal on Ctrl-C
 */
export async function moveFlow(
  frames: Iterable<Frame>,
  show: (frame: Frame, share?: number) => void,
  pace: Pace,
): Promise<void> {
  let isStepping = pace.kind === "step";
  for (const frame of frames) {
    if (pace.kind === "play") {
      await play(frame, show, pace);
      continue;
    }
    show(frame, frame.event.kind === "deliver" ? halfWay : undefined);
    if (!isStepping) continue;
    const key = await pace.nextKey();
    if (key === "interrupt") throw new StoppedBySignal("SIGINT");
    if (key === "quit") return;
    // Where keys have come to an end, waiting for one would last for ever.
    if (key === "closed") isStepping = false;
  }
}

async function play(
  frame: Frame,
  show: (frame: Frame, share?: number) => void,
  { speed, clock }: Extract<Pace, { kind: "play" }>,
): Promise<void> {
  const duration = speed > 0 ? eventMilliseconds / speed : 0;
  const moves = frame.event.kind === "deliver" ? Math.max(1, Math.floor(duration / movementMilliseconds)) : 1;
  for (let move = 0; move < moves; move++) {
    show(frame, frame.event.kind === "deliver" ? (move + 0.5) / moves : undefined);
    await (duration > 0 ? clock.wait(duration / moves) : clock.turn());
  }
}
