import { printable } from "../printable.ts";
import { narrate } from "../narration.ts";
import { firstOf } from "../narrator.ts";
import { formatNumber } from "../number-text.ts";
import type { Language } from "../language.ts";
import { laneName } from "./picture-notes.ts";
import type { Point } from "./points.ts";
import type { Arrow } from "./space-time.ts";
import type { SpaceTimePicture } from "./space-time-picture.ts";
import { spaceTimeWords } from "./space-time-words.ts";

/** What a message is, and how long it was on its way. */
export function arrowSentence(picture: SpaceTimePicture, arrow: Arrow, language: Language): string {
  const words = spaceTimeWords[language];
  const { sender, to, count, event, from } = arrow;
  const time =
    sender === undefined
      ? words.sentUnknown
      : words.travels(formatNumber(sender.t, 7), formatNumber(to.event.t, 7));
  const what =
    count > 1
      ? words.messages(count, laneName(picture, from, words), laneName(picture, to.lane, words))
      : event.kind === "loss" && sender?.kind === "activate"
        ? words.toLoss(printable(sender.neuron), firstOf(sender.a))
        : narrate(event, language);
  return `${what}; ${time}`;
}

export function pointSentence({ event, count }: Point, language: Language): string {
  const sentence = narrate(event, language);
  if (count > 1) return `${spaceTimeWords[language].events(count)} ${sentence}`;
  return `${event.n}: ${sentence}`;
}
