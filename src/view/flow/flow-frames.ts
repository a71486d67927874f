import type { Direction } from "../../message/message.ts";
import type { Model } from "../../model/model.ts";
import { parseNetwork } from "../../model/parse-network.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";
import { type Phase, phaseOf } from "../../trace/phase.ts";
import { createReplay } from "../../trace/replay/replay.ts";
import type { RunState } from "../../trace/replay/run-state.ts";
import { chosenEvents, eventsUntil } from "../export/chosen-events.ts";
import type { Language } from "../language.ts";
import { layOutNetwork, type NetworkLayout } from "../network/network-layout.ts";
import type { SceneMode, SceneOptions } from "../network/scene.ts";
import type { ViewOptions } from "../view.ts";
import { barrierText } from "../waiting.ts";
import { factsOf } from "./event-facts.ts";
import { picturesOf } from "./flow-pictures.ts";
import { directionOf, type FlowStep, flowSteps, type StepSize } from "./flow-steps.ts";
import { stepSentence } from "./step-sentence.ts";
import { followTallies } from "./tally-texts.ts";
import { followTexts, type Shown, type SlotChange } from "./track-texts.ts";
import { followWaiting } from "./track-waiting.ts";
import { keepRows } from "./keep-rows.ts";
import { withoutMessages } from "./without-messages.ts";

/** The flow of messages as a film: a fixed picture, and what each step changes in it. */
export interface Flow {
  readonly model: Model;
  readonly layout: NetworkLayout;
  /** How the scenes of the network are to be drawn: neurons that were not chosen stand aside. */
  readonly scene: SceneOptions;
  readonly size: StepSize;
  readonly frames: readonly FlowFrame[];
  /** Of the events that were asked for, how many are in the frames, and whether these are the last ones. */
  readonly shown: { readonly events: number; readonly of: number; readonly isEnd: boolean };
}

export interface FlowFrame {
  /** The event after which this is so: the last of those shown together. */
  readonly n: number;
  readonly kind: TraceEvent["kind"];
  readonly phase: Phase;
  readonly picture: SceneMode;
  readonly batch: number | undefined;
  /** The micro-batch and the sample that the picture shows. */
  readonly shown: Shown;
  /** What this step changes in the picture of its own micro-batch; and in what is told of all of them together. */
  readonly changes: readonly SlotChange[];
  readonly tallies: readonly SlotChange[];
  /** Where messages travel: links of the layout, and links to the loss. */
  readonly direction: Direction | undefined;
  readonly links: readonly number[];
  readonly lossLinks: readonly number[];
  /** Boxes at which it happens. */
  readonly nodes: readonly number[];
  readonly sentence: string;
  readonly waiting: readonly string[];
  readonly barrier: string | undefined;
  /** Numbers of the event itself, see factsOf; empty where it is more than one. */
  readonly facts: readonly string[];
}

export interface FlowLimits {
  readonly most: number;
  /** What to show together where there are more events than `most`; each by itself unless said. */
  readonly orElse?: "turns" | undefined;
}

/** More synapses than this are drawn as bundles; so no neuron's turn is of more messages. */
const mostSynapses = 128;

/** Reading a large network takes long. For all frames together so much may be read: neurons, and synapses at a fraction. */
const mostRead = 80_000;
const synapsesPerNeuron = 200;
/** But so many frames at least: a forward and a backward pass of some populations. */
const fewestFrames = 16;

/** The film of the events that are wanted: the first of them, or the last ones before `at`. */
export function flowOf(trace: Trace, options: ViewOptions, limits: FlowLimits): Flow {
  const { language = "en", at, neurons } = options;
  const model = parseNetwork(trace.header.network);
  const mostNodes = model.synapseCount > mostSynapses ? Math.min(64, model.neuronCount - 1) : undefined;
  const { level } = trace.header.options;
  // What is told of populations alone stands in boxes of populations, however few neurons these have.
  const detail = level === "population" ? "groups" : undefined;
  const layout = layOutNetwork(model, { most: mostNodes, chosen: neurons, detail });
  const wanted = chosenEvents(trace, options);
  const mostFrames = layout.detail === "groups" ? Math.min(limits.most, mostOf(model)) : limits.most;
  const isMany = wanted.length > mostFrames;
  const size = layout.detail === "groups" ? "nodes" : isMany ? (limits.orElse ?? "events") : "events";
  const isEnd = at !== undefined;
  const cut = <T>(list: readonly T[], count = mostFrames): readonly T[] =>
    list.length <= count ? list : isEnd ? list.slice(-count) : list.slice(0, count);
  const most = { events: mostFrames, turns: mostFrames * mostSynapses, nodes: wanted.length };
  const steps = cut(flowSteps(cut(wanted, most[size]), layout, size));
  const events = steps.reduce((sum, { count }) => sum + count, 0);
  return {
    model,
    layout,
    scene: { inputErrors: trace.header.options.inputErrors, matters: mattersIn(layout, neurons) },
    size,
    frames: framesOf(trace, model, layout, steps, language),
    shown: { events, of: wanted.length, isEnd },
  };
}

function mattersIn(layout: NetworkLayout, neurons: readonly string[] | undefined): SceneOptions["matters"] {
  if (neurons === undefined) return undefined;
  const nodes = new Set(neurons.map((id) => layout.nodeOf(id)));
  return (node) => nodes.has(node);
}

function mostOf({ neuronCount, synapseCount }: Model): number {
  return Math.max(fewestFrames, Math.floor(mostRead / (neuronCount + synapseCount / synapsesPerNeuron)));
}

function framesOf(
  trace: Trace,
  model: Model,
  layout: NetworkLayout,
  steps: readonly FlowStep[],
  language: Language,
): FlowFrame[] {
  const last = steps.at(-1)?.event.n;
  if (last === undefined) return [];
  const stateAt = stateReader({ ...trace, events: eventsUntil(trace.events, last) }, model, layout);
  const follow = {
    texts: followTexts(layout, model, trace.header),
    tallies: followTallies(layout),
    waiting: followWaiting(language),
  };
  const pictures = picturesOf(steps.map(({ event }) => event));
  let shown = firstShown(steps);
  return steps.map((step, place) => {
    const { event } = step;
    const state = stateAt(event);
    shown = shownBy(event) ?? shown;
    const isOne = step.count === 1 && layout.detail === "neurons";
    return {
      n: event.n,
      kind: event.kind,
      phase: phaseOf(event),
      picture: pictures[place] ?? "forward",
      batch: "batch" in event ? event.batch : undefined,
      shown,
      changes: follow.texts(step, state, shown),
      tallies: follow.tallies(step, state),
      direction: directionOf(step),
      links: [...step.links],
      lossLinks: [...step.lossLinks],
      nodes: [...step.nodes],
      sentence: stepSentence(step, layout, language),
      waiting: follow.waiting(step, state, shown),
      barrier: state.batch && barrierText(state.batch, language),
      facts: isOne ? factsOf(event) : [],
    };
  });
}

/** A large network is read without its messages, and its weights only once they have changed. */
function stateReader(trace: Trace, model: Model, { detail }: NetworkLayout): (event: TraceEvent) => RunState {
  if (detail === "neurons") {
    const replay = createReplay(trace, { model });
    return ({ n }) => replay.at(n);
  }
  const shorter = withoutMessages(trace);
  const replay = createReplay(shorter.trace, { model });
  const withRows = keepRows(trace.header);
  return (event) => withRows(replay.at(shorter.placeAt(event.n)), event);
}

/** A batch begins with the sample that is seen first in it. */
function firstShown(steps: readonly FlowStep[]): Shown {
  for (const { event } of steps) {
    const shown = event.kind === "batch" ? undefined : shownBy(event);
    if (shown !== undefined) return shown;
  }
  return { microBatch: 0, sample: 0 };
}

function shownBy(event: TraceEvent): Shown | undefined {
  if ("microBatch" in event) return { microBatch: event.microBatch, sample: event.samples[0] ?? 0 };
  return undefined;
}
