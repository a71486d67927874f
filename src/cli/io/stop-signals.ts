import type { Clock } from "./clock.ts";
import { StoppedBySignal } from "./stopped.ts";

const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * Does `work`, which is told by `stop` when the user wants it to end (SIGINT, SIGTERM) and ends in its own time, at a
 * point where nothing is half done. A second signal ends the process at once.
 */
export async function untilStopped<T>(work: (stop: AbortController) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const listeners = signals.map((signal) => {
    const listener = (): void => {
      forget();
      stop.abort(new StoppedBySignal(signal));
    };
    return { signal, listener };
  });
  const forget = (): void => {
    for (const { signal, listener } of listeners) process.off(signal, listener);
  };
  for (const { signal, listener } of listeners) process.on(signal, listener);
  try {
    return await work(stop);
  } finally {
    forget();
  }
}

/** A hook for TrainOptions.pause: a turn for the others when `milliseconds` have passed since they last had one. */
export function pauseEvery(milliseconds: number, clock: Clock): () => Promise<void> | undefined {
  let last = clock.now();
  return () => {
    if (clock.now() - last < milliseconds) return undefined;
    return clock.turn().then(() => {
      last = clock.now();
    });
  };
}
