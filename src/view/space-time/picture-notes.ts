import type { Language } from "../language.ts";
import { printable } from "../printable.ts";
import type { SpaceTimePicture } from "./space-time-picture.ts";
import { type SpaceTimeWords, spaceTimeWords } from "./space-time-words.ts";
import { ticksNote } from "../time-axis/ticks-note.ts";

/** What a picture leaves out or puts together, in words; empty where that is nothing. */
export function pictureNotes(picture: SpaceTimePicture, language: Language): string[] {
  const { ticks, lanes, drawn, events, level } = picture;
  const words = spaceTimeWords[language];
  const hasGroups = lanes.list.some(({ neurons }) => neurons > 1);
  const notes = [
    ticksNote(ticks, language),
    drawn < events ? words.firstEvents(drawn, events) : undefined,
    hasGroups ? words.groups : undefined,
    level === "synapse" ? undefined : words.noMessages,
  ];
  return notes.filter((note) => note !== undefined);
}

/** What stands over a line. */
export function laneName({ lanes }: SpaceTimePicture, lane: number, words: SpaceTimeWords): string {
  const { role, name } = lanes.list[lane] ?? { role: "coordinator", name: "" };
  if (role === "neurons") return printable(name);
  return role === "loss" ? words.loss : words.coordinator;
}
