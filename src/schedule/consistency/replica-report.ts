import { type Spread, spreadOf } from "../versions.ts";
import type { ReplicaStep, WorkerIdleCause } from "./replica-step.ts";

/** A micro-batch whose gradient was computed: at which weights, and what became of it. */
export interface ReplicaUpdate {
  readonly worker: number;
  readonly microBatch: number;
  /** The version that it was computed at, and the newest one just before it was applied; undefined if it was dropped, or not yet. */
  readonly read: number;
  readonly applied: number | undefined;
  /** When it was begun and when it was applied, in ticks. */
  readonly begunAt: number;
  readonly appliedAt: number | undefined;
  /** Gradients under way that the weights lacked when it was begun. */
  readonly lag: number;
}

/** What a worker has done with its time, up to the end of the run. */
export interface WorkerReport {
  readonly steps: number;
  /** Ticks at work, and idle, by the cause. */
  readonly busy: number;
  readonly idle: Readonly<Record<WorkerIdleCause, number>>;
}

/** How many messages of a kind were sent, and how many have come; of those that have, how many were refused. */
export interface MessageCount {
  readonly sent: number;
  readonly delivered: number;
  readonly dropped: number;
}

/** What a run of replicas has come to. All of it is counted; nothing is estimated. */
export interface ReplicaReport {
  /** When the last thing happened, in ticks. */
  readonly time: number;
  readonly commits: number;
  readonly workers: readonly WorkerReport[];
  /** In the order in which they were begun. */
  readonly updates: readonly ReplicaUpdate[];
  /** Commits that gradients have crossed between the version read and the one that they were applied to, themselves not counted. */
  readonly staleness: Spread;
  readonly lag: Spread;
  /** Pushes to the server, and its answers; or weights that neighbours share. */
  readonly pushes: MessageCount;
  readonly weights: MessageCount;
  /** Of shared memory: updates of pieces, and how many of them are in none of the weights now because another was stored over them. */
  readonly pieces: { readonly stored: number; readonly lost: number };
}

interface Update {
  readonly worker: number;
  readonly microBatch: number;
  readonly read: number;
  applied: number | undefined;
  readonly begunAt: number;
  appliedAt: number | undefined;
  readonly lag: number;
}

interface Times {
  steps: number;
  busy: number;
  readonly idle: Record<WorkerIdleCause, number>;
  /** Up to when its time is accounted for. */
  until: number;
}

/** Adds up what takes effect in a run. */
export class ReplicaTally {
  readonly #workers: readonly Times[];
  readonly #updates: Update[] = [];
  /** Those that are not applied, by their micro-batch. */
  readonly #underWay = new Map<number, Update>();
  readonly #pushes = { sent: 0, delivered: 0, dropped: 0 };
  readonly #weights = { sent: 0, delivered: 0, dropped: 0 };
  readonly #pieces = { stored: 0, lost: 0 };
  #commits = 0;
  #time = 0;

  constructor(workers: number) {
    this.#workers = Array.from({ length: workers }, () => ({ steps: 0, busy: 0, idle: noIdle(), until: 0 }));
  }

  add(step: ReplicaStep): void {
    this.#time = Math.max(this.#time, step.time);
    if (step.kind === "begin") this.#begin(step);
    else if (step.kind === "commit") this.#apply(step);
    else if (step.kind === "end" || step.kind === "idle") this.#spend(step);
    else this.#count(step);
  }

  /** What it has come to so far. */
  report(): ReplicaReport {
    const time = this.#time;
    const crossed = this.#updates.flatMap(({ read, applied }) =>
      applied === undefined ? [] : [applied - read],
    );
    return {
      time,
      commits: this.#commits,
      workers: this.#workers.map(({ steps, busy, idle, until }) => ({
        steps,
        busy,
        idle: { ...idle, drain: time - until },
      })),
      updates: this.#updates.map((update) => ({ ...update })),
      staleness: spreadOf(crossed),
      lag: spreadOf(this.#updates.map(({ lag }) => lag)),
      pushes: { ...this.#pushes },
      weights: { ...this.#weights },
      pieces: { ...this.#pieces },
    };
  }

  #begin({ worker, microBatch, version: read, lag, time }: Extract<ReplicaStep, { kind: "begin" }>): void {
    const update = { worker, microBatch, read, applied: undefined, begunAt: time, appliedAt: undefined, lag };
    this.#updates.push(update);
    this.#underWay.set(microBatch, update);
  }

  #apply({ version, contributions, time }: Extract<ReplicaStep, { kind: "commit" }>): void {
    this.#commits++;
    for (const { microBatch } of contributions) {
      const update = this.#underWay.get(microBatch);
      if (update !== undefined) Object.assign(update, { applied: version - 1, appliedAt: time });
      this.#underWay.delete(microBatch);
    }
  }

  #spend(step: Extract<ReplicaStep, { kind: "end" | "idle" }>): void {
    const times = this.#workers[step.worker];
    if (times === undefined) return;
    times.until = step.time;
    if (step.kind === "idle") times.idle[step.cause] += step.to - step.from;
    else {
      times.steps++;
      times.busy += step.time - step.from;
    }
  }

  #count(step: Exclude<ReplicaStep, { kind: "begin" | "commit" | "end" | "idle" }>): void {
    if (step.kind === "push") this.#pushes.sent++;
    else if (step.kind === "send") this.#weights.sent++;
    else if (step.kind === "share") this.#weights.sent += step.to.length;
    else if (step.kind === "read" || step.kind === "hear") this.#weights.delivered++;
    else if (step.kind === "gather" || step.kind === "drop") {
      this.#pushes.delivered++;
      if (step.kind === "gather") return;
      this.#pushes.dropped++;
      for (const { microBatch } of step.push.contributions) this.#underWay.delete(microBatch);
    } else if (step.kind === "store-piece") {
      this.#pieces.stored++;
      this.#pieces.lost += step.lost;
    }
  }
}

function noIdle(): Record<WorkerIdleCause, number> {
  return { barrier: 0, slack: 0, neighbour: 0, latency: 0, server: 0, "no-data": 0, drain: 0 };
}
