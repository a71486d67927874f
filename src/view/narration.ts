import type { TraceEvent } from "../trace/event.ts";
import { english } from "./narration-en.ts";
import { chinese } from "./narration-zh.ts";
import type { Narrator } from "./narrator.ts";
import { printable } from "./printable.ts";
import type { Language } from "./language.ts";

const narrators: Readonly<Record<Language, Narrator>> = { en: english, zh: chinese };

export function narratorOf(language: Language): Narrator {
  return narrators[language];
}

/**
 * One plain sentence on an event, without a full stop; the numbers are those of its first sample. It is one line for a
 * terminal, whatever neurons are called; where it goes into markup, it is escaped there.
 */
export function narrate(event: TraceEvent, language: Language): string {
  const { sentences } = narrators[language];
  // A table of one sentence a kind: the event goes to the sentence of its own kind.
  return printable((sentences[event.kind] as (event: TraceEvent) => string)(event));
}
