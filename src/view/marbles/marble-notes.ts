import type { Language } from "../language.ts";
import { ticksNote } from "../time-axis/ticks-note.ts";
import type { MarbleDiagram } from "./marble-streams.ts";
import { marbleWords } from "./marble-words.ts";

/** What a picture leaves out, in words; empty where that is nothing. */
export function leftOut({ ticks, owners, unheard }: MarbleDiagram, language: Language): string[] {
  const words = marbleWords[language];
  const notes = [
    ticksNote(ticks, language),
    owners.ids.length < owners.of ? words.owners(owners) : undefined,
    unheard > 0 ? words.unheard(unheard) : undefined,
  ];
  return notes.filter((note) => note !== undefined);
}
