import type { Outlet, Receiver, Task } from "../../message/actor.ts";
import { CopyCount } from "../copy-count.ts";
import type { Edges } from "./edges.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every node, edge and open micro-batch has its place */

/** Puts on their way what a node sends over each of its edges, for so many samples. */
export type Carry = (node: number, microBatch: number, samples: number) => void;

/**
 * One direction of a transport that treats each synapse by itself: every message arrives alone, and the neuron that has
 * the last one it waits for is told.
 *
 *   h1 ──2.1──▶ o1         o1 waits for h1 and h2; h2's message overtakes that of h1,
 *   h2 ──0.4──▶ o1         and o1 is told at 2.1
 */
export class Flow implements Outlet {
  readonly count = new CopyCount();
  readonly #edges: Edges;
  readonly #task: Task;
  readonly #receivers: readonly Receiver[];
  readonly #carry: Carry;
  #samples: readonly number[] = [];
  /** Messages still to come: one counter a micro-batch and node. */
  #missing = new Int32Array(0);

  constructor(edges: Edges, task: Task, receivers: readonly Receiver[], carry: Carry) {
    this.#edges = edges;
    this.#task = task;
    this.#receivers = receivers;
    this.#carry = carry;
  }

  /** A batch begins: what an earlier one left in flight is dropped. */
  open(samples: readonly number[]): void {
    const { nodes, fanIn } = this.#edges;
    this.count.giveUp();
    this.#samples = samples;
    if (this.#missing.length !== nodes * samples.length)
      this.#missing = new Int32Array(nodes * samples.length);
    for (let m = 0; m < samples.length; m++) this.#missing.set(fanIn, m * nodes);
  }

  send(node: number, microBatch: number): void {
    const samples = this.#samples[microBatch]!;
    this.count.sent += this.#edges.synapses[node]! * samples;
    this.#carry(node, microBatch, samples);
  }

  /** All messages of a node arrive, one by one. */
  arriveAll(node: number, microBatch: number): void {
    const { nodes, start, synapses, firstOf } = this.#edges;
    this.count.delivered += synapses[node]! * this.#samples[microBatch]!;
    const first = firstOf[node]!;
    if (first < 0) {
      for (let e = start[node]!; e < start[node + 1]!; e++) this.#count(this.#edges.to[e]!, microBatch);
      return;
    }
    // Most neurons feed a whole layer: its counters lie side by side.
    const missing = this.#missing;
    const from = microBatch * nodes + first;
    const end = from + start[node + 1]! - start[node]!;
    for (let i = from; i < end; i++) {
      const left = missing[i]! - 1;
      missing[i] = left;
      if (left === 0) this.#receivers[first + i - from]!.receive(this.#task, microBatch);
    }
  }

  /** The message of one edge arrives. */
  arrive(edge: number, microBatch: number): void {
    const { neurons, start, to } = this.#edges;
    const node = to[edge]!;
    if (edge < start[neurons]! && node < neurons) this.count.delivered += this.#samples[microBatch]!;
    this.#count(node, microBatch);
  }

  /** A node has one message less to wait for. */
  #count(node: number, microBatch: number): void {
    const left = --this.#missing[microBatch * this.#edges.nodes + node]!;
    if (left === 0) this.#receivers[node]!.receive(this.#task, microBatch);
  }
}
