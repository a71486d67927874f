import { printable } from "../printable.ts";
import { packPhrases } from "../terminal/pack-phrases.ts";
import { wrapText } from "../terminal/wrap.ts";
import { cellText, hasMarble } from "./marble-cells.ts";
import type { MarbleDiagram } from "./marble-streams.ts";
import type { MarbleWords } from "./marble-words.ts";

/** What the numbers in and under marbles say, in a phrase each. */
export function numberNotes({ streams, labelledBy, owners }: MarbleDiagram, words: MarbleWords): string[] {
  const hasValues = streams.some(({ kind }) => kind === "forward" || kind === "backward");
  const value = words.value[owners.are === "populations" ? "population" : labelledBy];
  return [words.marble[labelledBy], ...(hasValues ? [value] : [])];
}

/** How a run ended, or that it did not. */
export function endingNote({ ending }: MarbleDiagram, words: MarbleWords): string {
  if (ending.kind === "failed") return words.failed(printable(ending.outcome).slice(0, 200));
  return ending.kind === "complete" ? words.complete : words.open;
}

/** The signs of a diagram of characters, those alone that stand on it. */
export function textLegend(diagram: MarbleDiagram, words: MarbleWords, columns: number): string[] {
  const { streams, barriers, ending, labelledBy } = diagram;
  const has = (kind: "gradient" | "commit"): boolean => hasMarble(streams, (marble) => marble.kind === kind);
  const stands = (own: "forward" | "backward"): boolean =>
    streams.some(({ kind, from }) => kind === own && from === undefined);
  const hasSeveral = streams.some(({ cells }) =>
    cells.some((marbles) => marbles !== undefined && cellText(marbles, labelledBy).startsWith("+")),
  );
  const signs = [
    ...(stands("forward") ? [`── ${words.forward}`] : []),
    ...(stands("backward") ? [`╌╌ ${words.backward}`] : []),
    ...(has("gradient") ? [`× ${words.gradient}`] : []),
    ...(has("commit") ? [`✓ ${words.commit}`] : []),
    ...(barriers.size > 0 ? [`║ ${words.barrier}`] : []),
    `${{ complete: "│", failed: "✗", open: "→" }[ending.kind]} ${endingNote(diagram, words)}`,
  ];
  return [
    ...packPhrases(signs, columns),
    ...packPhrases(numberNotes(diagram, words), columns),
    ...(streams.some(({ from }) => from !== undefined) ? wrapText(words.heard, columns, 2) : []),
    ...(hasSeveral ? wrapText(words.several, columns) : []),
  ];
}
