import type { Trace } from "../../trace/header.ts";
import type { Language } from "../language.ts";
import { margin } from "../network/measures.ts";
import { drawScene, type SceneMode, sceneStyle } from "../network/scene.ts";
import { svgDocument } from "../svg/document.ts";
import { element, type Markup } from "../svg/element.ts";
import { label, labelWidth } from "../svg/label.ts";
import { truncate } from "../terminal/text-width.ts";
import type { ViewOptions } from "../view.ts";
import { animate, type Key } from "./animate.ts";
import { animateBar, animateCaption, barHeight, captionHeight } from "./animate-caption.ts";
import { animateBusy, animateMessages, messageMark } from "./animate-messages.ts";
import { animateSlots, slotHistories } from "./animate-slots.ts";
import { type Flow, flowOf } from "./flow-frames.ts";
import { type FlowWords, flowWordsOf } from "./flow-words.ts";
import { type Timeline, timelineOf } from "./timeline.ts";

/** Steps of one animation: more take too long to watch. */
const mostSteps = 120;
const headHeight = 44;
const noteHeight = 24;
/** A narrow network is given room for the sentences under it. */
const leastWidth = 640;

/** Message flow as an animated picture, without a script; it stands still, complete, for readers who want no motion. */
export function flowSvg(trace: Trace, options: ViewOptions): string {
  const { language = "en", theme } = options;
  const flow = flowOf(trace, options, { most: mostSteps, orElse: "turns" });
  const timeline = timelineOf(flow.frames);
  const own = flowWordsOf(language);
  const width = Math.max(leastWidth, flow.layout.width);
  const name = truncate(flow.model.name, 60);
  const top = headHeight + flow.layout.height;
  const note = noteOf(flow, own);
  const place = { x: margin, width: width - 2 * margin };
  const barTop = top + captionHeight(flow.frames, place.width) + 10;
  return svgDocument(
    {
      width,
      height: barTop + barHeight + (note === "" ? 0 : noteHeight),
      title: own.title(name),
      description: own.description(flow.frames.length),
      theme,
      style: sceneStyle + flowStyle(flow),
    },
    label(margin, 32, truncate(own.title(name), Math.floor((width - 300) / 8)), {
      class: "strong flow-title",
    }),
    legend(width - margin, 28, own),
    element(
      "g",
      { transform: `translate(${(width - flow.layout.width) / 2} ${headHeight})` },
      ...animatePictures(flow, timeline, language),
    ),
    animateCaption(flow.frames, timeline, { ...place, y: top + 14 }, language),
    animateBar(flow.frames, timeline, { ...place, y: barTop }, language),
    note === "" ? "" : label(margin, barTop + barHeight + 4, note, { class: "quiet" }),
  );
}

/** Each picture that is used, fading into the next where the stream turns round; and what moves, on top of all. */
function animatePictures(
  { layout, frames, scene: options }: Flow,
  timeline: Timeline,
  language: Language,
): Markup[] {
  const { total, moments } = timeline;
  const histories = slotHistories(frames, timeline);
  const last = frames.at(-1)?.picture ?? "forward";
  const modes: readonly SceneMode[] = ["forward", "reversed", "overlay"];
  const used = modes.filter((mode) => mode === last || frames.some(({ picture }) => picture === mode));
  const pictures = used.map((mode) => {
    const scene = animateSlots(
      drawScene(layout, mode, () => undefined, language, options),
      histories,
      total,
    );
    if (used.length === 1) return scene;
    const keys: Key[] = [[0, frames[0]?.picture === mode ? 1 : 0]];
    frames.forEach(({ picture }, i) => {
      const { turn, start } = moments[i] ?? { turn: 0, start: 0 };
      const [before, now] = [keys.at(-1)?.[1] ?? 0, picture === mode ? 1 : 0];
      // The one fades mostly before the other comes: numbers on numbers are hard to read.
      const [from, to] =
        now === 0 ? [turn, turn + 0.65 * (start - turn)] : [start - 0.65 * (start - turn), start];
      if (now !== before) keys.push([from, before], [to, now]);
    });
    const opacity = mode === last ? 1 : 0;
    return element(
      "g",
      { class: `flow-picture flow-${mode}`, opacity },
      scene,
      animate("opacity", keys, total, "linear"),
    );
  });
  return [...pictures, animateBusy(layout, frames, timeline), animateMessages(layout, frames, timeline)];
}

function noteOf({ shown, size, frames }: Flow, own: FlowWords): string {
  if (frames.length === 0) return own.nothing;
  const parts = [
    shown.events < shown.of ? own.leftOut(shown) : "",
    size === "turns" ? own.together : "",
    size === "nodes" ? own.bundled : "",
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** Words with their marks behind them, the last mark at the right. */
function legend(right: number, y: number, own: FlowWords): Markup {
  const last = right - 8;
  const first = last - 14 - labelWidth(own.errorSignal) - 26;
  const entry = (x: number, word: string, direction: "forward" | "backward"): Markup =>
    label(x - 14, y + 4, word, { anchor: "end" }) +
    element("g", { transform: `translate(${x} ${y - 1})` }, messageMark(direction));
  return entry(first, own.activation, "forward") + entry(last, own.errorSignal, "backward");
}

function flowStyle({ frames }: Flow): string {
  const last = frames.at(-1)?.picture ?? "forward";
  return [
    ".flow-title{font-size:15px}.flow-small{font-size:11px}",
    ".flow-mark{stroke:var(--paper);stroke-width:1.5}",
    ".flow-value{font-weight:600;paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}",
    ".flow-lit{fill:none;stroke-width:6;opacity:.28;stroke-linecap:round}",
    ".flow-lit-forward{stroke:var(--forward)}.flow-lit-backward{stroke:var(--backward)}",
    ".flow-busy{fill:none;stroke:var(--ink);stroke-width:2}",
    ".flow-phase{fill:var(--line)}.flow-phase-forward{fill:var(--forward)}.flow-phase-backward{fill:var(--backward)}",
    ".flow-phase-loss{fill:var(--loss)}.flow-phase-gradient,.flow-phase-commit{fill:var(--task-w)}",
    ".flow-now{fill:var(--ink)}",
    "@media(prefers-reduced-motion:reduce){",
    "[visibility=hidden]{visibility:hidden!important}",
    "text:not([visibility]),g:not([visibility]){visibility:inherit!important}",
    `.flow-picture{opacity:0!important}.flow-${last}{opacity:1!important}`,
    ".flow-now{display:none}}",
  ].join("");
}
