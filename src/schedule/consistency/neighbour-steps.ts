import { EventQueue } from "../event-queue.ts";
import type { Neighbours } from "./consistency.ts";
import { Feed } from "./feed.ts";
import type { ReplicaSize, ReplicaStep, ReplicaTiming } from "./replica-step.ts";

type Event =
  | { readonly kind: "end"; readonly worker: number; readonly from: number }
  | {
      readonly kind: "hear";
      readonly worker: number;
      readonly round: number;
      readonly from: number;
      readonly sent: number;
    };

interface Worker {
  round: number;
  /** Of its round: undefined where nothing was left for it. */
  microBatch: number | undefined;
  isComputing: boolean;
  idleFrom: number;
  /** Of each round under way, how many neighbours' weights are there. */
  readonly heard: Map<number, number>;
  /** When the weights that came last were sent. */
  sent: number;
}

/**
 * Workers with weights of their own, in virtual time. In each round a worker sends its weights to its neighbours and computes its gradient;
 * once theirs of that round are there too, it mixes them and takes its step. Nobody is ahead of a neighbour by more than a round.
 */
export function* neighbourSteps(
  rule: Neighbours,
  size: ReplicaSize,
  timing: ReplicaTiming,
): Generator<ReplicaStep, void, undefined> {
  const run = new NeighbourRun(rule, size, timing);
  for (let worker = 0; worker < size.workers; worker++) yield* run.begin(worker, 0);
  for (let event = run.next(); event !== undefined; event = run.next()) yield* run.perform(event);
}

class NeighbourRun {
  readonly #timing: ReplicaTiming;
  readonly #queue = new EventQueue<Event>();
  readonly #feed: Feed;
  readonly #rounds: number;
  readonly #workers: readonly Worker[];
  /** Of each worker, those whose weights it mixes into its own, and those who mix in its. */
  readonly #sources: readonly (readonly number[])[];
  readonly #listeners: readonly (readonly number[])[];
  #now = 0;

  constructor({ mixing }: Neighbours, size: ReplicaSize, timing: ReplicaTiming) {
    this.#timing = timing;
    this.#feed = new Feed(size);
    const { microBatches, workers } = size;
    this.#rounds =
      typeof microBatches === "number"
        ? Math.ceil(microBatches / workers)
        : microBatches.reduce((most, each) => Math.max(most, each), 0);
    this.#workers = Array.from({ length: workers }, () => ({
      round: -1,
      microBatch: undefined,
      isComputing: false,
      idleFrom: 0,
      heard: new Map<number, number>(),
      sent: 0,
    }));
    const others = (of: (i: number, j: number) => number): number[][] =>
      mixing.map((row, i) => row.flatMap((_, j) => (j !== i && of(i, j) !== 0 ? [j] : [])));
    this.#sources = others((i, j) => mixing[i]?.[j] ?? 0);
    this.#listeners = others((i, j) => mixing[j]?.[i] ?? 0);
  }

  next(): Event | undefined {
    this.#now = this.#queue.nextTime ?? this.#now;
    return this.#queue.take();
  }

  *begin(worker: number, time: number): Generator<ReplicaStep, void, undefined> {
    const state = this.#workers[worker];
    if (state === undefined || ++state.round === this.#rounds) return;
    const { round } = state;
    const to = this.#listeners[worker] ?? [];
    yield { kind: "share", worker, round, to, time };
    for (const listener of to) {
      const at = time + this.#timing.latency(worker);
      this.#queue.add(at, { kind: "hear", worker: listener, round, from: worker, sent: time });
    }
    const microBatch = this.#feed.next(worker);
    state.microBatch = microBatch;
    state.idleFrom = time;
    if (microBatch !== undefined) {
      // All gradients of a round are computed at weights that lack those of the others alone.
      const lag = this.#workers.filter(({ isComputing }) => isComputing).length;
      state.isComputing = true;
      yield { kind: "begin", worker, microBatch, version: round, lag, time };
      this.#queue.add(time + this.#timing.service(worker), { kind: "end", worker, from: time });
    } else yield* this.#mix(worker, state);
  }

  *perform(event: Event): Generator<ReplicaStep, void, undefined> {
    const { worker } = event;
    const state = this.#workers[worker];
    if (state === undefined) return;
    const time = this.#now;
    if (event.kind === "end") {
      yield { kind: "end", worker, microBatch: state.microBatch ?? 0, from: event.from, time };
      state.isComputing = false;
      state.idleFrom = time;
    } else {
      const { round, from, sent } = event;
      yield { kind: "hear", worker, round, from, time };
      state.heard.set(round, (state.heard.get(round) ?? 0) + 1);
      if (round === state.round) state.sent = sent;
    }
    yield* this.#mix(worker, state);
  }

  /** Mixes if all is there that its round needs. */
  *#mix(worker: number, state: Worker): Generator<ReplicaStep, void, undefined> {
    const { round, microBatch, isComputing, heard } = state;
    const needed = this.#sources[worker]?.length ?? 0;
    if (isComputing || round >= this.#rounds || (heard.get(round) ?? 0) < needed) return;
    heard.delete(round);
    yield* this.#waited(worker, state);
    const time = this.#now;
    yield { kind: "mix", worker, round, time };
    const contributions = microBatch === undefined ? [] : [{ microBatch, version: round }];
    yield { kind: "commit", version: round + 1, worker, contributions, time };
    yield* this.begin(worker, time);
  }

  /** It has waited until the last neighbour sent its weights, then for these to come. */
  *#waited(worker: number, { idleFrom, sent }: Worker): Generator<ReplicaStep, void, undefined> {
    const [from, time] = [idleFrom, this.#now];
    const sentAt = Math.min(time, Math.max(from, sent));
    if (sentAt > from) yield { kind: "idle", worker, from, to: sentAt, cause: "neighbour", time };
    if (time > sentAt) yield { kind: "idle", worker, from: sentAt, to: time, cause: "latency", time };
  }
}
