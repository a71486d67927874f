import type { View } from "./view.ts";

/** The names of all views. */
export type ViewName =
  | "network"
  | "reversed"
  | "overlay"
  | "flow"
  | "marbles"
  | "space-time"
  | "gantt"
  | "sequence"
  | "graph"
  | "curves"
  | "histogram"
  | "paths";

/** A view as a list of views tells it; its code is loaded when it is wanted. */
export interface ViewEntry {
  readonly name: ViewName;
  readonly summary: string;
  /** The forms that it has. */
  readonly forms: readonly (keyof View)[];
  readonly load: () => Promise<View>;
}

/** All views of a trace. */
export const views: readonly ViewEntry[] = [
  {
    name: "network",
    summary: "the forward pass: activations on the arrows, z and a in the neurons",
    forms: ["text", "svg"],
    load: async () => (await import("./network/forward.ts")).networkView,
  },
  {
    name: "reversed",
    summary: "the backward pass: the same places, arrows turned round, every neuron an amplifier",
    forms: ["text", "svg"],
    load: async () => (await import("./network/reversed.ts")).reversedView,
  },
  {
    name: "overlay",
    summary: "both passes over each other, and the gradient that they make",
    forms: ["text", "svg"],
    load: async () => (await import("./network/overlay.ts")).overlayView,
  },
  {
    name: "flow",
    summary: "message flow, event by event; as SVG it moves",
    forms: ["text", "svg"],
    load: async () => (await import("./flow/flow-view.ts")).flowView,
  },
  {
    name: "marbles",
    summary: "marble diagrams: what each neuron's two streams carry, and when",
    forms: ["text", "svg"],
    load: async () => (await import("./marbles/marbles-view.ts")).marblesView,
  },
  {
    name: "space-time",
    summary: "Lamport's diagram: a line for each neuron, an arrow for each message",
    forms: ["text", "svg"],
    load: async () => (await import("./space-time/space-time-view.ts")).spaceTimeView,
  },
  {
    name: "gantt",
    summary: "who works on which micro-batch at what time, and who waits",
    forms: ["text", "svg"],
    load: async () => (await import("./gantt/gantt-view.ts")).ganttView,
  },
  {
    name: "sequence",
    summary: "a sequence diagram of the messages",
    forms: ["text", "mermaid"],
    load: async () => (await import("./sequence/sequence-view.ts")).sequenceView,
  },
  {
    name: "graph",
    summary: "the network as a graph, for tools that lay graphs out",
    forms: ["dot", "mermaid"],
    load: async () => (await import("./graph/graph-view.ts")).graphView,
  },
  {
    name: "curves",
    summary: "loss, gain, norm of the gradient and weights, batch by batch",
    forms: ["text", "svg"],
    load: async () => (await import("./curves/curves-view.ts")).curvesView,
  },
  {
    name: "histogram",
    summary: "how weights, activations, gains, deltas and gradients are distributed",
    forms: ["text", "svg"],
    load: async () => (await import("./histogram/histogram-view.ts")).histogramView,
  },
  {
    name: "paths",
    summary: "all paths from a weight to the loss; their products add up to its gradient",
    forms: ["text", "svg"],
    load: async () => (await import("./paths/paths-view.ts")).pathsView,
  },
];
