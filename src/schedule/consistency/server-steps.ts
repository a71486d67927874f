import { RunError } from "../../message/run-error.ts";
import { EventQueue } from "../event-queue.ts";
import type { ServerConsistency } from "./consistency.ts";
import { Feed } from "./feed.ts";
import { type Answer, ParameterServer, type ServerWait } from "./parameter-server.ts";
import type { Contribution, Push, ReplicaSize, ReplicaStep, ReplicaTiming } from "./replica-step.ts";

/** A worker's message to the server. */
interface Message {
  readonly worker: number;
  readonly push: Push | undefined;
  readonly asks: boolean;
  /** When it was sent, or when it came to wait for the server. */
  readonly since: number;
}

type Event =
  /** It is at the server; the server has had time for it. */
  | (Message & { readonly kind: "arrival" })
  | (Message & { readonly kind: "handled" })
  | { readonly kind: "answer"; readonly answer: Answer; readonly sent: number }
  | { readonly kind: "end"; readonly worker: number; readonly microBatch: number; readonly from: number };

/** A worker of a server: it computes, step by step, and knows its copy of the weights. */
interface Worker {
  readonly index: number;
  /** The version of its copy, and how many steps of every worker that includes for sure. */
  version: number;
  includes: number;
  lag: number;
  /** Steps that it has ended, and those of them since it fetched. */
  steps: number;
  sinceFetch: number;
  /** What is not pushed yet. */
  accrued: Contribution[];
  /** When its last message is at the server: no message overtakes another. */
  arrival: number;
}

/** Workers and their server in virtual time: yields what takes effect, in order. */
export function* serverSteps(
  rule: ServerConsistency,
  size: ReplicaSize,
  timing: ReplicaTiming,
): Generator<ReplicaStep, void, undefined> {
  const run = new ServerRun(rule, size, timing);
  run.begin();
  for (;;) {
    yield* run.told();
    if (!run.next()) break;
  }
}

class ServerRun {
  readonly #rule: ServerConsistency;
  readonly #timing: ReplicaTiming;
  readonly #queue = new EventQueue<Event>();
  readonly #feed: Feed;
  readonly #server: ParameterServer;
  readonly #workers: readonly Worker[];
  #now = 0;
  /** When the server has done all that has come so far. */
  #free = 0;
  #pushes = 0;
  #told: ReplicaStep[] = [];

  constructor(rule: ServerConsistency, size: ReplicaSize, timing: ReplicaTiming) {
    this.#rule = rule;
    this.#timing = timing;
    this.#feed = new Feed(size);
    const effects = {
      gather: (push: Push) => this.#tell({ kind: "gather", push, time: this.#now }),
      drop: (push: Push) => this.#tell({ kind: "drop", push, time: this.#now }),
      commit: (version: number, contributions: readonly Contribution[]) =>
        this.#tell({ kind: "commit", version, worker: undefined, contributions, time: this.#now }),
      answer: (answer: Answer) => this.#answer(answer),
      waited: (worker: number, from: number, cause: ServerWait) =>
        this.#tell({ kind: "idle", worker, from, to: this.#now, cause, time: this.#now }),
      dismiss: (worker: number) => this.#flush(worker),
    };
    this.#server = new ParameterServer(rule, size, this.#feed, effects);
    this.#workers = Array.from({ length: size.workers }, (_, index) => ({
      index,
      version: 0,
      includes: 0,
      lag: 0,
      steps: 0,
      sinceFetch: 0,
      accrued: [],
      arrival: 0,
    }));
  }

  begin(): void {
    for (const worker of this.#workers) this.#send(worker, { asks: true });
  }

  /** What has taken effect since it was asked last. */
  told(): readonly ReplicaStep[] {
    const told = this.#told;
    this.#told = [];
    return told;
  }

  /** Takes the next event; false at the end. */
  next(): boolean {
    const { nextTime } = this.#queue;
    const event = this.#queue.take();
    if (nextTime === undefined || event === undefined) {
      const { waiting } = this.#server;
      if (waiting.length === 0) return false;
      throw new RunError(`expected every worker to come to its end; workers ${waiting.join(", ")} wait`);
    }
    this.#now = nextTime;
    if (event.kind === "arrival") this.#arrive(event);
    else if (event.kind === "handled") this.#handle(event);
    else if (event.kind === "answer") this.#read(event);
    else this.#end(event);
    return true;
  }

  /** A worker's message is at the server, which takes one after the other. */
  #arrive(event: Message): void {
    if (event.asks) this.#idle(event.worker, event.since, "latency");
    const ticks = this.#timing.serve?.() ?? 0;
    this.#free = Math.max(this.#free, this.#now) + ticks;
    if (this.#free === this.#now) this.#handle({ ...event, since: this.#now });
    else this.#queue.add(this.#free, { ...event, kind: "handled", since: this.#now });
  }

  #handle({ worker, push, asks, since }: Message): void {
    if (asks) this.#idle(worker, since, "server");
    if (push !== undefined) this.#server.receive(push);
    if (asks) this.#server.ask(worker, this.#now);
    this.#server.settle(this.#now);
  }

  #answer(answer: Answer): void {
    const { worker, version } = answer;
    this.#tell({ kind: "send", worker, version, time: this.#now });
    const ticks = this.#timing.latency(worker);
    this.#queue.add(this.#now + ticks, { kind: "answer", answer, sent: this.#now });
  }

  #read({ answer, sent }: Extract<Event, { kind: "answer" }>): void {
    const { version, includes, lag, microBatch } = answer;
    const worker = this.#worker(answer.worker);
    this.#idle(worker.index, sent, "latency");
    this.#tell({ kind: "read", worker: worker.index, version, time: this.#now });
    Object.assign(worker, { version, includes, lag, sinceFetch: 0 });
    this.#compute(worker, microBatch);
  }

  #compute({ index, version, lag }: Worker, microBatch: number): void {
    this.#tell({ kind: "begin", worker: index, microBatch, version, lag, time: this.#now });
    const end = this.#now + this.#timing.service(index);
    this.#queue.add(end, { kind: "end", worker: index, microBatch, from: this.#now });
  }

  #end({ worker: index, microBatch, from }: Extract<Event, { kind: "end" }>): void {
    const worker = this.#worker(index);
    this.#tell({ kind: "end", worker: index, microBatch, from, time: this.#now });
    worker.steps++;
    worker.sinceFetch++;
    worker.accrued.push({ microBatch, version: worker.version });
    const isEmpty = this.#feed.isEmptyFor(index);
    const asks = isEmpty || this.#isFetchDue(worker);
    if (isEmpty || worker.accrued.length >= this.#rule.push.every) this.#send(worker, { asks });
    else if (asks) this.#send(worker, { asks }, []);
    if (asks) return;
    const next = this.#feed.next(index);
    if (next === undefined) return;
    this.#server.takesOn(index);
    this.#compute(worker, next);
  }

  #isFetchDue({ steps, sinceFetch, includes }: Worker): boolean {
    const { fetch, admission } = this.#rule;
    if (fetch.kind === "every") return sinceFetch >= fetch.steps;
    return includes < steps - (admission.kind === "slack" ? admission.most : 0);
  }

  /** Sends to the server what is accrued, or nothing, and asks for weights or not. */
  #send(worker: Worker, { asks }: { readonly asks: boolean }, contributions = worker.accrued): void {
    const { index } = worker;
    let push: Push | undefined;
    if (contributions.length > 0) {
      worker.accrued = [];
      push = { number: this.#pushes++, worker: index, contributions };
      this.#tell({ kind: "push", push, time: this.#now });
    }
    worker.arrival = Math.max(worker.arrival, this.#now + this.#timing.latency(index));
    this.#queue.add(worker.arrival, { kind: "arrival", worker: index, push, asks, since: this.#now });
  }

  /** Nothing is left for a worker: what it has not pushed yet is due. */
  #flush(index: number): void {
    const worker = this.#worker(index);
    if (worker.accrued.length > 0) this.#send(worker, { asks: false });
  }

  #idle(worker: number, from: number, cause: "latency" | "server"): void {
    if (this.#now > from) this.#tell({ kind: "idle", worker, from, to: this.#now, cause, time: this.#now });
  }

  #tell(step: ReplicaStep): void {
    this.#told.push(step);
  }

  #worker(index: number): Worker {
    const worker = this.#workers[index];
    if (worker === undefined)
      throw new RangeError(`worker: expected 0 to ${this.#workers.length - 1}; got ${index}`);
    return worker;
  }
}
