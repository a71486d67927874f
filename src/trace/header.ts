import type { NetworkFile } from "../model/network-spec.ts";
import type { Change } from "./change.ts";
import type { TraceEvent } from "./event.ts";
import type { TraceSelection } from "./select.ts";

/** The first line of a trace: all that is known before the run. */
export interface TraceHeader {
  readonly format: "counterflow-trace";
  readonly version: 1;
  /** With all its weights, as they were when the recording began. */
  readonly network: NetworkFile;
  /** What the weights were drawn from, where that is known. */
  readonly seed?: number | undefined;
  readonly options: TraceOptions;
  /** The trace that this one leaves, and where. */
  readonly fork?: Fork | undefined;
}

export interface TraceOptions extends TraceSelection {
  readonly level: TraceLevel;
  /** Whether error signals flow on to the inputs. */
  readonly inputErrors: "end" | "receive";
  /** Commits before the recording began. */
  readonly commits: number;
  /** How wide the run's numbers were, where they were no doubles. */
  readonly precision?: "f32" | undefined;
  /** Whether messages took their time; otherwise each took one tick. */
  readonly transport?: "simulated" | undefined;
  /** What the reversed arrows carried, where that were other weights than a network's own and its feedback weights. */
  readonly errorTransport?: string | undefined;
  /** How the run was spread over stages, where it was. */
  readonly pipeline?: TracePipeline | undefined;
}

/** A run in stages: times are ticks of its schedule's clock, several batches may be in flight, and weights have versions. */
export interface TracePipeline {
  /** The name of the plan or policy; "own" of one that somebody has written. */
  readonly schedule: string;
  readonly stages: number;
  /** Of each population, in the order of the network, its stage. */
  readonly stageOf: readonly number[];
  /** A plan ends each batch before the next one begins; a policy has them in one stream. */
  readonly kind: "plan" | "policy";
  /** Which weight versions are read (see Policy); of a delayed schedule, "delayed", and how many commits at most. */
  readonly forwardVersion: "latest" | "entry" | "batch-before" | "delayed";
  readonly mostDelayed?: number | undefined;
  readonly transportVersion: "latest" | "forward" | "extrapolated";
  readonly keptVersions?: number | undefined;
  /** What was done against staleness, by name. */
  readonly correctors?: readonly string[] | undefined;
}

/**
 * How much is recorded. "synapse": every message on every synapse. "neuron": what each neuron makes of them.
 * "population": a norm for each population. "commit": losses, gradients and weights alone.
 */
export type TraceLevel = "synapse" | "neuron" | "population" | "commit";

export const traceLevels: readonly TraceLevel[] = ["synapse", "neuron", "population", "commit"];

/** A run that was stopped after event `at` of a parent trace, changed, and let go on. */
export interface Fork {
  /** Checksum of the parent's first line. */
  readonly of: string;
  readonly at: number;
  readonly change: Change;
  /** How the parent left its own parent. */
  readonly before?: Fork | undefined;
}

/** All changes on the way to a trace, the latest last; each takes effect right after event `at`. */
export function changesOf({ fork }: Pick<TraceHeader, "fork">): Fork[] {
  const changes: Fork[] = [];
  for (let each = fork; each !== undefined; each = each.before) changes.unshift(each);
  return changes;
}

/** A run as it was recorded. */
export interface Trace {
  readonly header: TraceHeader;
  readonly events: readonly TraceEvent[];
}
