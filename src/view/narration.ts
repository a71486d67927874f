import type { TraceEvent } from "../trace/event.ts";
import { english } from "./narration-en.ts";
import { chinese } from "./narration-zh.ts";
import type { Narrator } from "./narrator.ts";
import type { Language } from "./screen.ts";

const narrators: Readonly<Record<Language, Narrator>> = { en: english, zh: chinese };

export function narratorOf(language: Language): Narrator {
  return narrators[language];
}

/** One plain sentence on an event, without a full stop; the numbers are those of its first sample. */
export function narrate(event: TraceEvent, language: Language): string {
  const { sentences } = narrators[language];
  switch (event.kind) {
    case "feed":
      return sentences.feed(event);
    case "deliver":
      return sentences.deliver(event);
    case "activate":
      return sentences.activate(event);
    case "loss":
      return sentences.loss(event);
    case "delta":
      return sentences.delta(event);
    case "gradient":
      return sentences.gradient(event);
    case "commit":
      return sentences.commit(event);
  }
}
