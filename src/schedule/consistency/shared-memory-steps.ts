import { EventQueue } from "../event-queue.ts";
import type { SharedMemory } from "./consistency.ts";
import { expectFresh } from "./expect-fresh.ts";
import { Feed } from "./feed.ts";
import type { ReplicaSize, ReplicaStep, ReplicaTiming } from "./replica-step.ts";

/** What a worker does next: reads a piece, is done with computing, loads a piece or stores it. */
interface Event {
  readonly kind: "read" | "computed" | "load" | "store";
  readonly worker: number;
  readonly piece: number;
}

interface Worker {
  microBatch: number;
  /** When it began to read, how many updates were whole then, and how many under way. */
  from: number;
  version: number;
  lag: number;
  /** Updates that the piece at hand included when it was loaded. */
  loaded: number;
}

/**
 * Workers that share one memory, in virtual time: each reads all pieces one after the other, computes, and writes all pieces, while others
 * do the same. A version counts the updates whose last piece is stored.
 */
export function* sharedMemorySteps(
  rule: SharedMemory,
  size: ReplicaSize,
  timing: ReplicaTiming,
): Generator<ReplicaStep, void, undefined> {
  const run = new SharedMemoryRun(rule, size, timing);
  for (let worker = 0; worker < size.workers; worker++) run.begin(worker, 0);
  for (let event = run.next(); event !== undefined; event = run.next()) yield* run.perform(event);
}

class SharedMemoryRun {
  readonly #rule: SharedMemory;
  readonly #size: ReplicaSize;
  readonly #timing: ReplicaTiming;
  readonly #feed: Feed;
  readonly #queue = new EventQueue<Event>();
  readonly #workers: Worker[] = [];
  readonly #pieces: number;
  /** Of each piece, the updates that it includes. */
  readonly #included: number[];
  #version = 0;
  #underWay = 0;
  #now = 0;

  constructor(rule: SharedMemory, size: ReplicaSize, timing: ReplicaTiming) {
    this.#rule = rule;
    this.#size = size;
    this.#timing = timing;
    this.#feed = new Feed(size);
    this.#pieces = size.pieces ?? 1;
    this.#included = Array<number>(this.#pieces).fill(0);
  }

  next(): Event | undefined {
    this.#now = this.#queue.nextTime ?? this.#now;
    return this.#queue.take();
  }

  /** A worker takes its next micro-batch, if there is one, and begins to read. */
  begin(worker: number, now: number): void {
    const microBatch = this.#feed.next(worker);
    if (microBatch === undefined) return;
    const [version, lag] = [this.#version, this.#underWay++];
    this.#workers[worker] = { microBatch, from: now, version, lag, loaded: 0 };
    this.#after(this.#rule.readTicks / this.#pieces, { kind: "read", worker, piece: 0 });
  }

  *perform(event: Event): Generator<ReplicaStep, void, undefined> {
    const state = this.#workers[event.worker];
    if (state === undefined) return;
    if (event.kind === "read") yield* this.#read(event, state);
    else if (event.kind === "computed") this.#write(event.worker, 0);
    else if (event.kind === "load") yield* this.#load(event, state);
    else yield* this.#store(event, state);
  }

  *#read({ worker, piece }: Event, { microBatch, version, lag }: Worker): Generator<ReplicaStep> {
    const time = this.#now;
    yield { kind: "read-piece", worker, piece, time };
    if (piece + 1 < this.#pieces) {
      this.#after(this.#rule.readTicks / this.#pieces, { kind: "read", worker, piece: piece + 1 });
      return;
    }
    yield { kind: "begin", worker, microBatch, version, lag, time };
    this.#after(this.#timing.service(worker), { kind: "computed", worker, piece: 0 });
  }

  /** What is atomic is loaded at the end of its time, and stored at once. */
  #write(worker: number, piece: number): void {
    const ticks = this.#rule.write === "atomic" ? this.#rule.writeTicks / this.#pieces : 0;
    this.#after(ticks, { kind: "load", worker, piece });
  }

  *#load(event: Event, state: Worker): Generator<ReplicaStep> {
    const { worker, piece } = event;
    yield { kind: "load-piece", worker, piece, time: this.#now };
    state.loaded = this.#included[piece] ?? 0;
    if (this.#rule.write === "atomic") yield* this.#store(event, state);
    else this.#after(this.#rule.writeTicks / this.#pieces, { kind: "store", worker, piece });
  }

  *#store({ worker, piece }: Event, { microBatch, from, version, loaded }: Worker): Generator<ReplicaStep> {
    const time = this.#now;
    const lost = (this.#included[piece] ?? 0) - loaded;
    this.#included[piece] = loaded + 1;
    yield { kind: "store-piece", worker, piece, lost, time };
    if (piece + 1 < this.#pieces) {
      this.#write(worker, piece + 1);
      return;
    }
    const contributions = [{ microBatch, version }];
    expectFresh(contributions, this.#version, this.#size.maxStaleness);
    this.#underWay--;
    yield { kind: "end", worker, microBatch, from, time };
    yield { kind: "commit", version: ++this.#version, worker, contributions, time };
    this.begin(worker, time);
  }

  #after(ticks: number, event: Event): void {
    this.#queue.add(this.#now + ticks, event);
  }
}
