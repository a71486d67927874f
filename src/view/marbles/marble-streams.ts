import type { TraceEvent } from "../../trace/event.ts";
import type { LabelledBy } from "../time-axis/moment-labels.ts";
import type { Ticks } from "../time-axis/ticks.ts";
import type { Owners } from "./choose-owners.ts";

/** A run as streams over time, drawn by nobody yet. */
export interface MarbleDiagram {
  readonly network: string;
  readonly ticks: Ticks;
  readonly streams: readonly Stream[];
  readonly owners: Owners;
  readonly labelledBy: LabelledBy;
  /** Where batches begin, by the places of their ticks. */
  readonly beginnings: readonly { readonly tick: number; readonly batch: number }[];
  /** Places of ticks before which a batch was complete: from then on its gradients and commits. */
  readonly barriers: ReadonlySet<number>;
  readonly ending: Ending;
  /** Of the streams that neurons hear, how many are not drawn. */
  readonly unheard: number;
}

/** "complete" and "failed": the trace ends at its last tick, as it should or not; "open": it goes on, or nobody knows. */
export interface Ending {
  readonly kind: "complete" | "failed" | "open";
  /** The trace's own word for it. */
  readonly outcome: string;
}

/** What a stream carries: a neuron's activations, its error signals, its changes of weights; losses. */
export type StreamKind = "forward" | "backward" | "row" | "loss";

export interface Stream {
  /** As its file has it: it may hold anything. */
  readonly owner: string;
  readonly kind: StreamKind;
  /** Where it is one that the owner hears: who speaks. */
  readonly from?: string | undefined;
  /** By the place of a tick, in their order; undefined where nothing happens. */
  readonly cells: readonly (readonly Marble[] | undefined)[];
}

/** What happens on a stream in a tick: a message, or that its neuron forms its gradient or commits. */
export interface Marble {
  readonly kind: "message" | "gradient" | "commit";
  readonly event: TraceEvent;
  /** Of its first sample: a, δ, the loss, or the norm of a population; undefined where there is none. */
  readonly value: number | undefined;
}

/** Whether there is nothing to draw: no batch begins, and nobody says anything. */
export function isEmpty({ ticks, beginnings, streams }: MarbleDiagram): boolean {
  const isSilent = streams.every(({ cells }) => cells.every((marbles) => marbles === undefined));
  return ticks.times.length === 0 || (beginnings.length === 0 && isSilent);
}

/** What an event puts on a stream of its owner; undefined where it puts nothing there. */
export function marbleOf(event: TraceEvent): (Marble & { owner: string; stream: StreamKind }) | undefined {
  switch (event.kind) {
    case "feed":
      return { kind: "message", event, value: event.values[0], owner: event.neuron, stream: "forward" };
    case "activate":
      return { kind: "message", event, value: event.a[0], owner: event.neuron, stream: "forward" };
    case "delta":
      return { kind: "message", event, value: event.delta[0], owner: event.neuron, stream: "backward" };
    case "loss":
      return { kind: "message", event, value: event.losses[0], owner: "", stream: "loss" };
    case "gradient":
    case "commit":
      return { kind: event.kind, event, value: undefined, owner: event.neuron, stream: "row" };
    case "population": {
      const { task, norm: value, population: owner } = event;
      if (task === "forward" || task === "backward") {
        return { kind: "message", event, value, owner, stream: task };
      }
      return { kind: task, event, value: undefined, owner, stream: "row" };
    }
    default:
      return undefined;
  }
}
