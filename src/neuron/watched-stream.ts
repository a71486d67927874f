import { Observable, type Subscriber } from "rxjs";

/** Who counts the listeners of all streams of a population, so that neurons whom nobody watches need not be asked one by one. */
export interface Watch {
  watchers: number;
}

/**
 * A stream that somebody may listen to; each listener is counted for as long as it does. It does what a Subject does for listeners,
 * without the guards around each message that its neurons have no use for: a message to one listener takes half the time.
 */
export class WatchedStream<T> {
  readonly stream$: Observable<T>;
  /** Another list whenever somebody comes or goes: who is being told meanwhile is told from the old one. */
  #listeners: readonly Subscriber<T>[] = [];

  constructor(watch: Watch) {
    this.stream$ = new Observable((subscriber) => {
      watch.watchers++;
      this.#listeners = [...this.#listeners, subscriber];
      return () => {
        watch.watchers--;
        this.#listeners = this.#listeners.filter((each) => each !== subscriber);
      };
    });
  }

  get observed(): boolean {
    return this.#listeners.length > 0;
  }

  next(message: T): void {
    const listeners = this.#listeners;
    for (const listener of listeners) listener.next(message);
  }
}
