/**
 * Which micro-batches may begin. "window": stage s of p has at most p − s in flight. "keys": at most `most` are in the
 * pipeline at once, whatever stage they are at; it is counted where they enter.
 */
export type Admission = { readonly kind: "window" } | { readonly kind: "keys"; readonly most: number };

/**
 * Which weight version a forward pass reads: the newest there is ("latest"); the one that was the newest at stage 0 when the
 * micro-batch entered there ("entry"); the one before that of its own batch, t − 1 in batch t and 0 in the first
 * ("batch-before"); one that is older than the newest by so many commits as a list says (see Delays).
 */
export type ForwardVersion = "latest" | "entry" | "batch-before" | Delays;

/** How many commits behind the newest version: of each stage, of each batch of the run; never before version 0. */
export interface Delays {
  readonly kind: "delayed";
  readonly commits: readonly (readonly number[])[];
  /** Batches at the beginning that are not delayed, whatever comes after them. */
  readonly warmUp?: number | undefined;
}

/**
 * Which weight version error signals are multiplied by: the newest at the time of the backward pass ("latest"), the one that
 * the forward pass has read ("forward"), or the newest moved back to that time by what it has learnt of their difference
 * ("extrapolated").
 */
export type TransportVersion = "latest" | "forward" | "extrapolated";

/** A schedule that decides at run time, as data: what may begin, what goes first, which weights are read, when they change. */
export interface Policy {
  readonly admission: Admission;
  /** What a stage does first of all it could do; of several of a kind, the earliest micro-batch. */
  readonly localOrder: "backward-first" | "forward-first";
  readonly forwardVersion: ForwardVersion;
  readonly transportVersion: TransportVersion;
  /**
   * Weight versions that a stage keeps, the newest among them; without it, as many as are still to be read. Where "forward" names
   * one that is gone, the oldest that is left is read.
   */
  readonly keptVersions?: number;
  /** A stage commits by itself as soon as it has the gradients of so many micro-batches: its batch. */
  readonly gradientsPerCommit: number;
}

/** Whether a stage with so many micro-batches in flight may begin another. */
export function mayBegin(
  admission: Admission,
  { stage, stages, inFlight }: { readonly stage: number; readonly stages: number; readonly inFlight: number },
): boolean {
  // What is in flight at any stage has entered: the bound of the entrance holds everywhere.
  return inFlight < (admission.kind === "window" ? stages - stage : admission.most);
}

/** The rules of a policy that say which versions are read, and when there is a new one. */
export type VersionRules = Pick<
  Policy,
  "forwardVersion" | "transportVersion" | "keptVersions" | "gradientsPerCommit"
>;

/** The version that a forward pass reads where `latest` is the newest, and `entry` was at stage 0 when it entered. */
export function forwardVersionOf(
  { forwardVersion, gradientsPerCommit }: VersionRules,
  {
    stage,
    microBatch,
    latest,
    entry,
  }: {
    readonly stage: number;
    readonly microBatch: number;
    readonly latest: number;
    readonly entry: number;
  },
): number {
  const batch = Math.floor(microBatch / gradientsPerCommit);
  if (forwardVersion === "latest") return latest;
  if (forwardVersion === "entry") return entry;
  if (forwardVersion === "batch-before") return Math.max(0, batch - 1);
  return Math.max(0, latest - (forwardVersion.commits[stage]?.[batch] ?? 0));
}

/** The version that error signals are multiplied by; of "extrapolated" weights, the one that they are made from. */
export function transportVersionOf(
  { transportVersion, keptVersions = Infinity }: VersionRules,
  { forward, latest }: { readonly forward: number; readonly latest: number },
): number {
  return transportVersion === "forward" ? Math.max(forward, latest - keptVersions + 1) : latest;
}
