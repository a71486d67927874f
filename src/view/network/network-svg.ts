import { parseNetwork } from "../../model/parse-network.ts";
import type { Trace } from "../../trace/header.ts";
import { svgDocument } from "../svg/document.ts";
import { element, type Markup } from "../svg/element.ts";
import { label } from "../svg/label.ts";
import { wrapLine } from "../terminal/wrap.ts";
import type { ViewOptions } from "../view.ts";
import { type Caption, captionOf } from "./caption.ts";
import { happeningOf, highlightIn } from "./happening.ts";
import { drawLegend, legendOf } from "./legend.ts";
import { margin } from "./measures.ts";
import { layOutNetwork, type NetworkLayout } from "./network-layout.ts";
import { mostChosen } from "./picture-graph.ts";
import { pictureWordsOf } from "./picture-words.ts";
import { drawScene, type SceneMode, sceneStyle } from "./scene.ts";
import { sceneTexts } from "./scene-texts.ts";
import { shownMoment } from "./shown-moment.ts";

const leastWidth = 720;
const lineHeight = 19;

/** A network in one of its directions, or in both, right after an event of its run. */
export function networkSvg(trace: Trace, options: ViewOptions, mode: SceneMode): string {
  const { language = "en", theme } = options;
  const words = pictureWordsOf(language);
  const moment = shownMoment(trace, options);
  const model = moment?.model ?? parseNetwork(trace.header.network);
  const { inputErrors, level } = trace.header.options;
  const chosen = options.neurons ?? [];
  const layout = layOutNetwork(model, { chosen, detail: level === "population" ? "groups" : undefined });
  const texts = moment ? sceneTexts(layout, moment.state, moment.which, model) : new Map<string, string>();
  const versions = { version: texts.get("version"), feedbackVersion: texts.get("feedbackVersion") };
  const caption: Caption = moment
    ? captionOf(trace, moment, versions, mode, language)
    : { title: words.titles[mode], moment: words.nothing, sentence: "", notes: [] };
  const drawn = layout.nodes.filter(({ id }) => chosen.includes(id)).length;
  const isShortened = layout.detail === "groups" && new Set(chosen).size > mostChosen;
  const notes = [...caption.notes, ...(isShortened ? [words.chosen(drawn, new Set(chosen).size)] : [])];
  const width = Math.max(leastWidth, layout.width);
  const head = heading({ ...caption, notes }, width);
  const legend = legendOf(layout, mode, texts, language);
  const foot = drawLegend(legend, { left: margin, right: width - margin, top: head.height + layout.height });
  const scene = drawScene(layout, mode, (slot) => texts.get(slot), language, {
    inputErrors,
    highlight: moment && highlightIn(layout, happeningOf(moment.state.event, mode)),
    matters: mattersOf(layout, chosen),
  });
  return svgDocument(
    {
      width,
      height: head.height + layout.height + foot.height,
      title: caption.title,
      description: [words.described[mode], caption.moment, caption.sentence]
        .filter((part) => part !== "")
        .join(" "),
      theme,
      style: sceneStyle,
    },
    head.markup,
    element("g", { transform: `translate(${(width - layout.width) / 2} ${head.height})` }, scene),
    foot.markup,
  );
}

/** Of the neurons of a small network, the chosen ones; elsewhere these have boxes of their own. */
function mattersOf(
  layout: NetworkLayout,
  chosen: readonly string[],
): ((node: number) => boolean) | undefined {
  const nodes = new Set(chosen.map(layout.nodeOf).filter((node) => node !== undefined));
  return layout.detail === "neurons" && nodes.size > 0 ? (node) => nodes.has(node) : undefined;
}

/** The caption over a picture, broken into lines. */
function heading(
  { title, moment, sentence, notes }: Caption,
  width: number,
): { markup: Markup; height: number } {
  const room = Math.floor((width - 2 * margin) / 7.4);
  const parts: Markup[] = [];
  let y = 38;
  for (const line of wrapLine(title, Math.floor((width - 2 * margin) / 10.5))) {
    parts.push(label(margin, y, line, { class: "strong", "font-size": 17 }));
    y += 24;
  }
  const say = (text: string, className: string): void => {
    for (const line of text === "" ? [] : wrapLine(text, room)) {
      parts.push(label(margin, y, line, { class: className }));
      y += lineHeight;
    }
  };
  say(moment, "quiet");
  say(sentence, "network-sentence");
  for (const note of notes) say(note, "quiet");
  return { markup: parts.join(""), height: y - lineHeight + 4 };
}
