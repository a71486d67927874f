import { writeNetwork } from "../model/write-network.ts";
import type { TraceEvent } from "../trace/event.ts";
import type { Trace, TraceHeader } from "../trace/header.ts";
import type { Network } from "./network.ts";
import { tap, type WatchOptions } from "./watch.ts";

export interface RecordOptions extends WatchOptions {
  /** What the weights were drawn from, to be noted in the header. */
  readonly seed?: number | undefined;
  /** Only so many of the last events are kept; all of them unless said. */
  readonly keep?: number | undefined;
}

/** A recording that goes on until it is stopped. */
export interface Recording {
  /** What has been recorded so far. */
  readonly trace: Trace;
  /** Ends it; the trace then has its end: "complete" unless something else is said of how the run ended. */
  readonly stop: (outcome?: string) => Trace;
}

/**
 * Keeps in memory what happens in a network from now on. It changes no bit of the run. Passes that only evaluate are
 * left out unless asked for.
 * @throws RangeError if `keep` is no number of events
 */
export function record(network: Network, options: RecordOptions = {}): Recording {
  const { keep = Infinity, evaluations = "skip" } = options;
  if (keep !== Infinity && !(Number.isSafeInteger(keep) && keep > 0)) {
    throw new RangeError(`keep: expected a whole number from 1 on; got ${keep}`);
  }
  const header = headerOf(network, options);
  // A ring: event n stands at n modulo `keep`.
  const ring: TraceEvent[] = [];
  let last: TraceEvent | undefined;
  const add = (event: TraceEvent): void => {
    ring[event.n % keep] = event;
    last = event;
  };
  const watching = tap(network, { ...options, evaluations }, add);
  const trace = (): Trace => {
    const next = ((last?.n ?? -1) + 1) % keep;
    return {
      header,
      events: ring.length < keep ? ring.slice() : [...ring.slice(next), ...ring.slice(0, next)],
    };
  };
  return {
    get trace() {
      return trace();
    },
    stop(outcome = "complete") {
      watching.unsubscribe();
      if (last?.kind !== "end") {
        add({ n: (last?.n ?? -1) + 1, t: last?.t ?? 0, kind: "end", outcome, header: "" });
      }
      return trace();
    },
  };
}

/** The header of a trace of this network that begins now. */
export function headerOf(network: Network, options: RecordOptions = {}): TraceHeader {
  const { level = "synapse", neurons, samples, batches, phases, seed } = options;
  const { inputErrors, commits } = network;
  const precision = network.precision === "f32" ? network.precision : undefined;
  return {
    format: "counterflow-trace",
    version: 1,
    network: writeNetwork(network.model, network.parameters),
    seed,
    options: { level, neurons, samples, batches, phases, inputErrors, commits, precision },
  };
}
