import type { Language } from "../language.ts";
import { element, type Markup } from "../svg/element.ts";
import { label, labelWidth } from "../svg/label.ts";
import type { NetworkLayout } from "./network-layout.ts";
import { pictureWordsOf } from "./picture-words.ts";
import type { SceneMode } from "./scene-kit.ts";

/** A sign of the picture and what it says; a sign that is text stands in it. */
export interface LegendEntry {
  readonly sign: "down" | "up" | "amplifier" | undefined;
  readonly text: string;
}

export function legendOf(
  layout: NetworkLayout,
  mode: SceneMode,
  texts: ReadonlyMap<string, string>,
  language: Language,
): LegendEntry[] {
  const { legend } = pictureWordsOf(language);
  const say = (text: string): LegendEntry => ({ sign: undefined, text });
  const down: LegendEntry = { sign: "down", text: legend.down };
  const up: LegendEntry = { sign: "up", text: legend.up };
  const amplifier: LegendEntry = { sign: "amplifier", text: legend.amplifier };
  const bundle = layout.links.some(({ shows }) => shows === "bundle") ? [say(legend.bundle)] : [];
  const isSynapse = layout.links.some(({ shows }) => shows === "synapse");
  const numbers = (...lines: readonly string[]): LegendEntry[] => (isSynapse ? lines.map(say) : []);
  const hasFeedback = layout.links.some((_, link) => texts.get(`weights/${link}`)?.includes("◂"));
  const entries = {
    forward: [down, ...numbers(legend.value, legend.weight)],
    reversed: [up, amplifier, ...numbers(legend.error, legend.weight)],
    overlay: [down, up, ...numbers(legend.both, ...(hasFeedback ? [legend.feedback] : []))],
  }[mode];
  return [...entries, ...bundle, say(legend.pending)];
}

const lineHeight = 20;
const signWidth = 34;
const between = 26;
/** Letters that are not all equally wide take less room than digits do. */
const proportional = 0.82;

/** The entries in lines, one after another. */
export function drawLegend(
  entries: readonly LegendEntry[],
  { left, right, top }: { readonly left: number; readonly right: number; readonly top: number },
): { readonly markup: Markup; readonly height: number } {
  const parts: Markup[] = [];
  let [x, y] = [left, top + 14];
  for (const { sign, text } of entries) {
    const indent = sign === undefined ? 0 : signWidth;
    const width = indent + labelWidth(text, 12) * proportional;
    if (x > left && x + width > right) [x, y] = [left, y + lineHeight];
    if (sign !== undefined) parts.push(drawSign(sign, x, y - 4));
    parts.push(label(x + indent, y, text, { class: "quiet network-legend" }));
    x += width + between;
  }
  return { markup: element("g", {}, ...parts), height: y - top + 22 };
}

function drawSign(sign: NonNullable<LegendEntry["sign"]>, x: number, y: number): Markup {
  if (sign === "amplifier") {
    return element("path", { class: "network-amplifier", d: `M${x + 4} ${y}L${x + 24} ${y - 8}v16Z` });
  }
  const d = `M${x} ${y}h26`;
  const head = sign === "down" ? `M${x + 26} ${y}l-7 -4v8Z` : `M${x} ${y}l7 -4v8Z`;
  return (
    element("path", { class: `network-link network-${sign}`, d }) +
    element("path", { class: `network-${sign}-head`, d: head })
  );
}
