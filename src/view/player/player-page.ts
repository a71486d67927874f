import type { Trace } from "../../trace/header.ts";
import { type Flow, flowOf } from "../flow/flow-frames.ts";
import { flowWordsOf } from "../flow/flow-words.ts";
import type { Language } from "../language.ts";
import { drawScene, type SceneMode, sceneStyle } from "../network/scene.ts";
import { svgDocument } from "../svg/document.ts";
import { element, type Markup, text } from "../svg/element.ts";
import { paletteRules } from "../svg/palette.ts";
import { truncate } from "../terminal/text-width.ts";
import type { ViewOptions } from "../view.ts";
import { drawControls } from "./player-controls.ts";
import { embeddedJson, playerData } from "./player-data.ts";
import { drawHelp, drawSide, drawTables } from "./player-panels.ts";
import { type PlayerWords, playerWordsOf } from "./player-words.ts";

/** What a page is made of beside the run: its script, with the SHA-256 that lets it run, and its style sheet. */
export interface PlayerAssets {
  readonly script: string;
  /** In base 64, of exactly these characters as UTF-8; undefined where it is not known. */
  readonly scriptHash?: string | undefined;
  readonly style: string;
}

/** Events that a page holds at most. */
const mostEvents = 2000;
const pictures: readonly SceneMode[] = ["forward", "reversed", "overlay"];

/**
 * A page that plays the flow of messages, event by event, forward and back: one file without anything from elsewhere.
 * It begins with the first of the events that are wanted; where `at` is given, with the last one before it.
 */
export function playerPage(trace: Trace, assets: PlayerAssets, options: ViewOptions): string {
  const { language = "en", theme = "auto" } = options;
  const flow = flowOf(trace, options, { most: mostEvents });
  const words = playerWordsOf(language);
  const title = words.title(truncate(flow.model.name, 80));
  const script = assets.scriptHash === undefined ? "'unsafe-inline'" : `'sha256-${assets.scriptHash}'`;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src ${script}; base-uri 'none'; form-action 'none'`;
  const head = element(
    "head",
    {},
    element("meta", { charset: "utf-8" }),
    element("meta", { "http-equiv": "Content-Security-Policy", content: policy }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("meta", { name: "color-scheme", content: "light dark" }),
    element("title", {}, text(title)),
    `<style>${styleOf(assets.style)}</style>`,
  );
  const body = element(
    "body",
    {},
    element(
      "header",
      { class: "player-head" },
      element("h1", {}, text(title)),
      element("button", { id: "theme", type: "button" }, text(words.texts.themes[theme])),
      element(
        "button",
        { id: "help-open", type: "button", "aria-haspopup": "dialog" },
        text(`? ${words.help}`),
      ),
    ),
    element("noscript", {}, element("p", {}, text(words.noScript))),
    element(
      "main",
      { class: "player-main" },
      element(
        "div",
        { class: "player-stage" },
        drawStage(flow, words, language),
        drawControls(flow, words, language),
        drawTables(flow, words),
      ),
      drawSide(words),
    ),
    drawHelp(words),
    `<script type="application/json" id="run">${embeddedJson(playerData(flow, language))}</script>`,
    `<script>${assets.script}</script>`,
  );
  const attributes = { lang: language === "zh" ? "zh-Hans" : "en", "data-theme": theme };
  return `<!doctype html>\n${element("html", attributes, head, body)}\n`;
}

/** The colours are the reader's system's, unless the page says otherwise. */
function styleOf(style: string): string {
  return [
    paletteRules("auto", ":root"),
    ...(["light", "dark"] as const).map(
      (theme) =>
        paletteRules(theme, `:root[data-theme=${theme}],:root[data-theme=${theme}] svg`) +
        `:root[data-theme=${theme}]{color-scheme:${theme}}`,
    ),
    style,
  ].join("\n");
}

/** The pictures on each other, of which one is seen; and under them the sentence on this moment. */
function drawStage(flow: Flow, words: PlayerWords, language: Language): Markup {
  const { layout, scene, frames, shown, size } = flow;
  const scenes = pictures.map((mode) =>
    element(
      "g",
      { class: `player-scene${mode === "forward" ? " is-shown" : ""}`, "data-picture": mode },
      drawScene(layout, mode, () => undefined, language, scene),
    ),
  );
  const own = flowWordsOf(language);
  const svg = svgDocument(
    {
      width: layout.width,
      height: layout.height,
      title: words.picture,
      description: own.description(frames.length),
      style: sceneStyle,
    },
    ...scenes,
    element("g", { id: "marks" }, ""),
  );
  const notes = [
    frames.length === 0 ? own.nothing : "",
    shown.events < shown.of ? own.leftOut(shown) : "",
    size === "nodes" ? own.bundled : "",
  ].filter((note) => note !== "");
  return (
    element(
      "div",
      {
        class: "player-picture",
        id: "picture",
        tabindex: 0,
        role: "group",
        "aria-label": words.picture,
        style: `--picture-width:${Math.ceil(layout.width)}px`,
      },
      svg,
    ) +
    element(
      "div",
      { class: "player-now" },
      element("h2", { id: "phase" }, ""),
      element("span", { id: "about" }, ""),
    ) +
    element("p", { id: "sentence", "aria-live": "polite" }, "") +
    (notes.length === 0 ? "" : element("p", { class: "player-note" }, text(notes.join(" · "))))
  );
}
