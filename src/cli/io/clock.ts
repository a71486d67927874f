import { setImmediate, setTimeout } from "node:timers/promises";

/** Time as whatever shows things on a screen needs it. */
export interface Clock {
  /** Milliseconds since some moment. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Lets timers, keys and signals have their turn. */
  readonly turn: () => Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wait: (milliseconds) => setTimeout(milliseconds),
  turn: () => setImmediate(),
};
