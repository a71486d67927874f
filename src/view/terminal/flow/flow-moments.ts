import { type DeliverEvent, productsOf, type TraceEvent } from "../../../trace/event.ts";
import { type Phase, phaseOf } from "../../../trace/phase.ts";
import type { NeuronState } from "../diagram/diagram-box.ts";
import { synapseKey } from "../diagram/diagram-options.ts";

/** One summand of a neuron's sum: what a message brought, times the weight; the loss's term has no weight. */
export interface Term {
  readonly from: string | undefined;
  readonly value: number;
  readonly weight: number | undefined;
  readonly product: number;
}

/** The sum that a neuron is working on: z on the way down, that of the error signals on the way up. */
export interface Sum {
  readonly neuron: string;
  readonly direction: "forward" | "backward";
  /** The first `count` of these were in at this moment; the list itself grows while others come in. */
  readonly terms: readonly Term[];
  readonly count: number;
  /** What has come of it; undefined while messages are missing. */
  readonly result: Result | undefined;
}

export type Result =
  | {
      readonly kind: "activation";
      readonly bias: number;
      readonly z: number;
      readonly a: number;
      readonly gain: number;
    }
  | {
      readonly kind: "delta";
      readonly sum: number;
      readonly gain: number;
      readonly added: number | undefined;
      readonly delta: number;
    };

/** Events that belong to a pass or to what follows from it: those that a flow shows. */
export type FlowEvent = Exclude<TraceEvent, { kind: "train" | "batch" | "action" | "population" | "end" }>;

/** An event, and what is known right after it of the first sample of its micro-batch. */
export interface Moment {
  readonly event: FlowEvent;
  readonly phase: Phase;
  readonly neurons: ReadonlyMap<string, NeuronState>;
  readonly sum: Sum | undefined;
  /** What each direction multiplies by, by synapseKey, as far as any event has told. */
  readonly weights: Readonly<Record<DeliverEvent["direction"], ReadonlyMap<string, number>>>;
}

/** Follows the events of a run: what each neuron knows after each of them. */
export function* followEvents(events: readonly TraceEvent[]): Generator<Moment, void, undefined> {
  const weights = { forward: firstWeights(events, "forward"), backward: firstWeights(events, "backward") };
  const knowledge = createKnowledge(gainsFromBefore(events));
  for (const event of events) {
    if (!isFlowEvent(event)) continue;
    if (event.kind === "deliver") {
      // Weights may have changed since a picture was last drawn from these maps.
      weights[event.direction] = withEntry(weights[event.direction], keyOf(event), event.weight);
    }
    if (event.kind === "commit") {
      for (const [i, from] of event.from.entries()) {
        const [key, weight] = [synapseKey(from, event.neuron), event.weights[i] ?? NaN];
        const isShared = Object.is(weights.backward.get(key), weights.forward.get(key));
        weights.forward = withEntry(weights.forward, key, weight);
        // A feedback weight is another number, and no commit of this neuron's.
        if (isShared) weights.backward = withEntry(weights.backward, key, weight);
      }
    }
    const sum = knowledge.learn(event);
    yield { event, phase: phaseOf(event), neurons: knowledge.neurons(), sum, weights: { ...weights } };
  }
}

/** The neuron at which it happens; a message happens where it arrives. */
export function neuronOf(event: Exclude<FlowEvent, { kind: "loss" }>): string {
  return "to" in event ? event.to : event.neuron;
}

function isFlowEvent(event: TraceEvent): event is FlowEvent {
  const { kind } = event;
  return kind !== "train" && kind !== "batch" && kind !== "action" && kind !== "population" && kind !== "end";
}

function firstWeights(
  events: readonly TraceEvent[],
  direction: DeliverEvent["direction"],
): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const event of events) {
    if (event.kind !== "deliver" || event.direction !== direction) continue;
    if (!weights.has(keyOf(event))) weights.set(keyOf(event), event.weight);
  }
  return weights;
}

/**
 * The gains of forward passes that these events do not have, told by the backward passes that they do have; by batch
 * and micro-batch.
 */
function gainsFromBefore(
  events: readonly TraceEvent[],
): ReadonlyMap<string, ReadonlyMap<string, NeuronState>> {
  const gains = new Map<string, Map<string, NeuronState>>();
  const activated = new Set<string>();
  for (const event of events) {
    if (event.kind !== "activate" && event.kind !== "delta") continue;
    const pass = `${event.batch}/${event.microBatch}`;
    if (event.kind === "activate") activated.add(`${pass}/${event.neuron}`);
    if (event.kind !== "delta" || activated.has(`${pass}/${event.neuron}`)) continue;
    const known = gains.get(pass) ?? new Map<string, NeuronState>();
    gains.set(pass, known.set(event.neuron, { gain: first(event.gain) }));
  }
  return gains;
}

function keyOf({ direction, from, to }: DeliverEvent): string {
  return direction === "forward" ? synapseKey(from, to) : synapseKey(to, from);
}

function withEntry<T>(map: ReadonlyMap<string, T>, key: string, value: T): ReadonlyMap<string, T> {
  return Object.is(map.get(key), value) ? map : new Map(map).set(key, value);
}

/** What is known of the neurons in each micro-batch of the batch in flight, and the sums that are not finished. */
function createKnowledge(before: ReadonlyMap<string, ReadonlyMap<string, NeuronState>>) {
  let batch = -1;
  let current = 0;
  const states = new Map<number, ReadonlyMap<string, NeuronState>>();
  const open = new Map<string, Term[]>();
  const stateNow = (): ReadonlyMap<string, NeuronState> =>
    states.get(current) ?? before.get(`${batch}/${current}`) ?? new Map<string, NeuronState>();
  const note = (neuron: string, state: NeuronState): void => {
    const known = stateNow();
    states.set(current, withEntry(known, neuron, { ...known.get(neuron), ...state }));
  };
  const termsOf = (direction: Sum["direction"], neuron: string): Term[] => {
    const key = `${direction}/${current}/${neuron}`;
    const terms = open.get(key) ?? [];
    open.set(key, terms);
    return terms;
  };
  const finish = (direction: Sum["direction"], neuron: string, result: Result): Sum => {
    // The loss's term is added after those of the error signals, whenever it was told.
    const all = termsOf(direction, neuron);
    const terms = [
      ...all.filter(({ from }) => from !== undefined),
      ...all.filter(({ from }) => from === undefined),
    ];
    open.delete(`${direction}/${current}/${neuron}`);
    return { neuron, direction, terms, count: terms.length, result };
  };

  const learn = (event: FlowEvent): Sum | undefined => {
    if (event.batch !== batch) {
      batch = event.batch;
      states.clear();
      open.clear();
    }
    if ("microBatch" in event) current = event.microBatch;
    switch (event.kind) {
      case "feed":
        note(event.neuron, { a: first(event.values) });
        return undefined;
      case "deliver": {
        const { direction, from, to, weight } = event;
        const terms = termsOf(direction, to);
        terms.push({ from, value: first(event.values), weight, product: first(productsOf(event)) });
        return { neuron: to, direction, terms, count: terms.length, result: undefined };
      }
      case "activate": {
        const known = { z: first(event.z), a: first(event.a), gain: first(event.gain) };
        note(event.neuron, known);
        return finish("forward", event.neuron, { kind: "activation", bias: event.bias, ...known });
      }
      case "error": {
        const value = first(event.values);
        const term = { from: undefined, value, weight: undefined, product: value };
        if (event.enters === "activation") termsOf("backward", event.to).push(term);
        return undefined;
      }
      case "delta": {
        const delta = first(event.delta);
        note(event.neuron, { delta });
        const [sum, gain] = [first(event.sum), first(event.gain)];
        const added = event.added[0];
        return finish("backward", event.neuron, { kind: "delta", sum, gain, added, delta });
      }
      default:
        return undefined;
    }
  };
  return { learn, neurons: stateNow };
}

function first(values: readonly number[]): number {
  return values[0] ?? NaN;
}
