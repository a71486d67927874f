import type { Model } from "../../../model/model.ts";
import { neuronIds } from "../../../model/neuron-ids.ts";
import type { TraceEvent } from "../../../trace/event.ts";
import { narrate, narratorOf } from "../../narration.ts";
import { type Paint, plainPaint } from "../../paint.ts";
import type { Language } from "../../language.ts";
import type { DiagramOptions, DiagramSize, Travelling } from "../diagram/diagram-options.ts";
import { followEvents, type Moment, neuronOf } from "./flow-moments.ts";
import { createDiagram } from "../diagram/network-diagram.ts";
import { drawSum, sumTableRows } from "./sum-table.ts";
import { truncate } from "../text-width.ts";
import { wrapText } from "../wrap.ts";

/** One event of a flow as it is shown: what the picture says, the sentence under it, and the sum in the making. */
export interface Frame extends Moment {
  readonly sentence: string;
  /** Everything the picture shows; for a message, `share` says how far it has come. */
  readonly picture: (share?: number) => DiagramOptions;
}

/** A frame for each event, one at a time: a long flow is never held as a whole. */
export function* flowFrames(
  model: Model,
  events: readonly TraceEvent[],
  language: Language,
): Generator<Frame, void, undefined> {
  const inputErrors = inputErrorsOf(model, events);
  for (const moment of followEvents(events)) {
    const sentence = narrate(moment.event, language);
    yield { ...moment, sentence, picture: (share) => pictureOf(moment, inputErrors, share) };
  }
}

/** What a picture of this moment shows. */
export function pictureOf(
  { event, phase, neurons, weights }: Moment,
  inputErrors: "end" | "receive",
  share?: number,
): DiagramOptions {
  // Commits are shown in the network as it will next be used.
  const isForward = phase === "forward" || phase === "commit";
  const busy = event.kind === "deliver" || event.kind === "loss" ? undefined : neuronOf(event);
  const message: Travelling | undefined =
    event.kind === "deliver"
      ? { direction: event.direction, from: event.from, to: event.to, share }
      : undefined;
  const mode = isForward ? "forward" : "reversed";
  return {
    mode,
    neurons,
    weights: isForward ? weights.forward : weights.backward,
    message,
    busy,
    inputErrors,
  };
}

/** Whether error signals reach the inputs in these events. */
export function inputErrorsOf(model: Model, events: readonly TraceEvent[]): "end" | "receive" {
  const { idOf } = neuronIds(model);
  const inputs = new Set(Array.from(model.inputs, idOf));
  const reached = events.some(
    (event) => event.kind === "deliver" && event.direction === "backward" && inputs.has(event.to),
  );
  return reached ? "receive" : "end";
}

/** Summands that the table under a moving picture shows. */
const mostTerms = 4;

/** Rows of a frame under its picture: the heading, the sentence, and the table. */
const rowsBelow = 1 + 3 + 1 + sumTableRows(mostTerms);

/** Draws frames of one flow in one size: equally high all of them, so that nothing jumps. */
export function createFrameDrawer(
  model: Model,
  language: Language,
  size: Required<DiagramSize> & { readonly rows: number },
  paint: Paint = plainPaint,
): (frame: Frame, share?: number) => string {
  const { phases, words } = narratorOf(language);
  const diagram = createDiagram(model, { columns: size.columns, rows: Math.max(3, size.rows - rowsBelow) });
  return (frame, share) => {
    const sentence = wrapText(frame.sentence, size.columns);
    const table =
      frame.sum === undefined ? [] : drawSum(frame.sum, words, paint, { columns: size.columns, mostTerms });
    const lines = [
      paint.bold(truncate(phases[frame.phase], size.columns)),
      ...diagram({ ...frame.picture(share), paint }),
      "",
      ...fill(sentence, 2),
      "",
      ...fill(table, sumTableRows(mostTerms)),
    ];
    // A terminal would scroll if there were more.
    return lines.slice(0, size.rows).join("\n");
  };
}

function fill(lines: readonly string[], count: number): string[] {
  return Array.from({ length: Math.max(count, lines.length) }, (_, i) => lines[i] ?? "");
}
