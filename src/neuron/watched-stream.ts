import { Observable, type Subscriber } from "rxjs";

/** Who counts the listeners of one kind of stream of a population, so that neurons whom nobody watches need not be asked one by one. */
export interface Watch {
  watchers: number;
}

/** Of a new population. */
export function nobodyYet(): Readonly<Record<"forward" | "backward" | "row", Watch>> {
  return { forward: { watchers: 0 }, backward: { watchers: 0 }, row: { watchers: 0 } };
}

/**
 * A stream that somebody may listen to; each listener is counted for as long as it does. It does what a Subject does for listeners,
 * without the guards around each message that its neurons have no use for: a message to one listener takes half the time.
 */
export class WatchedStream<T> {
  readonly stream$: Observable<T>;
  /** Another list whenever somebody comes or goes: who is being told meanwhile is told from the old one. */
  #listeners: readonly Subscriber<T>[] = [];
  /** The listener, where there is but one: what is told to a thousand neurons' taps is mostly waiting for memory. */
  #only: Subscriber<T> | undefined;

  constructor(watch: Watch) {
    this.stream$ = new Observable((subscriber) => {
      watch.watchers++;
      this.#hearWith([...this.#listeners, subscriber]);
      return () => {
        watch.watchers--;
        this.#hearWith(this.#listeners.filter((each) => each !== subscriber));
      };
    });
  }

  get observed(): boolean {
    return this.#only !== undefined || this.#listeners.length > 0;
  }

  next(message: T): void {
    const only = this.#only;
    if (only !== undefined) {
      only.next(message);
      return;
    }
    const listeners = this.#listeners;
    for (const listener of listeners) listener.next(message);
  }

  #hearWith(listeners: readonly Subscriber<T>[]): void {
    this.#listeners = listeners;
    this.#only = listeners.length === 1 ? listeners[0] : undefined;
  }
}
