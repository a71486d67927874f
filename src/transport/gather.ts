import type { Outlet, Receiver, Task } from "../message/actor.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Copies } from "./transport.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every node and open micro-batch has its place */

/** Who listens to whom in one direction, node by node (a population, or one of the two ends of the streams). */
export interface Links {
  readonly nodes: number;
  /** The listeners of node n are listeners[listenersOf[n]] … listeners[listenersOf[n + 1] − 1], one a link. */
  readonly listenersOf: Int32Array;
  readonly listeners: Int32Array;
  /** Messages on synapses that a sample makes: out of a node, and into it. */
  readonly messagesOut: Float64Array;
  readonly messagesIn: Float64Array;
}

/**
 * One direction of the local transport. A node sends when its last neuron has spoken, and its numbers stand in the shared frame
 * already, so a gather only counts links; when all that a listener waits for is in, it is told, once. Its law: every message
 * reaches every listener exactly once, and no listener is told early.
 *
 *   population h ─┬─▶ y waits for h alone: tell y
 *                 └─▶ s waits for h and x: x still missing
 */
export class Gather implements Outlet {
  /** Copies of messages since the transport was made: sent = delivered + dropped + those in flight. */
  sent = 0;
  delivered = 0;
  dropped = 0;
  readonly #links: Links;
  readonly #task: Task;
  readonly #mailbox: Mailbox;
  readonly #receivers: readonly Receiver[];
  readonly #linksInto: Int32Array;
  /** Samples of each open micro-batch. */
  #samples: readonly number[] = [];
  /** Links still to come: one counter a micro-batch and node. At 0 it begins anew, for the next batch. */
  #missing = new Int32Array(0);
  /** Nodes that somebody hears; and how many times one of them has yet to send before all counters begin anew. */
  readonly #heard: number;
  #awaited = 0;

  constructor(links: Links, task: Task, mailbox: Mailbox, receivers: readonly Receiver[]) {
    this.#links = links;
    this.#task = task;
    this.#mailbox = mailbox;
    this.#receivers = receivers;
    this.#linksInto = new Int32Array(links.nodes);
    for (const listener of links.listeners) this.#linksInto[listener]!++;
    this.#heard = 0;
    for (let n = 0; n < links.nodes; n++) if (isHeard(links, n)) this.#heard++;
  }

  get inFlight(): number {
    return this.sent - this.delivered - this.dropped;
  }

  /** A batch begins: so many micro-batches, of so many samples each. What an earlier one left in flight is dropped. */
  open(samples: readonly number[]): void {
    this.dropped += this.inFlight;
    const all = this.#heard * samples.length;
    const isAsNew = this.#awaited === 0 || this.#awaited === all;
    if (!isAsNew || samples.length !== this.#samples.length) this.#beginAnew(samples.length);
    this.#samples = samples;
    this.#awaited = all;
  }

  #beginAnew(microBatches: number): void {
    const { nodes } = this.#links;
    if (this.#missing.length < nodes * microBatches) this.#missing = new Int32Array(nodes * microBatches);
    for (let m = 0; m < microBatches; m++) this.#missing.set(this.#linksInto, m * nodes);
  }

  copies(): Copies {
    const { sent, delivered, dropped, inFlight } = this;
    return { sent, delivered, dropped, inFlight };
  }

  send(node: number, microBatch: number): void {
    const { nodes, listenersOf, listeners, messagesOut } = this.#links;
    const base = microBatch * nodes;
    this.#awaited--;
    this.sent += messagesOut[node]! * this.#samples[microBatch]!;
    const end = listenersOf[node + 1]!;
    for (let i = listenersOf[node]!; i < end; i++) this.#arrive(listeners[i]!, base, microBatch);
  }

  #arrive(listener: number, base: number, microBatch: number): void {
    if (--this.#missing[base + listener]! > 0) return;
    this.#missing[base + listener] = this.#linksInto[listener]!;
    this.delivered += this.#links.messagesIn[listener]! * this.#samples[microBatch]!;
    this.#mailbox.post(this.#receivers[listener]!, this.#task, microBatch);
  }
}

function isHeard({ listenersOf }: Links, node: number): boolean {
  return listenersOf[node]! < listenersOf[node + 1]!;
}
