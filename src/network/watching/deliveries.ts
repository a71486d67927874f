import { rounding } from "../../math/precision.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { Moment } from "./moments.ts";
import type { Seat } from "./seats.ts";
import { type SynapseTable, synapseTable } from "./synapse-table.ts";
import type { Slots } from "./wanted-neurons.ts";
import type { Watched } from "./watched.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every slot and synapse */

/** Where events go, one after another. */
export interface EventSink {
  /** The number of the next event that is wanted: whoever makes an event writes it into it. */
  next: number;
  /**
   * Takes an event that has this number. Whether it keeps it: if not, nobody wants the event, or one of another kind, which it
   * completes, has the number now.
   */
  readonly take: (event: TraceEvent) => boolean;
  /** The neurons of which, and of messages from or to which, events may be wanted; undefined: all. */
  readonly chosen: Slots | undefined;
}

/** The messages that reach a neuron, told in synapse order. */
export interface Deliveries {
  readonly synapses: () => SynapseTable;
  /** Returns the numbers of those that are wanted. */
  readonly forward: (receiver: Seat, moment: Moment, t: number) => number[];
  /** The same; the products are added to `sum`, sample by sample, if events of the receiver may be wanted. */
  readonly backward: (receiver: Seat, moment: Moment, t: number, sum: number[]) => number[];
}

export function createDeliveries(network: Watched, seats: readonly Seat[], sink: EventSink): Deliveries {
  const round = network.precision === "f64" ? undefined : rounding[network.precision];
  // One entry a synapse, made when first needed: for networks that fit a screen, or a disk.
  let table: SynapseTable | undefined;
  const synapses = (): SynapseTable => (table ??= synapseTable(network.model));
  const { chosen } = sink;
  /** Whose messages to a neuron are wanted; undefined: everybody's, and what becomes of them. */
  const sendersFor = (slot: number): Slots | undefined => (chosen?.[slot] === 1 ? undefined : chosen);

  return {
    synapses,

    forward({ slot, id: to, commit, neuron }, { batch, microBatch, samples, heard }, t) {
      const { start, other, parameter } = synapses().incoming;
      const weights = network.parameters;
      // The weight stands in the row of its target.
      const { weightVersion } = neuron;
      const end = start[slot + 1]!;
      const delivered = newNumbers(end - start[slot]!);
      const senders = sendersFor(slot);
      let count = 0;
      for (let i = start[slot]!; i < end; i++) {
        if (senders?.[other[i]!] === 0) continue;
        const said = heard.forward[other[i]!];
        // Who begins to watch in the middle of a batch has missed what was sent before.
        if (said === undefined) continue;
        const n = sink.next;
        const parents = numbersOf(said.n, commit);
        if (
          sink.take({
            n,
            t,
            kind: "deliver",
            batch,
            microBatch,
            samples,
            direction: "forward",
            from: said.id,
            to,
            values: said.values,
            weight: weights[parameter[i]!]!,
            weightVersion,
            parents,
          })
        )
          // prettier-ignore
          delivered[count++] = n;
      }
      delivered.length = count;
      return delivered;
    },

    backward({ slot, id: to }, { batch, microBatch, samples, heard }, t, sum) {
      const { start, other, parameter } = synapses().outgoing;
      const weights = network.errorWeights;
      const end = start[slot + 1]!;
      const delivered = newNumbers(end - start[slot]!);
      const senders = sendersFor(slot);
      let count = 0;
      for (let i = start[slot]!; i < end; i++) {
        if (senders?.[other[i]!] === 0) continue;
        const said = heard.backward[other[i]!];
        if (said === undefined) continue;
        const weight = weights[parameter[i]!]!;
        addProducts(sum, weight, said.values, round);
        // Which is the sender here.
        const { neuron, commit } = seats[other[i]!]!;
        const n = sink.next;
        const { weightVersion } = neuron;
        const parents = numbersOf(said.n, commit);
        if (
          sink.take({
            n,
            t,
            kind: "deliver",
            batch,
            microBatch,
            samples,
            direction: "backward",
            from: said.id,
            to,
            values: said.values,
            weight,
            weightVersion,
            parents,
          })
        )
          // prettier-ignore
          delivered[count++] = n;
      }
      delivered.length = count;
      return delivered;
    },
  };
}

/** Room for one number a message, and the few that will follow: growing it would copy it again. */
function newNumbers(messages: number): number[] {
  return new Array<number>(messages + 2);
}

/** Without `round`, sums and products are doubles already, and four are formed at a time. */
function addProducts(
  sum: number[],
  weight: number,
  values: readonly number[],
  round: ((x: number) => number) | undefined,
): void {
  const count = sum.length;
  let s = 0;
  if (round !== undefined) {
    for (; s < count; s++) sum[s] = round(sum[s]! + round(weight * values[s]!));
    return;
  }
  for (const end = count - 3; s < end; s += 4) {
    sum[s] = sum[s]! + weight * values[s]!;
    sum[s + 1] = sum[s + 1]! + weight * values[s + 1]!;
    sum[s + 2] = sum[s + 2]! + weight * values[s + 2]!;
    sum[s + 3] = sum[s + 3]! + weight * values[s + 3]!;
  }
  for (; s < count; s++) sum[s] = sum[s]! + weight * values[s]!;
}

/** Those of two numbers of events that are known. */
export function numbersOf(one: number | undefined, other?: number): readonly number[] {
  if (one === undefined) return other === undefined ? [] : [other];
  return other === undefined ? [one] : [one, other];
}
