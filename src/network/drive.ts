import type { Subscriber } from "rxjs";

/** Pulls a run on, step by step, for as long as somebody listens and nothing asks it to wait. */
export function drive<T>(
  steps: Iterator<T, void, undefined>,
  subscriber: Subscriber<T>,
  pause: (() => Promise<void> | undefined) | undefined,
): void {
  try {
    while (!subscriber.closed) {
      const step = steps.next();
      if (step.done === true) {
        subscriber.complete();
        return;
      }
      subscriber.next(step.value);
      const wait = pause?.();
      if (wait !== undefined) {
        wait.then(
          () => drive(steps, subscriber, pause),
          (error: unknown) => subscriber.error(error),
        );
        return;
      }
    }
  } catch (error) {
    subscriber.error(error);
  }
}
