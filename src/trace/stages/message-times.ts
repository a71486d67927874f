import type { Direction } from "../../message/message.ts";
import type { ActionEvent } from "../event.ts";
import type { Trace } from "../header.ts";
import { neuronStages } from "./neuron-stages.ts";
import { type RecordedPassage, recordedStages } from "./passages.ts";

/** One message of a run in stages: when it was on its way, and the weight versions of the stage whose weight it has met. */
export interface MessageTimes {
  /** Its event. */
  readonly n: number;
  readonly direction: Direction;
  readonly from: string;
  readonly to: string;
  readonly fromStage: number;
  readonly toStage: number;
  readonly batch: number;
  readonly microBatch: number;
  /** When its sender had done its action. */
  readonly sent: number;
  /** When it was there: at once within a stage; undefined between stages that are no neighbours, of which no action tells. */
  readonly arrived: number | undefined;
  /** When its receiver's action began and ended, and how long the message had waited for that. */
  readonly start: number;
  readonly end: number;
  readonly wait: number | undefined;
  /** Versions that the forward pass has read, that error signals name, and that the gradient was added to. */
  readonly forward: number;
  readonly transport: number | undefined;
  readonly applied: number | undefined;
  /** Commits between reading and adding, the own one not counted. */
  readonly crossed: number | undefined;
}

/**
 * Every message of a trace, in order.
 * @throws RangeError for a trace of a run without stages
 */
export function* messageTimes(trace: Trace): Generator<MessageTimes, void, undefined> {
  const { stageOf } = neuronStages(trace);
  const passages = recordedStages(trace).map(({ passages: all }) => byPlace(all));
  /** By direction, stage, batch and micro-batch: when it was done. */
  const ended = new Map<string, number>();
  let action: ActionEvent | undefined;
  for (const event of trace.events) {
    if (event.kind === "action") {
      action = event;
      if (event.action !== "W") ended.set(endKey(directionOf(event), event.stage, event), event.t);
    }
    if (event.kind !== "deliver" || action === undefined) continue;
    const { n, direction, from, to, batch, microBatch } = event;
    const [fromStage, toStage] = [stageOf(from), stageOf(to)];
    const passage = passages[direction === "forward" ? toStage : fromStage]?.get(placeKey(event));
    if (passage === undefined) continue;
    const { forward, transport, applied } = passage;
    const sent = ended.get(endKey(direction, fromStage, event)) ?? action.t;
    const { arrived, start } = timesOf(action, fromStage, toStage, sent);
    yield {
      ...{
        n,
        direction,
        from,
        to,
        fromStage,
        toStage,
        batch,
        microBatch,
        sent,
        arrived,
        start,
        end: action.t,
      },
      wait: arrived === undefined ? undefined : start - arrived,
      ...{ forward, transport, applied },
      crossed: applied === undefined ? undefined : applied - forward,
    };
  }
}

/** Within a stage all happens as its action takes effect. */
function timesOf(
  { arrived, start, t }: ActionEvent,
  fromStage: number,
  toStage: number,
  sent: number,
): { readonly arrived: number | undefined; readonly start: number } {
  if (fromStage === toStage) return { arrived: sent, start: t };
  return { arrived: Math.abs(fromStage - toStage) === 1 ? arrived : undefined, start };
}

function directionOf({ action }: ActionEvent): Direction {
  return action === "F" ? "forward" : "backward";
}

interface Place {
  readonly batch: number;
  readonly microBatch: number;
}

function byPlace(passages: readonly RecordedPassage[]): ReadonlyMap<string, RecordedPassage> {
  return new Map(passages.map((passage) => [placeKey(passage), passage]));
}

function placeKey({ batch, microBatch }: Place): string {
  return `${batch}/${microBatch}`;
}

function endKey(direction: Direction, stage: number, place: Place): string {
  return `${direction}/${stage}/${placeKey(place)}`;
}
