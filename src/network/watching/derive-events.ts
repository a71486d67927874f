import { rounding } from "../../math/precision.ts";
import type { Activation, ErrorSignal, RowMessage } from "../../message/message.ts";
import type { LossMessage } from "../../neuron/loss-actor.ts";
import type { Change } from "../../trace/change.ts";
import type { TraceEvent } from "../../trace/event.ts";
import { createDeliveries, type EventSink, numbersOf } from "./deliveries.ts";
import { Moments, type Said } from "./moments.ts";
import type { RunMessage } from "../network.ts";
import type { ActionMessage } from "../pipeline/action-message.ts";
import { createSeats, type Seat } from "./seats.ts";
import type { SynapseColumns } from "./synapse-table.ts";
import type { Watched } from "./watched.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every slot and synapse */

/** Hears what the actors of a network say. */
export interface Deriver {
  readonly seats: readonly Seat[];
  readonly run: (message: RunMessage | ActionMessage) => void;
  readonly forward: (seat: Seat, message: Activation) => void;
  readonly backward: (seat: Seat, message: ErrorSignal) => void;
  readonly loss: (message: LossMessage) => void;
  readonly row: (seat: Seat, message: RowMessage) => void;
}

/** Turns what the actors of a network say into events; "messages": also what travels over each single synapse. */
export function createDeriver(network: Watched, detail: "messages" | "neurons", sink: EventSink): Deriver {
  const seats = createSeats(network);
  const outputs = Array.from(network.model.outputs, (slot) => seats[slot]!);
  const entersBefore = network.lossEnters === "activation";
  const deliveries = createDeliveries(network, seats, sink);
  const hasMessages = detail === "messages";
  const round = rounding[network.precision];
  const moments = new Moments();
  /** Whoever is told of an event gets the number that it has, if it is wanted. */
  const emit = (event: TraceEvent): number | undefined => (sink.take(event) ? event.n : undefined);

  return {
    seats,

    run(message) {
      if (message.kind === "change") {
        if (message.change.kind === "message") rewrite(network, moments, message.change);
        return;
      }
      emit({ n: sink.next, t: network.now, ...message });
    },

    forward(seat, { batch, microBatch, firstSample, values }) {
      const moment = moments.of(batch, microBatch, firstSample, values.length);
      const { samples, heard } = moment;
      const { id: neuron, slot, neuron: self } = seat;
      const t = network.now;
      if (seat.isInput) {
        const said: Said = { id: neuron, values, gain: undefined, n: undefined };
        heard.forward[slot] = said;
        const n = sink.next;
        said.n = emit({ n, t, kind: "feed", neuron, batch, microBatch, samples, values, parents: none });
        return;
      }
      const parents = hasMessages ? deliveries.forward(seat, moment, t) : [];
      if (seat.commit !== undefined) parents.push(seat.commit);
      const z = self.vector("z", firstSample, values.length);
      const gain = self.vector("gain", firstSample, values.length);
      const said: Said = { id: neuron, values, gain, n: undefined };
      heard.forward[slot] = said;
      const { bias } = self;
      const n = sink.next;
      said.n = emit({ n, t, kind: "activate", neuron, batch, microBatch, samples, bias, z, a: values, gain, parents }); // prettier-ignore
    },

    backward(seat, { batch, microBatch, firstSample, values: delta }) {
      const moment = moments.of(batch, microBatch, firstSample, delta.length);
      const { samples, heard } = moment;
      const { id: neuron, slot } = seat;
      const t = network.now;
      const error = heard.error[slot];
      const sum = hasMessages ? zeros(delta.length) : [];
      const parents = hasMessages ? deliveries.backward(seat, moment, t, sum) : [];
      if (error !== undefined && entersBefore) addTo(sum, error.values, round);
      const added = error !== undefined && !entersBefore ? error.values : none;
      const activation = heard.forward[slot];
      if (error?.n !== undefined) parents.push(error.n);
      if (activation?.n !== undefined) parents.push(activation.n);
      const gain = activation?.gain ?? seat.neuron.vector("gain", firstSample, delta.length);
      const said: Said = { id: neuron, values: delta, gain, n: undefined };
      heard.backward[slot] = said;
      const n = sink.next;
      said.n = emit({ n, t, kind: "delta", neuron, batch, microBatch, samples, sum, gain, added, delta, parents }); // prettier-ignore
    },

    loss({ batch, microBatch, firstSample, losses, targets, enters, errors }) {
      const { samples, heard } = moments.of(batch, microBatch, firstSample, losses.length);
      const t = network.now;
      const parents = outputs.flatMap(({ slot }) => numbersOf(heard.forward[slot]?.n));
      const names = outputs.map(({ id }) => id);
      const n = emit({ n: sink.next, t, kind: "loss", batch, microBatch, samples, outputs: names, targets, losses, parents }); // prettier-ignore
      outputs.forEach(({ id: to, slot }, k) => {
        const values = errors[k]!;
        const error = emit({ n: sink.next, t, kind: "error", batch, microBatch, samples, to, enters, targets: targets[k]!, values, parents: numbersOf(n) }); // prettier-ignore
        heard.error[slot] = { id: to, values, gain: undefined, n: error };
      });
    },

    row(seat, { kind, batch, weights, bias, weightVersion }) {
      const from = (seat.from ??= sourcesOf(seats, seat.slot, deliveries.synapses().incoming));
      const { id: neuron, slot } = seat;
      const [n, t] = [sink.next, network.now];
      if (kind === "gradient") {
        const parents = moments.ofBatch(batch).flatMap(({ heard }) => numbersOf(heard.backward[slot]?.n));
        seat.gradient = emit({ n, t, kind, batch, neuron, from, weights, bias, parents });
        return;
      }
      const parents = numbersOf(seat.gradient, seat.commit);
      seat.commit = emit({ n, t, kind, batch, neuron, from, weights, bias, weightVersion, parents });
    },
  };
}

/** What a neuron has said is another number now, for those who have not taken it up yet. */
function rewrite(
  { ids }: Watched,
  moments: Moments,
  { direction, from, batch, sample, value }: Extract<Change, { kind: "message" }>,
): void {
  const slot = ids.slotOf(from) ?? -1;
  moments.ofBatch(batch).forEach(({ samples, heard }) => {
    const said = heard[direction][slot];
    const at = samples.indexOf(sample);
    // What it said in an earlier batch may be shorter.
    if (said !== undefined && at >= 0 && at < said.values.length) said.values = said.values.with(at, value);
  });
}

function addTo(sum: number[], values: readonly number[], round: (x: number) => number): void {
  for (let s = 0; s < sum.length; s++) sum[s] = round(sum[s]! + values[s]!);
}

function zeros(count: number): number[] {
  return new Array<number>(count).fill(0);
}

function sourcesOf(seats: readonly Seat[], slot: number, { start, other }: SynapseColumns): string[] {
  return Array.from(other.subarray(start[slot], start[slot + 1]), (source) => seats[source]!.id);
}

const none: readonly number[] = [];
