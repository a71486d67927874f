import type { Outlet, Receiver, Task } from "../../message/actor.ts";
import type { Direction, Purpose } from "../../message/message.ts";
import { RunError } from "../../message/run-error.ts";
import type { Traffic, Transport, TransportCounts } from "../transport.ts";
import { Accounts } from "./accounts.ts";
import { isAddressed, isOnSynapse } from "./address.ts";
import { Chief } from "./chief.ts";
import type { Edges } from "./edges.ts";
import { Host, type Note } from "./host.ts";
import type { Letter } from "./letter.ts";
import { linkTraffic } from "./link-traffic.ts";
import { Misfortune } from "./misfortune.ts";
import type { Net } from "./net.ts";
import { PlannedError, ticksDown } from "./planned-error.ts";
import { type Numbers, Post, type PostOptions } from "./post.ts";
import { Supervisor, type SupervisorOptions } from "./supervisor.ts";
import type { Witness } from "./witness.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every node and edge has its place */
export interface HostileOptions extends PostOptions, SupervisorOptions {
  /** "lossy": what a message of a stream was lost for is left out of its batch, instead of being sent again. */
  readonly delivery: "reliable" | "lossy";
  /** A run that needs more events than this is taken for one that never ends. */
  readonly events: number;
  readonly witness: Witness<HostileTransport>;
}

/**
 * A world in which messages take time, overtake each other, vanish, are damaged and come twice, and in which neurons and the
 * coordinator crash; and above it the protocol by which a run comes to the same bits all the same.
 *
 *   neuron ─ host ─ channel ══ net ══ channel ─ host ─ neuron
 *              │        │       └ loses, repeats, delays, damages, cuts off
 *              │        └ numbers, sends again, waits for credit
 *              └ counts each message once, fences older attempts off, survives crashes
 */
export class HostileTransport implements Transport {
  readonly forward: Outlet;
  readonly backward: Outlet;
  readonly post: Post;
  readonly hosts: readonly Host[];
  readonly chief: Chief;
  readonly edges: Readonly<Record<Direction, Edges>>;
  events = 0;
  readonly #receivers: readonly Receiver[];
  readonly #learners: readonly Receiver[];
  /** The learners, once all are there. */
  #learnerSet: ReadonlySet<Receiver> | undefined;
  readonly #numbers: Numbers;
  readonly #options: HostileOptions;
  readonly #supervisor: Supervisor;
  readonly #misfortune: Misfortune;
  readonly #coordinator: number;
  readonly #accounts = new Accounts();
  /** Of each neuron, the tasks that it was given. */
  readonly #calls: Int32Array;
  #samples: readonly number[] = [];
  /** There only where messages may be lost for good. */
  readonly kept: (() => readonly number[] | undefined) | undefined;
  /** Whether messages of the batch at hand may be lost for good. */
  #isLossy = false;
  #samplesLost = 0;
  /** The time of the last event, and its number among those at that time. */
  #time = -1;
  #nth = 0;
  #state: "idle" | "running" | "stopped" = "idle";

  constructor(
    edges: Readonly<Record<Direction, Edges>>,
    receivers: readonly Receiver[],
    learners: readonly Receiver[],
    numbers: Numbers,
    options: HostileOptions,
  ) {
    this.edges = edges;
    this.#receivers = receivers;
    this.#learners = learners;
    this.#numbers = numbers;
    this.#options = options;
    this.#supervisor = new Supervisor(options);
    this.kept =
      options.delivery === "lossy" ? () => (this.#isLossy ? this.chief.completed : undefined) : undefined;
    const { neurons } = edges.forward;
    this.#coordinator = neurons;
    this.#calls = new Int32Array(neurons);
    this.post = new Post(neurons + 1, numbers, options, {
      deliver: (letter) => this.#deliver(letter),
      samplesOf: ({ microBatch }) => this.#samples[microBatch] ?? 0,
    });
    this.forward = { send: (node, microBatch) => this.#send("forward", node, microBatch) };
    this.backward = { send: (node, microBatch) => this.#send("backward", node, microBatch) };
    const surroundings = {
      tell: (node: number, task: Task, microBatch: number) => this.#tell(node, task, microBatch),
      send: (letter: Letter) => this.post.send(letter),
      microBatches: () => this.#samples.length,
      nodeOf: ({ direction, edge }: Letter) => edges[direction].to[edge]!,
      placeOf: ({ direction, edge }: Letter) => edges[direction].place[edge]!,
      isLearner: (host: number) => this.isLearner(host),
      isLossy: () => this.#isLossy,
      isAddressed: (letter: Letter) => isAddressed(letter, edges[letter.direction], this.#samples.length),
      note: (what: Note, letter: Letter) => this.#note(what, letter),
    };
    const { forward, backward } = edges;
    this.hosts = Array.from({ length: neurons }, (_, number) => {
      const fanIn = { forward: forward.fanIn[number]!, backward: backward.fanIn[number]! };
      return new Host(number, neurons, fanIn, surroundings);
    });
    const [feed, loss] = [neurons, neurons + 1];
    this.chief = new Chief(neurons, new Map([[feed, backward.fanIn[feed]!], [loss, forward.fanIn[loss]!]]), surroundings); // prettier-ignore
    this.#misfortune = new Misfortune(this, numbers, this.#supervisor, options.witness);
    options.witness.attend(this);
  }

  get net(): Net {
    return this.post.net;
  }

  open(samples: readonly number[], purpose: Purpose = "train"): void {
    this.#samples = samples;
    this.#isLossy = this.#options.delivery === "lossy" && purpose === "train";
    if (!this.chief.isLost) this.#numbers.renew();
    const kind = this.chief.isLost ? "another" : "first";
    this.#supervisor.attempt(kind);
    this.#accounts.open(kind);
    this.chief.open(samples.length);
  }

  /** The coordinator's word to itself. */
  tell(receiver: Receiver, task: Task, microBatch: number): void {
    this.#soon(() => {
      if (!this.chief.isLost) receiver.receive(task, microBatch);
    });
  }

  broadcast(task: Task): "done" | "lost" {
    const asked = this.hosts.map(({ number }) => number).filter((number) => this.isLearner(number));
    this.chief.decide(task === "gradient" ? "prepare" : "commit", asked);
    // Not at once: a crash may come between what is decided and its announcement.
    this.#soon(() => this.chief.announce());
    return this.run();
  }

  run(isOver: () => boolean = () => false): "done" | "lost" {
    if (this.#state !== "idle")
      throw new Error("the transport is running already: an actor posts, it does not run");
    this.#state = "running";
    const { chief } = this;
    const isReached = (): boolean => (chief.phase === "batch" ? isOver() : chief.isAnswered);
    try {
      for (;;) {
        if (this.#isStopped()) return "done";
        const isAwake = this.post.isAwake(this.#coordinator);
        if (chief.isLost && chief.phase !== "commit" && isAwake) return "lost";
        if (isReached() && isAwake) break;
        if (this.#step()) continue;
        if (this.#isLossy && chief.phase === "batch") break;
        throw new RunError("nothing is under way any more, and the batch is not complete");
      }
    } finally {
      this.#state = "idle";
    }
    if (this.#isLossy && chief.phase === "batch") this.#leaveOut();
    chief.conclude();
    return "done";
  }

  /** What did not come through is dropped, and its samples are counted. */
  #leaveOut(): void {
    this.#accounts.giveUp();
    const { completed } = this.chief;
    this.#samples.forEach((samples, microBatch) => {
      if (!completed.includes(microBatch)) this.#samplesLost += samples;
    });
  }

  /** Lets everything happen that is still due: afterwards nothing is under way. */
  settle(): void {
    while (this.#step());
  }

  stop(): void {
    if (this.#state === "running") this.#state = "stopped";
  }

  now(): number {
    return this.net.agenda.now;
  }

  readonly inFlight = (): number => this.#accounts.inFlight;

  counts(): TransportCounts {
    return this.#accounts.counts();
  }

  traffic(): Traffic {
    return {
      ...linkTraffic(this.post, this.#coordinator),
      delivery: this.#options.delivery,
      attempts: this.chief.attempt + 1,
      crashes: this.#supervisor.crashes,
      samplesLost: this.#samplesLost,
    };
  }

  /** Micro-batches of the batch at hand. */
  get microBatches(): number {
    return this.#samples.length;
  }

  /** One event, what befalls after it, and whether the laws still hold. False: there is none. */
  #step(): boolean {
    const thing = this.net.agenda.next();
    if (thing === undefined) return false;
    thing.happen();
    this.events++;
    const { now } = this.net.agenda;
    this.#nth = now === this.#time ? this.#nth + 1 : 0;
    this.#time = now;
    const fault = this.#options.fates.event({ time: now, nth: this.#nth });
    if (fault !== undefined) this.#misfortune.befall(fault);
    this.#options.witness.event();
    if (this.events > this.#options.events)
      throw new RunError(`expected the run to end; got ${this.events} events and no end`);
    const failure: Error | undefined = this.#supervisor.failure ?? this.post.failure;
    if (failure !== undefined) throw failure;
    return true;
  }

  #send(direction: Direction, node: number, microBatch: number): void {
    const { neurons, start, to, synapses } = this.edges[direction];
    const host = this.hosts[node];
    const attempt = host?.stored.fence ?? this.chief.attempt;
    const version = host?.stored.version ?? this.chief.version;
    if (attempt === this.chief.attempt)
      this.#accounts.sent(direction, synapses[node]! * this.#samples[microBatch]!);
    const from = Math.min(node, neurons);
    for (let edge = start[node]!; edge < start[node + 1]!; edge++) {
      const target = Math.min(to[edge]!, neurons);
      const letter: Letter = { kind: "data", from, to: target, attempt, version, prepared: -1, direction, edge, microBatch }; // prettier-ignore
      if (this.#isLossy) this.post.sendOnce(letter);
      else this.post.send(letter);
    }
  }

  #note(what: Note, letter: Letter): void {
    const { direction, microBatch } = letter;
    if (
      what === "applied" &&
      letter.attempt === this.chief.attempt &&
      isOnSynapse(letter, this.edges[direction])
    )
      this.#accounts.delivered(direction, this.#samples[microBatch]!);
    this.#options.witness.note(what, letter);
  }

  #deliver(letter: Letter): void {
    const host = this.hosts[letter.to];
    try {
      if (host === undefined) this.chief.accept(letter);
      else host.accept(letter);
    } catch (error) {
      const ticks = host && ticksDown(error, letter);
      if (ticks === undefined) throw error;
      this.#misfortune.crash(letter.to, ticks, error);
    }
  }

  #tell(node: number, task: Task, microBatch: number): void {
    if (node < this.#coordinator) {
      const fault = this.#options.fates.call({ host: node, call: this.#calls[node]!++ });
      if (fault !== undefined) {
        this.#options.witness.befell(fault);
        throw new PlannedError(this.post.nameOf(node), task, fault);
      }
    }
    this.#receivers[node]!.receive(task, microBatch);
  }

  /** What the coordinator does a tick later, unless it crashes or begins another attempt. */
  #soon(act: () => void): void {
    const { attempt } = this.chief;
    const { agenda } = this.net;
    const happen = (): void => {
      if (attempt !== this.chief.attempt || this.post.isDown(this.#coordinator)) return;
      const until = this.post.clocks.pausedUntil(this.#coordinator);
      if (until > agenda.now) agenda.schedule(until, { happen });
      else act();
    };
    agenda.schedule(agenda.now + 1, { happen });
  }

  #isStopped(): boolean {
    return this.#state === "stopped";
  }

  /** Whether the neuron of a host owns weights. */
  isLearner(number: number): boolean {
    return (this.#learnerSet ??= new Set(this.#learners)).has(this.#receivers[number]!);
  }
}
