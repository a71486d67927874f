import { loss } from "../../math/losses.ts";
import type { Model } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import { findSynapse } from "../../model/synapses.ts";
import type { Change } from "../../trace/change.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";

type MessageChange = Extract<Change, { kind: "message" }>;

/**
 * A message can be changed while it is under way: sent, and taken up by nobody. What is wrong with a change after event
 * `at`; undefined where nothing is, or where there is no such neuron, batch or sample, which is for others to say.
 */
export function pendingProblem(
  { events }: Trace,
  model: Model,
  at: number,
  change: Change,
): string | undefined {
  if (change.kind !== "message" || !isTold(events, model, change)) return undefined;
  const { direction, from } = change;
  const takes = takerOf(model, change);
  let isSent = false;
  for (const event of events) {
    if (event.n > at) break;
    if (!("batch" in event) || event.batch !== change.batch) continue;
    if ("samples" in event && !event.samples.includes(change.sample)) continue;
    isSent ||= says(event, change);
    const taker = isSent ? takes(event) : undefined;
    if (taker !== undefined) {
      return `expected a message that is still under way; got one that ${taker} took up in event ${event.n}`;
    }
  }
  if (!isSent) return `expected a message that is under way; got one that ${from} has not sent yet`;
  const readsZ = loss(model.loss).outputs !== undefined && direction === "forward";
  if (!readsZ || !isOutput(model, from)) return undefined;
  return `expected an activation that is all that others hear; got that of ${from}, of which ${model.loss} reads z`;
}

function isTold(
  events: readonly TraceEvent[],
  model: Model,
  { from, batch, sample }: MessageChange,
): boolean {
  if (neuronIds(model).slotOf(from) === undefined) return false;
  const begin = events.find((event) => event.kind === "batch" && event.batch === batch);
  return begin?.kind === "batch" && sample in begin.rows;
}

function says(event: TraceEvent, { direction, from }: MessageChange): boolean {
  if (event.kind === "delta") return direction === "backward" && event.neuron === from;
  return (
    direction === "forward" && (event.kind === "feed" || event.kind === "activate") && event.neuron === from
  );
}

/** Who takes the message up in an event: a neighbour, the loss, or, of a delta, the sender's own gradient. */
function takerOf(model: Model, { direction, from }: MessageChange) {
  const { slotOf } = neuronIds(model);
  const isJoined = (source: string, target: string): boolean => {
    const [one, other] = [slotOf(source), slotOf(target)];
    return one !== undefined && other !== undefined && findSynapse(model, one, other) !== undefined;
  };
  const isHeardByLoss = isOutput(model, from);
  return (event: TraceEvent): string | undefined => {
    if (direction === "forward") {
      if (event.kind === "activate" && isJoined(from, event.neuron)) return event.neuron;
      return event.kind === "loss" && isHeardByLoss ? "the loss" : undefined;
    }
    if (event.kind === "delta" && isJoined(event.neuron, from)) return event.neuron;
    return event.kind === "gradient" && event.neuron === from ? "its own gradient" : undefined;
  };
}

function isOutput(model: Model, id: string): boolean {
  return model.outputs.includes(neuronIds(model).slotOf(id) ?? -1);
}
