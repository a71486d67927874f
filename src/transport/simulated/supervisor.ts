import { GivenUpError } from "./given-up-error.ts";

export interface SupervisorOptions {
  /** More crashes of a host than this within `period` ticks end the run; so do more attempts at a batch. */
  readonly restarts: { readonly most: number; readonly period: number };
  readonly attempts: number;
}

/** Lets what fails begin again, within bounds: a run that cannot come to its end says so by name, and does not go on for ever. */
export class Supervisor {
  crashes = 0;
  /** Why the run is given up. */
  failure: Error | undefined;
  readonly #options: SupervisorOptions;
  /** When each host crashed of late. */
  readonly #recent = new Map<number, number[]>();
  /** At the batch at hand. */
  #attempts = 0;
  /** What a neuron threw last. */
  #thrown: Error | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** @throws GivenUpError after too many attempts at one batch */
  attempt(kind: "first" | "another"): void {
    this.#attempts = kind === "first" ? 1 : this.#attempts + 1;
    const { attempts } = this.#options;
    if (this.#attempts > attempts)
      throw this.#givenUp(`none of ${attempts} attempts at a batch came to its end`);
  }

  /** A host is down: by itself, or since its neuron has thrown something. */
  crashed(host: number, name: string, now: number, thrown?: unknown): void {
    const { most, period } = this.#options.restarts;
    this.crashes++;
    if (thrown instanceof Error) this.#thrown = thrown;
    const recent = (this.#recent.get(host) ?? []).filter((time) => time > now - period);
    recent.push(now);
    this.#recent.set(host, recent);
    if (recent.length > most)
      this.failure = this.#givenUp(`${name} crashed ${recent.length} times within ${period} ticks`);
  }

  #givenUp(why: string): GivenUpError {
    const cause = this.#thrown;
    return new GivenUpError(`${why}: given up${cause === undefined ? "" : ` (${cause.message})`}`, { cause });
  }
}
