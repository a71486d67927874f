import type { EventOf } from "../../../src/index.ts";
import type { GradientEvent } from "../../../src/trace/event.ts";
import type { Join } from "../../../src/trace/replay/join.ts";
import type { NeuronState, RunState, TurnState } from "../../../src/trace/replay/run-state.ts";

type Numbers = readonly number[] | undefined;

export interface JoinSnapshot {
  readonly of: number;
  readonly heard: number;
  readonly waitingFor: readonly string[];
  readonly awaitsLoss: boolean;
  readonly underWay: readonly string[];
  readonly messages: readonly string[];
}

export interface TurnSnapshot {
  readonly activation: (JoinSnapshot & Readonly<Record<"sum" | "z" | "a" | "gain", Numbers>>) | undefined;
  readonly error: (JoinSnapshot & Readonly<Record<"sum" | "gain" | "added" | "delta", Numbers>>) | undefined;
}

export interface NeuronSnapshot {
  readonly row:
    | {
        readonly from: readonly string[];
        readonly weights: Numbers;
        readonly bias: number | undefined;
        readonly version: number | undefined;
      }
    | undefined;
  readonly gradient: Pick<GradientEvent, "weights" | "bias"> | undefined;
  readonly accumulated: { readonly done: number; readonly of: number } | undefined;
  readonly turns: readonly (TurnSnapshot | undefined)[];
}

/** All that a state tells, as plain data: everything is asked of every neuron and micro-batch. */
export interface Snapshot {
  readonly n: number;
  readonly t: number;
  readonly batch:
    | {
        readonly number: number;
        readonly purpose: string | undefined;
        readonly size: number | undefined;
        readonly samples: { readonly done: number; readonly of: number } | undefined;
        readonly microBatches: readonly number[] | undefined;
        readonly inFlight: readonly number[];
        readonly isCut: boolean;
      }
    | undefined;
  readonly neurons: Readonly<Record<string, NeuronSnapshot>>;
  readonly losses: readonly (
    (JoinSnapshot & { readonly losses: Numbers; readonly targets: unknown }) | undefined
  )[];
  /** Of each micro-batch, the messages that are on their way, sorted. */
  readonly underWay: readonly (readonly string[])[];
}

/** `microBatches`: how many to ask for, where the state does not know. */
export function snapshotOf(state: RunState, microBatches?: number): Snapshot {
  const { n, t, batch } = state;
  const parts = Array.from({ length: microBatches ?? batch?.microBatches?.length ?? 0 }, (_, m) => m);
  const loss = (m: number): Snapshot["losses"][number] => {
    const told = state.loss(m);
    return told && { ...joinOf(told), losses: told.losses, targets: told.targets };
  };
  return {
    n,
    t,
    batch: batch && { ...batch },
    neurons: Object.fromEntries(
      Array.from(state.neurons(), (neuron) => [neuron.id, neuronOf(neuron, parts)]),
    ),
    losses: parts.map(loss),
    underWay: parts.map((m) =>
      Array.from(state.underWay(m), ({ direction, from, to }) => `${direction} ${from} ${to}`).sort(),
    ),
  };
}

function neuronOf(neuron: NeuronState, parts: readonly number[]): NeuronSnapshot {
  return {
    row: neuron.row(),
    gradient: gradientOf(neuron.gradient()),
    accumulated: neuron.accumulated(),
    turns: parts.map((m) => turnOf(neuron.turn(m))),
  };
}

function turnOf(turn: TurnState | undefined): TurnSnapshot | undefined {
  if (turn === undefined) return undefined;
  const { activation, error } = turn;
  return {
    activation: activation && {
      ...joinOf(activation),
      sum: activation.sum,
      z: activation.z,
      a: activation.a,
      gain: activation.gain,
    },
    error: error && {
      ...joinOf(error),
      sum: error.sum,
      gain: error.gain,
      added: error.added,
      delta: error.delta,
    },
  };
}

function joinOf({ of, heard, waitingFor, awaitsLoss, underWay, messages }: Join): JoinSnapshot {
  return { of, heard, waitingFor, awaitsLoss, underWay: underWay(), messages: messages().map(messageText) };
}

/** A message without its place in a trace. */
export function messageText(event: EventOf<"deliver" | "error">): string {
  return event.kind === "error"
    ? `loss: ${String(event.values)}`
    : `${event.from}: ${String(event.values)} · ${event.weight} of version ${event.weightVersion}`;
}

/** A gradient without its place in a trace. */
export function gradientOf(event: GradientEvent | undefined): NeuronSnapshot["gradient"] {
  return event && { weights: event.weights, bias: event.bias };
}
