import type { Direction } from "../../message/message.ts";
import type { DeliverEvent, TraceEvent } from "../../trace/event.ts";
import type { NetworkLayout } from "../network/network-layout.ts";

/**
 * What of a run is one step of its flow. "events": each event by itself. "turns": all messages that a neuron waits for
 * arrive in one step, and all neurons commit in one. "nodes": what all neurons of a box do, and all messages of a bundle.
 */
export type StepSize = "events" | "turns" | "nodes";

/** Events of a kind that are shown together; `event` is the last of them. */
export interface FlowStep {
  readonly event: TraceEvent;
  /** How many events they are. */
  readonly count: number;
  /** Indices of the boxes at which they happen, of the links that messages take, and of the loss's links. */
  readonly nodes: ReadonlySet<number>;
  readonly links: ReadonlySet<number>;
  readonly lossLinks: ReadonlySet<number>;
  /** The neurons at which they happen, where boxes are neurons. */
  readonly neurons: ReadonlySet<string>;
}

interface OpenStep {
  event: TraceEvent;
  place: number;
  count: number;
  readonly nodes: Set<number>;
  readonly links: Set<number>;
  readonly lossLinks: Set<number>;
  readonly neurons: Set<string>;
}

/**
 * Puts events together into steps, each standing where the last of its events does. One pass; the work for an event is a
 * few look-ups, as there may be millions of messages.
 */
export function flowSteps(
  events: readonly TraceEvent[],
  layout: NetworkLayout,
  size: StepSize,
): readonly FlowStep[] {
  const placed = placesIn(layout);
  const steps: OpenStep[] = [];
  const stepsOf = partFinder();
  let place = 0;
  for (const event of events) {
    const key = size === "events" ? -1 : keyOf(event, placed, size);
    const known = key < 0 ? undefined : stepsOf(event);
    let step = known?.get(key);
    if (step === undefined) {
      step = newStep(event);
      steps.push(step);
      known?.set(key, step);
      note(step, event, placed);
    } else if (size === "turns") {
      // Those of a box or bundle all are at the same place.
      note(step, event, placed);
    }
    step.event = event;
    step.place = place++;
    step.count++;
  }
  return steps.sort((one, other) => one.place - other.place);
}

/** The steps of an event's micro-batch, or batch, by their keys; neighbouring events are mostly of the same. */
function partFinder() {
  const parts = new Map<string, Map<number, OpenStep>>();
  let now: Map<number, OpenStep> | undefined;
  let [batch, microBatch] = [-1, -1];
  return (event: TraceEvent): Map<number, OpenStep> => {
    const [ownBatch, own] = [
      "batch" in event ? event.batch : -1,
      "microBatch" in event ? event.microBatch : -1,
    ];
    if (now === undefined || ownBatch !== batch || own !== microBatch) {
      [batch, microBatch] = [ownBatch, own];
      const name = `${batch}/${microBatch}`;
      now = parts.get(name) ?? new Map<number, OpenStep>();
      parts.set(name, now);
    }
    return now;
  };
}

/** The neuron at which an event happens; a message happens where it arrives. */
export function neuronOf(event: TraceEvent): string | undefined {
  if (event.kind === "deliver" || event.kind === "error") return event.to;
  return "neuron" in event ? event.neuron : undefined;
}

function newStep(event: TraceEvent): OpenStep {
  const none = { nodes: new Set<number>(), links: new Set<number>(), lossLinks: new Set<number>() };
  return { event, place: 0, count: 0, ...none, neurons: new Set() };
}

interface Places {
  readonly isNeurons: boolean;
  readonly count: number;
  readonly nodeOf: (neuron: string) => number;
  /** The link that a message takes, whichever way it goes; −1 where there is none. */
  readonly linkOf: (event: Pick<DeliverEvent, "direction" | "from" | "to">) => number;
  readonly lossLinkOf: (neuron: string) => number;
}

function placesIn({ nodes, links, nodeOf, loss, detail }: NetworkLayout): Places {
  const known = new Map<string, number>();
  const nodeAt = (neuron: string): number => {
    let node = known.get(neuron);
    if (node === undefined) known.set(neuron, (node = nodeOf(neuron) ?? -1));
    return node;
  };
  const count = nodes.length;
  const between = new Map(links.map(({ from, to }, index) => [from * count + to, index]));
  const toLoss = new Map(loss.links.map(({ from }, index) => [from, index]));
  return {
    isNeurons: detail === "neurons",
    count,
    nodeOf: nodeAt,
    linkOf({ direction, from, to }) {
      const [source, target] = direction === "forward" ? [from, to] : [to, from];
      return between.get(nodeAt(source) * count + nodeAt(target)) ?? -1;
    },
    lossLinkOf: (neuron) => toLoss.get(nodeAt(neuron)) ?? -1,
  };
}

const kinds: readonly TraceEvent["kind"][] = [
  "feed",
  "activate",
  "deliver",
  "error",
  "delta",
  "gradient",
  "commit",
];

/** Equal for events of a part that are shown together; −1 for those that are by themselves. */
function keyOf(event: TraceEvent, { nodeOf, linkOf, count }: Places, size: "turns" | "nodes"): number {
  const kind = kinds.indexOf(event.kind);
  if (kind < 0) return -1;
  if (event.kind === "deliver") {
    const where = size === "nodes" ? linkOf(event) : nodeOf(event.to);
    return (where + 1) * 2 * kinds.length + kind + (event.direction === "forward" ? 0 : kinds.length);
  }
  // A turn is one neuron's; the loss tells all outputs at once, and all neurons commit together.
  if (size === "turns" && (event.kind === "activate" || event.kind === "delta")) return -1;
  const node = size === "turns" ? count : nodeOf(neuronOf(event) ?? "");
  return (node + 1) * 2 * kinds.length + kind;
}

function note(step: OpenStep, event: TraceEvent, { nodeOf, linkOf, lossLinkOf, isNeurons }: Places): void {
  if (event.kind === "loss") {
    for (const output of event.outputs) step.lossLinks.add(lossLinkOf(output));
    return;
  }
  if (event.kind === "population") {
    const node = Math.max(nodeOf(`${event.population}.0`), nodeOf(event.population));
    if (node >= 0) step.nodes.add(node);
  }
  const neuron = neuronOf(event);
  if (neuron === undefined) return;
  const node = nodeOf(neuron);
  if (node >= 0) step.nodes.add(node);
  if (isNeurons) step.neurons.add(neuron);
  if (event.kind === "deliver") {
    const link = linkOf(event);
    if (link >= 0) step.links.add(link);
  }
  if (event.kind === "error") step.lossLinks.add(lossLinkOf(neuron));
}

/** The way in which the messages of a step go; undefined where it has none. */
export function directionOf({ event }: Pick<FlowStep, "event">): Direction | undefined {
  if (event.kind === "deliver") return event.direction;
  if (event.kind === "loss") return "forward";
  return event.kind === "error" ? "backward" : undefined;
}
