import type { Outlet, Receiver, Task } from "../../message/actor.ts";
import type { Direction } from "../../message/message.ts";
import { RunError } from "../../message/run-error.ts";
import { CopyCount } from "../copy-count.ts";
import type { Transport, TransportCounts } from "../transport.ts";
import { Chief } from "./chief.ts";
import type { Edges } from "./edges.ts";
import type { Fault } from "./fault.ts";
import { GivenUpError } from "./given-up-error.ts";
import { Host, type Note } from "./host.ts";
import { type Letter, word } from "./letter.ts";
import type { Net } from "./net.ts";
import { type Numbers, Post, type PostOptions } from "./post.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every node and edge has its place */

/** Hears of everything, and looks after every event whether the laws hold. */
export interface Witness {
  readonly attend: (world: HostileTransport) => void;
  readonly note: (what: Note, letter: Letter) => void;
  readonly crashed: (host: number) => void;
  readonly event: () => void;
}

export interface HostileOptions extends PostOptions {
  /** More crashes of a host than this within `period` ticks end the run. */
  readonly restarts: { readonly most: number; readonly period: number };
  /** A run that needs more events than this is taken for one that never ends. */
  readonly events: number;
  readonly witness: Witness;
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
  readonly #numbers: Numbers;
  readonly #options: HostileOptions;
  readonly #coordinator: number;
  /** When each host crashed of late. */
  readonly #crashes = new Map<number, number[]>();
  readonly #copies = { forward: new CopyCount(), backward: new CopyCount() };
  #samples: readonly number[] = [];
  #failure: RunError | undefined;
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
    const { neurons } = edges.forward;
    this.#coordinator = neurons;
    this.post = new Post(neurons + 1, numbers, options, (letter) => {
      if (letter.to === neurons) this.chief.accept(letter);
      else this.hosts[letter.to]!.accept(letter);
    });
    this.forward = { send: (node, microBatch) => this.#send("forward", node, microBatch) };
    this.backward = { send: (node, microBatch) => this.#send("backward", node, microBatch) };
    const surroundings = {
      tell: (node: number, task: Task, microBatch: number) => receivers[node]!.receive(task, microBatch),
      send: (letter: Letter) => this.post.send(letter),
      microBatches: () => this.#samples.length,
      nodeOf: ({ direction, edge }: Letter) => edges[direction].to[edge]!,
      placeOf: ({ direction, edge }: Letter) => edges[direction].place[edge]!,
      isLearner: (host: number) => this.isLearner(host),
      note: (what: Note, letter: Letter) => this.#note(what, letter),
    };
    const fanIn = (direction: Direction, node: number): number => edges[direction].fanIn[node]!;
    this.hosts = Array.from({ length: neurons }, (_, number) => {
      const both = { forward: fanIn("forward", number), backward: fanIn("backward", number) };
      return new Host(number, neurons, both, surroundings);
    });
    const ends = [
      { node: neurons, direction: "backward" as const, fanIn: fanIn("backward", neurons) },
      { node: neurons + 1, direction: "forward" as const, fanIn: fanIn("forward", neurons + 1) },
    ];
    this.chief = new Chief(neurons, ends, surroundings);
    options.witness.attend(this);
  }

  get net(): Net {
    return this.post.net;
  }

  open(samples: readonly number[]): void {
    this.#samples = samples;
    if (!this.chief.isLost) this.#numbers.renew();
    for (const copies of Object.values(this.#copies)) copies.giveUp();
    this.chief.open(samples.length);
  }

  /** The coordinator's word to itself, a tick later; a crash forgets it. */
  tell(receiver: Receiver, task: Task, microBatch: number): void {
    const { attempt } = this.chief;
    const { agenda } = this.net;
    const happen = (): void => {
      if (attempt === this.chief.attempt && !this.chief.isLost && !this.post.isDown(this.#coordinator))
        receiver.receive(task, microBatch);
    };
    agenda.schedule(agenda.now + 1, { happen });
  }

  broadcast(task: Task): void {
    const learners = new Set(this.#learners);
    const asked = this.hosts.filter(({ number }) => learners.has(this.#receivers[number]!));
    const numbers = asked.map(({ number }) => number);
    this.chief.decide(task === "gradient" ? "prepare" : "commit", numbers);
    // Told a tick later: a crash may come between what is decided and its announcement.
    const { attempt } = this.chief;
    const { agenda } = this.net;
    const happen = (): void => {
      if (attempt === this.chief.attempt && !this.post.isDown(this.#coordinator)) this.chief.announce();
    };
    agenda.schedule(agenda.now + 1, { happen });
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
        if (chief.isLost && chief.phase !== "commit" && !this.post.isDown(this.#coordinator)) return "lost";
        if (isReached() && !this.post.isDown(this.#coordinator)) break;
        if (!this.#step()) throw new RunError("nothing is under way any more, and the batch is not complete");
      }
    } finally {
      this.#state = "idle";
    }
    chief.conclude();
    return "done";
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

  readonly inFlight = (): number => this.#copies.forward.inFlight + this.#copies.backward.inFlight;

  counts(): TransportCounts {
    return { activations: this.#copies.forward.copies(), errorSignals: this.#copies.backward.copies() };
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
    const fault = this.#options.fates.event(this.events++);
    if (fault !== undefined) this.#befall(fault);
    this.#options.witness.event();
    if (this.events > this.#options.events)
      throw new RunError(`expected the run to end; got ${this.events} events and no end`);
    const failure = this.#failure ?? this.post.failure;
    if (failure !== undefined) throw failure;
    return true;
  }

  #send(direction: Direction, node: number, microBatch: number): void {
    const { neurons, start, to, synapses } = this.edges[direction];
    const host = this.hosts[node];
    const attempt = host?.stored.fence ?? this.chief.attempt;
    const version = host?.stored.version ?? this.chief.version;
    if (attempt === this.chief.attempt)
      this.#copies[direction].sent += synapses[node]! * this.#samples[microBatch]!;
    const from = Math.min(node, neurons);
    for (let edge = start[node]!; edge < start[node + 1]!; edge++) {
      const target = Math.min(to[edge]!, neurons);
      const letter: Letter = { kind: "data", from, to: target, attempt, version, prepared: -1, direction, edge, microBatch }; // prettier-ignore
      this.post.send(letter);
    }
  }

  #note(what: Note, letter: Letter): void {
    if (what === "applied" && letter.attempt === this.chief.attempt) {
      const copies = this.#copies[letter.direction];
      const { start, neurons } = this.edges[letter.direction];
      const isSynapse = letter.edge < start[neurons]! && letter.to < neurons;
      if (isSynapse) copies.delivered += this.#samples[letter.microBatch]!;
    }
    this.#options.witness.note(what, letter);
  }

  #befall(fault: Exclude<Fault, { packet: number }>): void {
    switch (fault.kind) {
      case "crash":
        if (!this.post.isDown(fault.host)) this.#crash(fault.host, fault.ticks);
        return;
      case "pause":
        this.post.pause(fault.host, fault.ticks);
        return;
      case "partition":
        this.net.cut(fault.hosts, fault.ticks);
        return;
      case "failover":
        if (!this.post.isDown(this.#coordinator)) this.#failOver(fault.ticks);
    }
  }

  #crash(number: number, ticks: number): void {
    const { agenda } = this.net;
    this.#options.witness.crashed(number);
    this.post.takeDown(number, ticks);
    if (number < this.#coordinator) {
      this.hosts[number]!.crash();
      this.#numbers.forget(number);
    }
    this.#supervise(number);
    agenda.schedule(agenda.now + ticks, {
      happen: () => {
        if (number === this.#coordinator) this.chief.restart();
        else this.hosts[number]!.restart();
      },
    });
  }

  /** Another coordinator takes over at once; the first one comes back later, and says once more what it last said. */
  #failOver(ticks: number): void {
    const { agenda } = this.net;
    this.#options.witness.crashed(this.#coordinator);
    const last = this.post.forget(this.#coordinator);
    const { attempt, version, number } = this.chief;
    for (const host of this.hosts) {
      if (this.isLearner(host.number)) last.push(word("prepare", number, host.number, { attempt, version }));
    }
    agenda.schedule(agenda.now + ticks, {
      happen: () => {
        for (const letter of last) this.net.post({ from: letter.from, to: letter.to, number: -1, letter });
      },
    });
    this.chief.restart();
  }

  /** A host that crashes again and again is given up. */
  #supervise(number: number): void {
    const { most, period } = this.#options.restarts;
    const { now } = this.net.agenda;
    const recent = (this.#crashes.get(number) ?? []).filter((time) => time > now - period);
    recent.push(now);
    this.#crashes.set(number, recent);
    if (recent.length <= most) return;
    this.#failure = new GivenUpError(
      `${this.nameOf(number)} crashed ${recent.length} times within ${period} ticks: given up`,
    );
  }

  #isStopped(): boolean {
    return this.#state === "stopped";
  }

  /** Whether the neuron of a host owns weights. */
  isLearner(number: number): boolean {
    return this.#learners.includes(this.#receivers[number]!);
  }

  nameOf(number: number): string {
    return this.post.nameOf(number);
  }
}
