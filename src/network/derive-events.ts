import { type Numbers, rounding } from "../math/precision.ts";
import type { Activation, Direction, ErrorSignal, RowMessage } from "../message/message.ts";
import type { LossMessage } from "../neuron/loss-actor.ts";
import type { Change } from "../trace/change.ts";
import type { Draft } from "../trace/event.ts";
import type { RunMessage } from "./network.ts";
import { createSeats, type Said, type Seat } from "./seats.ts";
import { type SynapseColumns, type SynapseTable, synapseTable } from "./synapse-table.ts";
import type { Watched } from "./watched.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every slot and synapse */

/** Takes an event; returns the number that it has got in its trace, or undefined where it is not wanted. */
export type Emit = (draft: Draft) => number | undefined;

/** Hears what the actors of a network say. */
export interface Deriver {
  readonly seats: readonly Seat[];
  readonly run: (message: RunMessage) => void;
  readonly forward: (seat: Seat, message: Activation) => void;
  readonly backward: (seat: Seat, message: ErrorSignal) => void;
  readonly loss: (message: LossMessage) => void;
  readonly row: (seat: Seat, message: RowMessage) => void;
}

/** Turns what the actors of a network say into events; "messages": also what travels over each single synapse. */
export function createDeriver(network: Watched, detail: "messages" | "neurons", emit: Emit): Deriver {
  const seats = createSeats(network);
  const outputs = Array.from(network.model.outputs, (slot) => seats[slot]!);
  const entersBefore = network.lossEnters === "activation";
  // One entry a synapse, made when first needed: for networks that fit a screen, or a disk.
  let table: SynapseTable | undefined;
  const synapses = (): SynapseTable => (table ??= synapseTable(network.model));
  const deliver = createDelivery(network, seats, synapses, emit);
  const hasMessages = detail === "messages";
  const round = rounding[network.precision];
  const moments: Moment[] = [];

  return {
    seats,

    run(message) {
      if (message.kind === "change") {
        if (message.change.kind === "message") rewrite(network, seats, moments, message.change);
        return;
      }
      emit({ n: 0, t: 0, ...message });
      moments.length = 0;
    },

    forward(seat, { batch, microBatch, firstSample, values }) {
      const moment = momentOf(moments, batch, microBatch, firstSample, values.length);
      const { samples } = moment;
      const { id: neuron, neuron: self } = seat;
      const said: Said = { values, gain: undefined, n: undefined };
      seat.forward[microBatch] = said;
      if (seat.isInput) {
        said.n = emit({
          n: 0,
          t: 0,
          kind: "feed",
          neuron,
          batch,
          microBatch,
          samples,
          values,
          parents: none,
        });
        return;
      }
      const parents = hasMessages ? deliver.forward(seat, moment) : [];
      if (seat.commit !== undefined) parents.push(seat.commit);
      const z = self.vector("z", firstSample, values.length);
      const gain = (said.gain = self.vector("gain", firstSample, values.length));
      const { bias } = self;
      said.n = emit({ n: 0, t: 0, kind: "activate", neuron, batch, microBatch, samples, bias, z, a: values, gain, parents }); // prettier-ignore
    },

    backward(seat, { batch, microBatch, firstSample, values: delta }) {
      const moment = momentOf(moments, batch, microBatch, firstSample, delta.length);
      const { samples } = moment;
      const { id: neuron } = seat;
      const error = seat.error[microBatch];
      const sum = new Array<number>(hasMessages ? delta.length : 0).fill(0);
      const parents = hasMessages ? deliver.backward(seat, moment, sum) : [];
      if (error !== undefined && entersBefore) addTo(sum, error.values, round);
      const added = error !== undefined && !entersBefore ? error.values : none;
      const activation = seat.forward[microBatch];
      if (error?.n !== undefined) parents.push(error.n);
      if (activation?.n !== undefined) parents.push(activation.n);
      const gain = activation?.gain ?? seat.neuron.vector("gain", firstSample, delta.length);
      const said: Said = { values: delta, gain, n: undefined };
      seat.backward[microBatch] = said;
      said.n = emit({ n: 0, t: 0, kind: "delta", neuron, batch, microBatch, samples, sum, gain, added, delta, parents }); // prettier-ignore
    },

    loss({ batch, microBatch, firstSample, losses, targets, enters, errors }) {
      const moment = momentOf(moments, batch, microBatch, firstSample, losses.length);
      const parents = outputs.flatMap(({ forward }) => recorded(forward[microBatch]?.n));
      const names = outputs.map(({ id }) => id);
      const n = emit({ n: 0, t: 0, kind: "loss", ...moment, outputs: names, targets, losses, parents });
      outputs.forEach((seat, k) => {
        const values = errors[k]!;
        const told = { to: seat.id, enters, targets: targets[k]!, values, parents: recorded(n) };
        const error = emit({ n: 0, t: 0, kind: "error", ...moment, ...told });
        seat.error[microBatch] = { values, gain: undefined, n: error };
      });
    },

    row(seat, { kind, batch, weights, bias, weightVersion }) {
      const from = (seat.from ??= sourcesOf(seats, seat.slot, synapses().incoming));
      const { id: neuron } = seat;
      if (kind === "gradient") {
        const parents = moments.flatMap((moment) => recorded(seat.backward[moment.microBatch]?.n));
        seat.gradient = emit({ n: 0, t: 0, kind, batch, neuron, from, weights, bias, parents });
        return;
      }
      const parents = recorded(seat.gradient, seat.commit);
      seat.commit = emit({ n: 0, t: 0, kind, batch, neuron, from, weights, bias, weightVersion, parents });
    },
  };
}

/** Tells the messages that reach a neuron, in synapse order; each way returns their numbers. */
function createDelivery(network: Watched, seats: readonly Seat[], synapses: () => SynapseTable, emit: Emit) {
  const round = network.precision === "f64" ? undefined : rounding[network.precision];
  const deliver = (
    receiver: Seat,
    moment: Moment,
    direction: Direction,
    { start, other, parameter }: SynapseColumns,
    weights: Numbers,
    /** What the products are added to, sample by sample. */
    sum: number[],
  ): number[] => {
    const { batch, microBatch, samples } = moment;
    const isForward = direction === "forward";
    const { slot, id: to } = receiver;
    const end = start[slot + 1]!;
    // Made as long as it will be: growing it would copy it again and again.
    const delivered = new Array<number>(end - start[slot]!);
    let count = 0;
    // The weight stands in the row of its target.
    let { weightVersion } = receiver.neuron;
    let { commit } = receiver;
    for (let i = start[slot]!; i < end; i++) {
      const sender = seats[other[i]!]!;
      const said = (isForward ? sender.forward : sender.backward)[microBatch];
      // Who begins to watch in the middle of a batch has missed what was sent before.
      if (said === undefined) continue;
      const { values } = said;
      const weight = weights[parameter[i]!]!;
      if (!isForward) {
        addProducts(sum, weight, values, round);
        ({ weightVersion } = sender.neuron);
        ({ commit } = sender);
      }
      const parents = recorded(said.n, commit);
      const n = emit({ n: 0, t: 0, kind: "deliver", batch, microBatch, samples, direction, from: sender.id, to, values, weight, weightVersion, parents }); // prettier-ignore
      if (n !== undefined) delivered[count++] = n;
    }
    delivered.length = count;
    return delivered;
  };
  return {
    forward: (receiver: Seat, moment: Moment) =>
      deliver(receiver, moment, "forward", synapses().incoming, network.parameters, []),
    backward: (receiver: Seat, moment: Moment, sum: number[]) =>
      deliver(receiver, moment, "backward", synapses().outgoing, network.errorWeights, sum),
  };
}

/** A micro-batch of the batch in flight. */
interface Moment {
  readonly batch: number;
  readonly microBatch: number;
  readonly samples: readonly number[];
}

/** All neurons take a micro-batch up with the same samples: one list for all of their events. */
function momentOf(
  moments: Moment[],
  batch: number,
  microBatch: number,
  firstSample: number,
  count: number,
): Moment {
  const known = moments[microBatch];
  if (known?.batch === batch && known.samples.length === count) return known;
  const samples = Array.from({ length: count }, (_, s) => firstSample + s);
  return (moments[microBatch] = { batch, microBatch, samples });
}

/** What a neuron has said is another number now, for those who have not taken it up yet. */
function rewrite(
  { ids }: Watched,
  seats: readonly Seat[],
  moments: readonly Moment[],
  { direction, from, sample, value }: Extract<Change, { kind: "message" }>,
): void {
  const seat = seats[ids.slotOf(from) ?? -1];
  moments.forEach(({ samples, microBatch }) => {
    const said = seat?.[direction][microBatch];
    const at = samples.indexOf(sample);
    // What it said in an earlier batch may be shorter.
    if (said !== undefined && at >= 0 && at < said.values.length) said.values = said.values.with(at, value);
  });
}

/** Without `round`, sums and products are doubles already. */
function addProducts(
  sum: number[],
  weight: number,
  values: readonly number[],
  round: ((x: number) => number) | undefined,
): void {
  if (round === undefined) for (let s = 0; s < sum.length; s++) sum[s] = sum[s]! + weight * values[s]!;
  else for (let s = 0; s < sum.length; s++) sum[s] = round(sum[s]! + round(weight * values[s]!));
}

function addTo(sum: number[], values: readonly number[], round: (x: number) => number): void {
  for (let s = 0; s < sum.length; s++) sum[s] = round(sum[s]! + values[s]!);
}

function sourcesOf(seats: readonly Seat[], slot: number, { start, other }: SynapseColumns): string[] {
  return Array.from(other.subarray(start[slot], start[slot + 1]), (source) => seats[source]!.id);
}

const none: readonly number[] = [];

function recorded(one: number | undefined, other?: number): readonly number[] {
  if (one === undefined) return other === undefined ? [] : [other];
  return other === undefined ? [one] : [one, other];
}
