import type { Flow } from "../flow/flow-frames.ts";
import { laneOf } from "../flow/phase-lane.ts";
import { flowWordsOf } from "../flow/flow-words.ts";
import type { Language } from "../language.ts";
import { element, type Markup, text } from "../svg/element.ts";
import type { PlayerWords } from "./player-words.ts";

const speeds = [0.25, 0.5, 1, 2, 4, 8];

/** Icons on a field of 16 by 16. */
const icons = {
  play: "M4 2L14 8L4 14Z",
  start: "M2 2H4V14H2ZM14 2V14L5 8Z",
  end: "M12 2H14V14H12ZM2 2L11 8L2 14Z",
  back: "M11 2V14L3 8Z",
  next: "M5 2L13 8L5 14Z",
} as const;

/** Buttons, the bar to scrub on, and what is to be seen. `data-do` names what the script does. */
export function drawControls(flow: Flow, words: PlayerWords, language: Language): Markup {
  const { event, neuron, phase } = words;
  return element(
    "section",
    { class: "player-controls", "aria-label": words.controls },
    drawBar(flow, words, language),
    element(
      "div",
      { class: "player-buttons" },
      button("start", "start", words.start),
      element(
        "button",
        { id: "play", type: "button", class: "player-play", "data-do": "play" },
        icon("play"),
        element("span", { id: "play-name" }, text(words.play)),
      ),
      button("end", "end", words.end),
      ...[event, neuron, phase].map(({ name, back, next }, i) => {
        const what = ["event", "neuron", "phase"][i] ?? "";
        return element(
          "span",
          { class: "player-pair" },
          button(`${what}-back`, "back", back),
          element("span", { "aria-hidden": "true" }, text(name)),
          button(`${what}-next`, "next", next),
        );
      }),
      element(
        "span",
        { class: "player-pair" },
        element("span", { "aria-hidden": "true" }, text(words.commit)),
        button("commit-next", "next", words.nextCommit),
      ),
    ),
    element(
      "div",
      { class: "player-choices" },
      element(
        "label",
        {},
        text(words.speed),
        element(
          "select",
          { id: "speed" },
          ...speeds.map((speed) =>
            element("option", { value: speed, selected: speed === 1 ? "" : undefined }, `${speed}×`),
          ),
        ),
      ),
      element(
        "span",
        { class: "player-views", role: "group", "aria-label": words.picture },
        element("span", { "aria-hidden": "true" }, text(words.picture)),
        ...(["auto", "forward", "reversed", "overlay"] as const).map((view) =>
          element(
            "button",
            { type: "button", "data-view": view, "aria-pressed": view === "auto" ? "true" : "false" },
            text(words.pictures[view]),
          ),
        ),
      ),
      element("label", {}, element("input", { type: "checkbox", id: "hide" }), text(words.hide)),
    ),
  );
}

function button(what: string, drawn: keyof typeof icons, name: string): Markup {
  return element("button", { type: "button", "data-do": what, "aria-label": name, title: name }, icon(drawn));
}

function icon(name: keyof typeof icons): Markup {
  const path = element("path", { d: icons[name] });
  return element("svg", { class: "player-icon", viewBox: "0 0 16 16", "aria-hidden": "true" }, path);
}

/** More phases than this are not named along the bar. */
const mostNamed = 24;

/** The bar, and along it the phases: what flows down above its middle, what flows back up under it. */
function drawBar({ frames }: Flow, words: PlayerWords, language: Language): Markup {
  const runs: { readonly phase: (typeof frames)[number]["phase"]; readonly from: number; count: number }[] =
    [];
  frames.forEach(({ phase }, from) => {
    const last = runs.at(-1);
    if (last?.phase === phase) last.count++;
    else runs.push({ phase, from, count: 1 });
  });
  const { phases } = flowWordsOf(language);
  const rects = runs.map(({ phase, from, count }) => {
    const { top, height } = laneOf(phase);
    return element("rect", { class: `player-${phase}`, x: from, y: top, width: count, height });
  });
  const viewBox = `0 0 ${Math.max(1, frames.length)} 12`;
  const names =
    runs.length > mostNamed
      ? []
      : runs.map(({ phase, count }) =>
          element(
            "span",
            { style: `flex:${count}`, class: `player-name-${phase}` },
            element("i", {}, text(phases[phase])),
          ),
        );
  return element(
    "div",
    { class: "player-bar" },
    element(
      "svg",
      { class: "player-strip", viewBox, preserveAspectRatio: "none", "aria-hidden": "true" },
      ...rects,
      "",
    ),
    element("input", {
      type: "range",
      id: "scrub",
      min: 0,
      max: Math.max(0, frames.length - 1),
      value: 0,
      "aria-label": words.scrub,
    }),
    element("div", { class: "player-names", "aria-hidden": "true" }, ...names, ""),
  );
}
