import type { Subscription } from "rxjs";
import { writeNetwork } from "../model/write-network.ts";
import type { Trace, TraceHeader } from "../trace/header.ts";
import { expectTraceable, ownErrorWeights } from "./error-transport/rules.ts";
import type { Network } from "./network.ts";
import { Log } from "./recording/log.ts";
import type { WatchOptions } from "./watching/wanted-events.ts";

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
 * Keeps in memory what happens in a network from now on. It changes no bit of the run, and hardly slows it: numbers are
 * copied as they stand, and made events of when somebody looks at the trace. A neuron whose tap looks at it, or stops it, has
 * spoken already. Passes that only evaluate are left out unless asked for.
 * @throws RangeError if `keep` is no number of events, or a trace cannot tell what error signals meet
 */
export function record(network: Network, options: RecordOptions = {}): Recording {
  const { keep = Infinity, evaluations = "skip" } = options;
  if (keep !== Infinity && !(Number.isSafeInteger(keep) && keep > 0)) {
    throw new RangeError(`keep: expected a whole number from 1 on; got ${keep}`);
  }
  expectTraceable(network);
  const header = headerOf(network, options);
  const log = new Log(network, { ...options, evaluations, keep });
  const taps = listen(network, log);
  const trace = (): Trace => ({ header, events: log.events() });
  return {
    get trace() {
      network.report();
      return trace();
    },
    stop(outcome = "complete") {
      network.report();
      taps.unsubscribe();
      log.end(outcome);
      return trace();
    },
  };
}

function listen(network: Network, log: Log): Subscription {
  // What came before, in the middle of a task, is not of this recording.
  network.report();
  const taps = network.run$.subscribe((message) => {
    log.run(message);
  });
  network.populations.forEach((population, group) => {
    taps.add(
      population.done$.subscribe((message) => {
        log.done(group, population, message);
      }),
    );
  });
  taps.add(
    network.loss$.subscribe((message) => {
      log.loss(message);
    }),
  );
  return taps;
}

/** The header of a trace of this network that begins now. */
export function headerOf(network: Network, options: RecordOptions = {}): TraceHeader {
  const { level = "synapse", neurons, samples, batches, phases, seed } = options;
  const { inputErrors, commits } = network;
  const precision = network.precision === "f32" ? network.precision : undefined;
  const transport = network.transport === "simulated" ? network.transport : undefined;
  const errorTransport = ownErrorWeights(network.errorTransport);
  const selection = { level, neurons, samples, batches, phases };
  return {
    format: "counterflow-trace",
    version: 1,
    network: writeNetwork(network.model, network.parameters),
    seed,
    options: { ...selection, inputErrors, commits, precision, transport, errorTransport },
  };
}
