import type { Direction } from "../message/message.ts";
import type { Receiver } from "../message/actor.ts";
import { CopyCount } from "./copy-count.ts";
import type { Mailbox } from "./mailbox.ts";

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
export class Gather {
  readonly copies = new CopyCount();
  /** The number that node 0 has as a sender. */
  readonly first: number;
  readonly #links: Links;
  readonly #task: Direction;
  readonly #mailbox: Mailbox;
  readonly #receivers: readonly Receiver[];
  readonly #linksInto: Int32Array;
  /** Links still to come: one counter a micro-batch and node. At 0 it begins anew, for the next batch. */
  #missing = new Int32Array(0);
  /** Nodes that somebody hears; and how many times one of them has yet to send before all counters begin anew. */
  readonly #heard: number;
  #awaited = 0;
  #microBatches = 0;

  constructor(
    links: Links,
    task: Direction,
    first: number,
    mailbox: Mailbox,
    receivers: readonly Receiver[],
  ) {
    this.first = first;
    this.#links = links;
    this.#task = task;
    this.#mailbox = mailbox;
    this.#receivers = receivers;
    this.#linksInto = new Int32Array(links.nodes);
    for (const listener of links.listeners) this.#linksInto[listener]!++;
    this.#heard = 0;
    for (let n = 0; n < links.nodes; n++) if (isHeard(links, n)) this.#heard++;
  }

  /** A batch begins: so many micro-batches. What an earlier one left in flight is dropped. */
  open(microBatches: number): void {
    this.copies.giveUp();
    const all = this.#heard * microBatches;
    const isAsNew = this.#awaited === 0 || this.#awaited === all;
    if (!isAsNew || microBatches !== this.#microBatches) this.#beginAnew(microBatches);
    this.#microBatches = microBatches;
    this.#awaited = all;
  }

  #beginAnew(microBatches: number): void {
    const { nodes } = this.#links;
    if (this.#missing.length < nodes * microBatches) this.#missing = new Int32Array(nodes * microBatches);
    for (let m = 0; m < microBatches; m++) this.#missing.set(this.#linksInto, m * nodes);
  }

  /** Enters into its books what was sent for so many samples, and how many messages, for each of them, that has delivered. */
  enter(sender: number, delivers: number, samples: number): void {
    this.copies.sent += this.#links.messagesOut[sender - this.first]! * samples;
    this.copies.delivered += delivers * samples;
  }

  /** Counts what was sent: posts those who are ready, and returns how many messages on synapses that delivers, for each sample. */
  count(sender: number, microBatch: number): number {
    const { nodes, listenersOf, listeners, messagesIn } = this.#links;
    const node = sender - this.first;
    const base = microBatch * nodes;
    if (isHeard(this.#links, node)) this.#awaited--;
    let delivers = 0;
    const end = listenersOf[node + 1]!;
    for (let i = listenersOf[node]!; i < end; i++) {
      const listener = listeners[i]!;
      if (--this.#missing[base + listener]! > 0) continue;
      this.#missing[base + listener] = this.#linksInto[listener]!;
      this.#mailbox.post(this.#receivers[listener]!, this.#task, microBatch);
      delivers += messagesIn[listener]!;
    }
    return delivers;
  }
}

function isHeard({ listenersOf }: Links, node: number): boolean {
  return listenersOf[node]! < listenersOf[node + 1]!;
}
