import { Observable } from "rxjs";
import type { Activation, ErrorSignal, RowMessage } from "../message/message.ts";
import { forEachSynapse } from "../model/synapses.ts";
import type { LossMessage } from "../neuron/loss-actor.ts";
import type { Neuron } from "../neuron/neuron.ts";
import type { DeliverEvent, TraceEvent } from "../trace/event.ts";
import type { Network } from "./network.ts";

/**
 * Everything that happens in a network, event by event, down to each message on each synapse. Neurons send one message
 * to all their neighbours; what travels over a single synapse is derived here, and only while somebody watches.
 *
 * A neuron's messages are told when it takes them up, in synapse order, and then what it makes of them. One entry a
 * synapse is kept while watching: for networks that fit a screen, or a disk.
 */
export function watch(network: Network): Observable<TraceEvent> {
  return new Observable((subscriber) => {
    let n = 0;
    const watcher = createWatcher(network, (event) => subscriber.next({ n: n++, ...event }));
    for (const neuron of network.neurons()) {
      subscriber.add(neuron.forward$.subscribe((message) => watcher.forward(neuron, message)));
      subscriber.add(neuron.backward$.subscribe((message) => watcher.backward(neuron, message)));
      subscriber.add(neuron.row$.subscribe((message) => watcher.row(message)));
    }
    subscriber.add(network.loss$.subscribe((message) => watcher.loss(message)));
  });
}

/** An event before it has its number. */
type Unnumbered = TraceEvent extends infer Event
  ? Event extends TraceEvent
    ? Omit<Event, "n">
    : never
  : never;

/** A synapse as one of its ends sees it: who is at the other end, and which parameter is its weight. */
interface Synapse {
  readonly other: string;
  readonly parameter: number;
}

function createWatcher(network: Network, emit: (event: Unnumbered) => void) {
  const { incoming, outgoing } = synapsesByNeuron(network);
  const activations = createSlate();
  const errorSignals = createSlate();
  const errors = createSlate();
  const outputs = Array.from(network.model.outputs, (slot) => network.ids.idOf(slot));

  /** Tells the messages that reach `to`, and returns their products, synapse by synapse. */
  const deliver = (
    synapses: readonly Synapse[],
    weights: Float64Array,
    sent: ReturnType<typeof createSlate>,
    receiver: Neuron,
    moment: ReturnType<typeof momentOf>,
    direction: DeliverEvent["direction"],
  ): (readonly number[])[] =>
    synapses.map(({ other, parameter }) => {
      const weight = weights[parameter] ?? NaN;
      const values = sent.read(other, moment);
      const products = values.map((value) => weight * value);
      const owner = direction === "forward" ? receiver : network.neuron(other);
      const { weightVersion } = owner;
      emit({ kind: "deliver", ...moment, direction, from: other, to: receiver.id, values, weight, weightVersion, products }); // prettier-ignore
      return products;
    });

  return {
    forward(neuron: Neuron, message: Activation): void {
      const { from, values } = message;
      const moment = momentOf(message, values.length);
      activations.write(from, moment, values);
      const synapses = incoming.get(from);
      if (synapses === undefined) {
        emit({ kind: "feed", ...moment, neuron: from, values });
        return;
      }
      deliver(synapses, network.parameters, activations, neuron, moment, "forward");
      const { z, a, gain } = neuron.vectors(message.firstSample, values.length);
      emit({ kind: "activate", ...moment, neuron: from, bias: neuron.bias, z, a, gain });
    },

    backward(neuron: Neuron, message: ErrorSignal): void {
      const { from, values } = message;
      const moment = momentOf(message, values.length);
      errorSignals.write(from, moment, values);
      const synapses = outgoing.get(from) ?? [];
      const terms = deliver(synapses, network.errorWeights, errorSignals, neuron, moment, "backward");
      const error = outputs.includes(from) ? errors.read(from, moment) : [];
      if (network.lossEnters === "activation" && error.length > 0) terms.push(error);
      const sum = values.map((_, s) => terms.reduce((total, term) => total + (term[s] ?? 0), 0));
      const added = network.lossEnters === "pre-activation" ? error : [];
      const { gain, delta } = neuron.vectors(message.firstSample, values.length);
      emit({ kind: "delta", ...moment, neuron: from, sum, gain, added, delta });
    },

    loss(message: LossMessage): void {
      const moment = momentOf(message, message.losses.length);
      const { losses, enters } = message;
      outputs.forEach((to, k) => {
        const values = message.errors[k] ?? [];
        errors.write(to, moment, values);
        emit({ kind: "loss", ...moment, to, enters, targets: message.targets[k] ?? [], values, losses });
      });
    },

    row({ kind, from, batch, row, weightVersion }: RowMessage): void {
      const sources = (incoming.get(from) ?? []).map(({ other }) => other);
      const shared = {
        batch,
        neuron: from,
        from: sources,
        weights: row.slice(0, -1),
        bias: row.at(-1) ?? NaN,
      };
      emit(kind === "commit" ? { kind, ...shared, weightVersion } : { kind, ...shared });
    },
  };
}

function momentOf(
  { batch, microBatch, firstSample }: { batch: number; microBatch: number; firstSample: number },
  count: number,
) {
  return { batch, microBatch, samples: Array.from({ length: count }, (_, s) => firstSample + s) };
}

/** Who said what last, micro-batch by micro-batch of the batch in flight. */
function createSlate() {
  let current = -1;
  const said = new Map<string, readonly number[]>();
  return {
    write(
      id: string,
      { batch, microBatch }: { batch: number; microBatch: number },
      values: readonly number[],
    ): void {
      if (batch !== current) said.clear();
      current = batch;
      said.set(`${microBatch}/${id}`, values);
    },
    read: (id: string, { microBatch }: { microBatch: number }): readonly number[] =>
      said.get(`${microBatch}/${id}`) ?? [],
  };
}

/** Incoming and outgoing synapses of each neuron, in synapse order. Inputs have no entry in `incoming`. */
function synapsesByNeuron({ model, ids }: Network) {
  const incoming = new Map<string, Synapse[]>();
  const outgoing = new Map<string, Synapse[]>();
  model.populations.forEach(({ activation, first, size }) => {
    for (let i = 0; i < size; i++) if (activation !== "input") incoming.set(ids.idOf(first + i), []);
  });
  forEachSynapse(model, (source, target, parameter) => {
    const [from, to] = [ids.idOf(source), ids.idOf(target)];
    incoming.get(to)?.push({ other: from, parameter });
    const leaving = outgoing.get(from) ?? [];
    leaving.push({ other: to, parameter });
    outgoing.set(from, leaving);
  });
  return { incoming, outgoing };
}
