import type { EventOf } from "../../trace/event.ts";
import type { TraceHeader } from "../../trace/header.ts";
import { changesOf } from "../../trace/header.ts";
import type { Model } from "../../model/model.ts";
import type { RunState } from "../../trace/replay/run-state.ts";
import { numberWidth } from "../network/measures.ts";
import type { NetworkLayout } from "../network/network-layout.ts";
import { sceneTexts } from "../network/scene-texts.ts";
import { fitNumber } from "../number-text.ts";
import type { FlowStep } from "./flow-steps.ts";

/** A slot of the picture, and its text from now on; undefined where it has none any more. */
export type SlotChange = readonly [slot: string, text: string | undefined];

export interface Shown {
  readonly microBatch: number;
  readonly sample: number;
}

/** What the picture says of one micro-batch, brought up to date at each of its events. */
interface Track {
  texts: Map<string, string>;
  /** What the texts are of; another one, and they are read anew. */
  of: string;
  /** At levels that tell nothing of neurons: what populations and the loss have said. */
  told: EventOf<"population">[];
  loss: EventOf<"loss"> | undefined;
  /** Neurons whose rows have changed since. */
  readonly stale: Set<string>;
}

/**
 * Follows the texts of a picture, micro-batch by micro-batch: what a step changes in the picture of its own micro-batch.
 * A step at a neuron changes what is told of this neuron alone, so it alone is read again; all are, where a micro-batch
 * begins, where the run was changed, and in a batch whose weights change on its way.
 */
export function followTexts(layout: NetworkLayout, model: Model, header: TraceHeader) {
  const tracks = new Map<number, Track>();
  const changedAt = changesOf(header).map(({ at }) => at);
  let last = -1;
  const { samples: recorded, level } = header.options;
  const tellsNeurons = level === "synapse" || level === "neuron";
  const linkOf = linkFinder(layout);
  // The batch in which the two ways no longer use the same weights: some were committed or changed between them.
  let apart: number | undefined;
  return (step: FlowStep, state: RunState, shown: Shown): SlotChange[] => {
    const { event } = step;
    const track = trackOf(tracks, shown.microBatch);
    const of = `${state.batch?.number ?? -1}/${shown.sample}`;
    const isChanged = changedAt.some((at) => at > last && at <= event.n);
    last = event.n;
    // Groups show what neurons make of their messages, which takes long to read.
    const isSame = layout.detail === "groups" && event.kind === "deliver" && track.of === of;
    if (isSame && !isChanged) return [];
    if (isChanged || (event.kind === "commit" && isIncomplete(state))) apart = state.batch?.number;
    const isApart = apart !== undefined && apart === state.batch?.number;
    const isWhole = isApart || track.of !== of || layout.detail === "groups" || event.kind === "population";
    if (isChanged) for (const other of tracks.values()) other.of = "";
    if (track.of !== of) Object.assign(track, { told: [], loss: undefined });
    track.of = of;
    if (event.kind === "population") track.told.push(event);
    if (event.kind === "loss") track.loss = event;
    const which = { ...shown, recorded, ...(tellsNeurons ? {} : { told: track.told, loss: track.loss }) };
    const before = track.texts;
    if (isWhole) {
      track.texts = sceneTexts(layout, state, which, model);
    } else {
      const part = onlyNeurons(state, new Set([...step.neurons, ...track.stale]));
      track.texts = new Map([...before, ...sceneTexts(layout, part, which, model)]);
    }
    track.stale.clear();
    // Ranges over all neurons; a part of them does not tell them.
    track.texts.delete("version");
    track.texts.delete("feedbackVersion");
    if (event.kind === "commit" && !isApart) {
      for (const other of tracks.values()) {
        if (other !== track) for (const id of step.neurons) other.stale.add(id);
      }
      for (const id of step.neurons) writeRow(track.texts, layout, state, id, linkOf);
    }
    return changesBetween(before, track.texts);
  };
}

function isIncomplete({ batch }: RunState): boolean {
  return batch?.samples !== undefined && batch.samples.done < batch.samples.of;
}

/** What is in one and not, or otherwise, in the other. */
export function changesBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): SlotChange[] {
  const changes: SlotChange[] = [];
  for (const [slot, text] of after) if (before.get(slot) !== text) changes.push([slot, text]);
  for (const slot of before.keys()) if (!after.has(slot)) changes.push([slot, undefined]);
  return changes;
}

function trackOf(tracks: Map<number, Track>, microBatch: number): Track {
  let track = tracks.get(microBatch);
  if (track === undefined) {
    tracks.set(
      microBatch,
      (track = { texts: new Map(), of: "", told: [], loss: undefined, stale: new Set() }),
    );
  }
  return track;
}

/** The same state, telling of some neurons alone where it is asked for all. */
function onlyNeurons(state: RunState, ids: ReadonlySet<string>): RunState {
  return {
    ...state,
    *neurons() {
      for (const id of ids) {
        const neuron = state.neuron(id);
        if (neuron !== undefined) yield neuron;
      }
    },
  };
}

type FindLink = (from: number, to: number) => number | undefined;

function linkFinder({ nodes, links }: NetworkLayout): FindLink {
  const known = new Map(links.map(({ from, to }, link) => [from * nodes.length + to, link]));
  return (from, to) => known.get(from * nodes.length + to);
}

/** A row right after its commit: not what this batch multiplied by, but what the next one will. */
function writeRow(
  texts: Map<string, string>,
  layout: NetworkLayout,
  state: RunState,
  id: string,
  linkOf: FindLink,
): void {
  const [node, row] = [layout.nodeOf(id), state.neuron(id)?.row()];
  if (node === undefined || row?.weights === undefined) return;
  for (const [i, from] of row.from.entries()) {
    const link = linkOf(layout.nodeOf(from) ?? -1, node);
    const weight = row.weights[i];
    if (link === undefined || weight === undefined) continue;
    const text = fitNumber(weight, numberWidth);
    // A feedback weight is another number, and no commit of this neuron's.
    const isShared = texts.get(`weight/${link}`) === texts.get(`feedback/${link}`);
    texts.set(`weight/${link}`, text);
    if (isShared) texts.set(`feedback/${link}`, text).set(`weights/${link}`, text);
  }
}
