import type { Model } from "../../../model/model.ts";
import type { TraceEvent } from "../../../trace/event.ts";
import type { Paint } from "../../paint.ts";
import type { Language } from "../../language.ts";
import { flowParts } from "./flow-lines.ts";
import { inputErrorsOf, pictureOf } from "./message-flow.ts";
import { createDiagram } from "../diagram/network-diagram.ts";

/**
 * Message flow where nothing can move: a block of lines for each phase, and above the lines of the first forward and
 * of the first backward pass the network as it is when that pass has ended. Without events, the network alone.
 */
export function stillFlow(
  model: Model,
  events: readonly TraceEvent[],
  language: Language,
  { columns, paint }: { readonly columns: number; readonly paint: Paint },
): string[][] {
  const draw = createDiagram(model, { columns });
  if (events.length === 0) return [draw({ mode: "plain", paint })];
  const inputErrors = inputErrorsOf(model, events);
  const drawn = new Set<string>();
  return flowParts(events, language, { columns, paint }).map(({ phase, heading, lines, last }) => {
    const hasPicture = (phase === "forward" || phase === "backward") && !drawn.has(phase);
    drawn.add(phase);
    if (!hasPicture) return [...heading, ...lines];
    // Nothing in the picture of a whole pass is on its way or busy.
    const picture = draw({ ...pictureOf(last, inputErrors), paint, message: undefined, busy: undefined });
    return [...heading, ...picture, "", ...lines];
  });
}
