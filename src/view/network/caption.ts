import type { TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";
import { selectorOf } from "../../trace/select.ts";
import type { Language } from "../language.ts";
import { narrate } from "../narration.ts";
import { truncate } from "../terminal/text-width.ts";
import { pictureWordsOf } from "./picture-words.ts";
import type { SceneMode } from "./scene-kit.ts";
import type { ShownMoment } from "./shown-moment.ts";

/** What stands over a picture: its title, which numbers it shows, and what has just happened. */
export interface Caption {
  readonly title: string;
  readonly moment: string;
  readonly sentence: string;
  /** What the trace does not tell. */
  readonly notes: readonly string[];
}

/** The versions of the weights shown, as the texts of a picture give them. */
export interface Versions {
  readonly version: string | undefined;
  readonly feedbackVersion: string | undefined;
}

export function captionOf(
  trace: Trace,
  { state, which, last }: ShownMoment,
  { version, feedbackVersion }: Versions,
  mode: SceneMode,
  language: Language,
): Caption {
  const words = pictureWordsOf(language);
  const { batch } = state;
  const back = feedbackVersion === version ? undefined : feedbackVersion;
  const shown = mode === "reversed" ? (feedbackVersion ?? version) : version;
  const now = latestVersion(state);
  const isOlder = now !== undefined && shown !== undefined && String(now) !== shown;
  const parts = [
    truncate(trace.header.network.name ?? "", 40),
    ...(batch === undefined
      ? []
      : [
          words.batch(batch.number),
          words.sample(which.sample, batch.size),
          ...((batch.microBatches?.length ?? 1) > 1 ? [words.microBatch(which.microBatch)] : []),
        ]),
    shown === undefined
      ? ""
      : words.version(shown, mode === "overlay" ? back : undefined) + (isOlder ? words.committed(now) : ""),
    words.event(state.n, last),
  ];
  const level = words.level[trace.header.options.level];
  return {
    title: words.titles[mode],
    moment: parts.filter((part) => part !== "").join(" · "),
    sentence: narrate(ofSample(state.event, which.sample), language),
    notes: level === undefined ? [] : [level],
  };
}

/** The event with the shown sample's numbers alone, where it has them. */
function ofSample(event: TraceEvent, sample: number): TraceEvent {
  return selectorOf({ samples: [sample] })(event) ?? event;
}

/** Neurons commit one after another, in slot order: the first one that learns is the first to have a new version. */
function latestVersion({ neurons }: ShownMoment["state"]): number | undefined {
  for (const neuron of neurons()) {
    const version = neuron.row()?.version;
    if (version !== undefined) return version;
  }
  return undefined;
}
