import { parseNetwork } from "../../model/parse-network.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";
import { phaseOf } from "../../trace/phase.ts";
import { chosenEvents } from "../export/chosen-events.ts";
import type { ViewOptions } from "../view.ts";
import { castOf } from "./participants.ts";
import type { Section, Sequence } from "./sequence.ts";
import { stepTaker } from "./step-taker.ts";

export interface SequenceLimits {
  readonly participants: number;
  readonly steps: number;
}

/**
 * The messages of what is chosen, section by section. Of a long run the first steps are kept, or where it is looked at
 * after an event, the last ones before it. Takes linear time of the events.
 */
export function deriveSequence(trace: Trace, options: ViewOptions, limits: SequenceLimits): Sequence {
  const model = parseNetwork(trace.header.network);
  const cast = castOf(model, options.neurons, limits.participants);
  const isFirstKept = options.at === undefined;
  const sections: Section[] = [];
  const taker = stepTaker(model, cast, options.neurons);
  let [key, steps] = ["", 0];
  let cut: Sequence["cut"] = "nothing";
  const close = (): void => {
    const section = taker.section();
    if (section === undefined) return;
    sections.push(section);
    steps += section.steps.length;
    while (!isFirstKept && steps > limits.steps && sections.length > 1) {
      steps -= sections.shift()?.steps.length ?? 0;
      cut = "start";
    }
  };
  for (const event of chosenEvents(trace, options)) {
    const its = keyOf(event);
    if (its !== key) {
      close();
      key = its;
      if (isFirstKept && steps >= limits.steps) {
        cut = "end";
        break;
      }
    }
    taker.take(event);
  }
  close();
  const all = sections.flatMap((section) => section.steps);
  const met = new Set(all.flatMap((step) => (step.kind === "note" ? [step.at] : [step.from, step.to])));
  const kept = [...cast.all.keys()].filter((place) => met.has(place));
  const placeOf = new Map(kept.map((place, index) => [place, index]));
  return {
    participants: kept.map((place) => cast.all[place] ?? "loss"),
    together: cast.together,
    chosen: cast.chosen,
    sections: sections.map((section) => renumbered(section, placeOf)),
    cut,
  };
}

/** A section ends where the phase, the batch or the micro-batch is another one. */
function keyOf(event: TraceEvent): string {
  const { batch, microBatch } = event as { readonly batch?: number; readonly microBatch?: number };
  return `${phaseOf(event)}/${batch ?? ""}/${microBatch ?? ""}`;
}

function renumbered(section: Section, placeOf: ReadonlyMap<number, number>): Section {
  const to = (place: number): number => placeOf.get(place) ?? 0;
  const steps = section.steps.map((step) =>
    step.kind === "note" ? { ...step, at: to(step.at) } : { ...step, from: to(step.from), to: to(step.to) },
  );
  return { ...section, steps };
}
