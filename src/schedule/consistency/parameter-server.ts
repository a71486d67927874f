import { expectFresh } from "./expect-fresh.ts";
import type { ServerConsistency } from "./consistency.ts";
import type { Feed } from "./feed.ts";
import type { Contribution, Push, ReplicaSize } from "./replica-step.ts";

/** Why a worker waits at the server. */
export type ServerWait = "barrier" | "slack" | "no-data";

/** What a worker is sent: the weights of a version, which include all updates of the first `includes` steps of every worker. */
export interface Answer {
  readonly worker: number;
  readonly version: number;
  readonly includes: number;
  readonly microBatch: number;
  /** Gradients under way that the weights lack. */
  readonly lag: number;
}

/** What a server does, for whoever carries it out. */
export interface ServerEffects {
  readonly gather: (push: Push) => void;
  readonly drop: (push: Push) => void;
  readonly commit: (version: number, contributions: readonly Contribution[]) => void;
  readonly answer: (answer: Answer) => void;
  /** A worker has waited since `from`, for this. */
  readonly waited: (worker: number, from: number, cause: ServerWait) => void;
  /** There is nothing left for a worker. */
  readonly dismiss: (worker: number) => void;
}

/** A worker as the server knows it. */
interface Client {
  /** Steps whose gradients have come. */
  steps: number;
  /** The version that it was sent last; −1 before. */
  sent: number;
  /** Micro-batches that it has, and has not pushed. */
  outstanding: number;
  /** It asks for weights, and waits for this; undefined where it does not. */
  waitsFor: ServerWait | undefined;
  /** Its waiting is accounted for up to here. */
  waitsSince: number;
  isDismissed: boolean;
}

/** The actor that holds the weights: gathers pushes, commits, and answers those who ask as soon as the rule lets it. */
export class ParameterServer {
  /** Commits so far. */
  version = 0;
  readonly #rule: ServerConsistency;
  readonly #feed: Feed;
  readonly #effects: ServerEffects;
  readonly #maxStaleness: number;
  readonly #clients: readonly Client[];
  #gathered: Push[] = [];
  /** With a barrier, nothing is dealt beyond the end of an epoch until all of it is committed. */
  #isClosed = false;

  constructor(rule: ServerConsistency, size: ReplicaSize, feed: Feed, effects: ServerEffects) {
    this.#rule = rule;
    this.#feed = feed;
    this.#effects = effects;
    this.#maxStaleness = size.maxStaleness ?? Infinity;
    this.#clients = Array.from({ length: size.workers }, () => ({
      steps: 0,
      sent: -1,
      outstanding: 0,
      waitsFor: undefined,
      waitsSince: 0,
      isDismissed: false,
    }));
  }

  /** Workers that wait for an answer. */
  get waiting(): number[] {
    return this.#clients.flatMap(({ waitsFor }, worker) => (waitsFor === undefined ? [] : [worker]));
  }

  /** Gradients under way, or gathered and not applied yet. */
  get lag(): number {
    const underWay = this.#clients.reduce((sum, { outstanding }) => sum + outstanding, 0);
    return this.#gathered.reduce((sum, { contributions }) => sum + contributions.length, underWay);
  }

  /** A worker takes a further micro-batch without asking. */
  takesOn(worker: number): void {
    this.#client(worker).outstanding++;
  }

  /** A push has come. */
  receive(push: Push): void {
    const client = this.#client(push.worker);
    client.outstanding -= push.contributions.length;
    client.steps += push.contributions.length;
    const isLate = push.contributions.some(({ version }) => version < this.version);
    if (isLate && this.#rule.commit.late === "drop") this.#effects.drop(push);
    else {
      this.#gathered.push(push);
      this.#effects.gather(push);
    }
  }

  /** A worker asks for weights. */
  ask(worker: number, now: number): void {
    const client = this.#client(worker);
    client.waitsFor = this.#rule.admission.kind === "slack" ? "slack" : "barrier";
    client.waitsSince = now;
  }

  /** Does all that may be done now. Answers go out in the order of the workers. */
  settle(now: number): void {
    for (;;) {
      if (this.#gathered.length >= this.#rule.commit.pushes) this.#commit();
      const dismissed = this.#dismissAll();
      this.#answerAll(now);
      if (this.#isStuck()) this.#commit();
      else if (!dismissed) return;
    }
  }

  #commit(): void {
    const contributions = inOrder(this.#gathered);
    expectFresh(contributions, this.version, this.#maxStaleness);
    this.#gathered = [];
    this.version++;
    this.#isClosed = false;
    this.#effects.commit(this.version, contributions);
  }

  /** Whoever asks, and has nothing left to do, is done; others then need not wait for it. */
  #dismissAll(): boolean {
    let isAny = false;
    for (const [worker, client] of this.#clients.entries()) {
      if (client.waitsFor === undefined || !this.#feed.isEmptyFor(worker)) continue;
      client.waitsFor = undefined;
      client.isDismissed = true;
      this.#effects.dismiss(worker);
      isAny = true;
    }
    return isAny;
  }

  #answerAll(now: number): void {
    for (const [worker, client] of this.#clients.entries()) {
      if (client.waitsFor === undefined || !this.#mayGoOn(client)) continue;
      this.#waited(worker, client, now);
      const microBatch = this.#isClosed ? undefined : this.#feed.next(worker);
      if (microBatch === undefined) {
        client.waitsFor = "no-data";
        continue;
      }
      const { admission, push } = this.#rule;
      this.#isClosed = admission.kind === "barrier" && push.every === 1 && this.#feed.isAtEpochEnd;
      const { version, lag } = this;
      client.waitsFor = undefined;
      client.sent = version;
      client.outstanding++;
      this.#effects.answer({ worker, version, includes: this.#slowest(), microBatch, lag });
    }
  }

  #waited(worker: number, client: Client, now: number): void {
    if (client.waitsFor === undefined) return;
    if (now > client.waitsSince) this.#effects.waited(worker, client.waitsSince, client.waitsFor);
    client.waitsSince = now;
  }

  #mayGoOn({ sent, steps }: Client): boolean {
    const { admission } = this.#rule;
    if (admission.kind === "barrier") return sent < this.version;
    return admission.kind === "free" || steps - this.#slowest() <= admission.most;
  }

  /** Steps of the slowest worker of those who still have something to do. */
  #slowest(): number {
    const steps = this.#clients.map((client) => (client.isDismissed ? Infinity : client.steps));
    return steps.reduce((least, each) => Math.min(least, each), Infinity);
  }

  /** Whether fewer pushes than asked for are gathered, and no more can come before a commit. */
  #isStuck(): boolean {
    if (this.#gathered.length === 0) return false;
    const isLateDropped = this.#rule.commit.late === "drop";
    const mayAdd = this.#clients.some(
      ({ outstanding, sent }) => outstanding > 0 && !(isLateDropped && sent < this.version),
    );
    if (mayAdd) return false;
    // Who is late, or only about to ask, comes for more, if there is more.
    const isAway = this.#clients.some(({ waitsFor, isDismissed }) => waitsFor === undefined && !isDismissed);
    return !isAway || this.#isClosed || this.#clients.every((_, worker) => this.#feed.isEmptyFor(worker));
  }

  #client(worker: number): Client {
    const client = this.#clients[worker];
    if (client === undefined) {
      throw new RangeError(`worker: expected 0 to ${this.#clients.length - 1}; got ${worker}`);
    }
    return client;
  }
}

/** What pushes bring, by the numbers of the micro-batches. */
function inOrder(pushes: readonly Push[]): readonly Contribution[] {
  const [first] = pushes;
  if (first !== undefined && pushes.length === 1) return first.contributions;
  return pushes
    .flatMap(({ contributions }) => contributions)
    .sort((one, other) => one.microBatch - other.microBatch);
}
