import type { Outlet, Receiver, Task } from "../../message/actor.ts";
import type { Transport, TransportCounts } from "../transport.ts";
import { VirtualClock } from "../virtual-clock.ts";
import type { Edges } from "./edges.ts";
import { type Carry, Flow } from "./flow.ts";
import { type Latency, latencyOf } from "./latency.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- what is told waits in its place until it is due */

export interface SimulatedOptions {
  readonly latency: Latency;
  /** Numbers in [0, 1): what latencies are drawn from. */
  readonly uniform: () => number;
  /** Ticks of a link that always takes as long, by its ends; undefined: it draws its latency like the others. */
  readonly fixed?: ((from: number, to: number) => number | undefined) | undefined;
  /** Samples that a link takes up in a tick; what follows waits until it is free. Unless said, it takes any number at once. */
  readonly bandwidth?: number | undefined;
}

/** What an event of the clock is about; the rest of its number says which. */
const [forwards, backwards, tells, kinds] = [0, 1, 2, 3];

/**
 * Messages that take time, each by itself, and overtake one another; none is lost. Time is virtual: a run takes as long as its
 * messages are many, not as they are slow.
 *
 * An event is a number: what arrives (an edge, or all edges of a sender where they take equally long), for which
 * micro-batch, in which direction.
 */
export class SimulatedTransport implements Transport {
  readonly forward: Outlet;
  readonly backward: Outlet;
  readonly #forward: Flow;
  readonly #backward: Flow;
  readonly #clock = new VirtualClock();
  /** Whether all messages of a sender take equally long. */
  readonly #arriveTogether: boolean;
  /** All that own weights: nothing is between them and the coordinator's word, so they are told at once. */
  readonly #everyLearner: Receiver;
  readonly #told: { readonly receiver: Receiver; readonly task: Task; readonly microBatch: number }[] = [];
  #microBatches = 1;
  #state: "idle" | "running" | "stopped" = "idle";

  constructor(
    edges: { readonly forward: Edges; readonly backward: Edges },
    receivers: readonly Receiver[],
    learners: readonly Receiver[],
    options: SimulatedOptions,
  ) {
    const { latency, fixed, bandwidth } = options;
    this.#arriveTogether = latency.kind === "constant" && fixed === undefined && bandwidth === undefined;
    this.#everyLearner = {
      receive: (task, microBatch) => {
        for (const learner of learners) learner.receive(task, microBatch);
      },
    };
    this.#forward = new Flow(
      edges.forward,
      "forward",
      receivers,
      this.#carrier(edges.forward, forwards, options),
    );
    this.#backward = new Flow(
      edges.backward,
      "backward",
      receivers,
      this.#carrier(edges.backward, backwards, options),
    );
    this.forward = this.#forward;
    this.backward = this.#backward;
  }

  open(samples: readonly number[]): void {
    this.#microBatches = samples.length;
    this.#clock.clear();
    this.#told.length = 0;
    this.#forward.open(samples);
    this.#backward.open(samples);
  }

  /** A tick later: so micro-batches enter one a tick. */
  tell(receiver: Receiver, task: Task, microBatch: number): void {
    this.#told.push({ receiver, task, microBatch });
    this.#clock.schedule(this.#clock.now + 1, (this.#told.length - 1) * kinds + tells);
  }

  broadcast(task: Task): "done" {
    this.#told.length = 0;
    this.#told.push({ receiver: this.#everyLearner, task, microBatch: 0 });
    this.#clock.schedule(this.#clock.now, tells);
    return this.run();
  }

  run(): "done" {
    if (this.#state !== "idle")
      throw new Error("the transport is running already: an actor posts, it does not run");
    this.#state = "running";
    try {
      while (!this.#isStopped()) {
        const event = this.#clock.next();
        if (event < 0) break;
        this.#happen(event);
      }
    } finally {
      this.#state = "idle";
      this.#clock.clear();
    }
    return "done";
  }

  stop(): void {
    if (this.#state === "running") this.#state = "stopped";
  }

  now(): number {
    return this.#clock.now;
  }

  inFlight(): number {
    return this.#forward.count.inFlight + this.#backward.count.inFlight;
  }

  counts(): TransportCounts {
    return { activations: this.#forward.count.copies(), errorSignals: this.#backward.count.copies() };
  }

  /** Puts a direction's messages on the clock: all of a sender's as one event where they arrive together. */
  #carrier(edges: Edges, direction: number, options: SimulatedOptions): Carry {
    const clock = this.#clock;
    const { start } = edges;
    const draw = latencyOf(options.latency, options.uniform);
    const schedule = (ticks: number, about: number, microBatch: number): void =>
      clock.schedule(clock.now + ticks, (about * this.#microBatches + microBatch) * kinds + direction);
    if (this.#arriveTogether) return (node, microBatch) => schedule(draw(), node, microBatch);
    const fixed = options.fixed && fixedTicks(edges, options.fixed);
    const queue = options.bandwidth === undefined ? undefined : linkQueue(edges, options.bandwidth);
    return (node, microBatch, samples) => {
      for (let e = start[node]!; e < start[node + 1]!; e++) {
        const ticks = fixed === undefined || Number.isNaN(fixed[e]!) ? draw() : fixed[e]!;
        schedule(ticks + (queue?.(e, clock.now, samples) ?? 0), e, microBatch);
      }
    };
  }

  #happen(event: number): void {
    const kind = remainder(event, kinds);
    const rest = (event - kind) / kinds;
    if (kind === tells) {
      const { receiver, task, microBatch } = this.#told[rest]!;
      receiver.receive(task, microBatch);
      return;
    }
    const microBatch = remainder(rest, this.#microBatches);
    const about = (rest - microBatch) / this.#microBatches;
    const flow = kind === forwards ? this.#forward : this.#backward;
    if (this.#arriveTogether) flow.arriveAll(about, microBatch);
    else flow.arrive(about, microBatch);
  }

  #isStopped(): boolean {
    return this.#state === "stopped";
  }
}

/** One number an edge: its ticks, or NaN where they are drawn. */
function fixedTicks({ nodes, start, to }: Edges, fixed: (from: number, to: number) => number | undefined) {
  const ticks = new Float64Array(to.length);
  for (let node = 0; node < nodes; node++) {
    for (let e = start[node]!; e < start[node + 1]!; e++) ticks[e] = fixed(node, to[e]!) ?? NaN;
  }
  return ticks;
}

/** Ticks that a message waits for its link and takes to get onto it: first come, first served. */
function linkQueue({ to }: Edges, bandwidth: number) {
  const freeAt = new Float64Array(to.length);
  return (edge: number, now: number, samples: number): number => {
    freeAt[edge] = Math.max(now, freeAt[edge]!) + samples / bandwidth;
    return freeAt[edge] - now;
  };
}

/** x % divisor of whole numbers. Those that fit into 32 bits have a machine instruction for it; doubles have none. */
function remainder(x: number, divisor: number): number {
  return x <= 0x7fffffff ? (x | 0) % divisor : x % divisor;
}
