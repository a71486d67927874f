import type { TraceEvent } from "../../trace/event.ts";
import type { Language } from "../language.ts";
import { narrate, narratorOf } from "../narration.ts";
import { firstOf } from "../narrator.ts";
import { formatNumber } from "../number-text.ts";
import { grouped } from "../number-text.ts";
import { printable } from "../printable.ts";
import type { TextRow } from "./text-rows.ts";
import { arrowSentence } from "./sentences.ts";
import type { SpaceTimePicture } from "./space-time-picture.ts";
import { spaceTimeWords } from "./space-time-words.ts";

/** What a row says in words, as much as there is room for: a sentence, or its value alone. */
export function rowNote(picture: SpaceTimePicture, row: TextRow, room: number, language: Language): string {
  const { arrow, points } = row;
  const [point] = points;
  if (point === undefined) return "";
  const count = arrow?.count ?? point.count;
  if (room >= leastSentence && arrow !== undefined) return oneLine(arrowSentence(picture, arrow, language));
  if (room >= leastSentence && points.length === 1 && count === 1)
    return oneLine(narrate(point.event, language));
  const isRun = point.event.kind === "batch" || point.event.kind === "train" || point.event.kind === "end";
  if (isRun) return wordOf(point.event, language);
  const values = arrow === undefined ? points.map(({ event }) => valueOf(event)) : [messageValue(row)];
  const [symbol = "", first = ""] = values[0] ?? [];
  if (symbol === "") return wordOf(point.event, language);
  if (count > 1) return `${grouped(count)} × ${symbol}`;
  return `${symbol} ${[first, ...values.slice(1).map(([, value = ""]) => value)].join(", ")}`;
}

const leastSentence = 50;

function oneLine(sentence: string): string {
  return printable(sentence);
}

/** What a message carries: of what outputs tell the loss, the output's own number. */
function messageValue({ arrow }: TextRow): readonly string[] {
  if (arrow === undefined) return ["", ""];
  const { event, sender } = arrow;
  return event.kind === "loss" ? (sender === undefined ? ["", ""] : valueOf(sender)) : valueOf(event);
}

function valueOf(event: TraceEvent): readonly string[] {
  switch (event.kind) {
    case "feed":
      return ["x", firstOf(event.values)];
    case "activate":
      return ["a", firstOf(event.a)];
    case "deliver":
      return [event.direction === "forward" ? "a" : "δ", firstOf(event.values)];
    case "loss":
      return ["L", firstOf(event.losses)];
    case "error":
      return [event.enters === "activation" ? "∂L/∂a" : "∂L/∂z", firstOf(event.values)];
    case "delta":
      return ["δ", firstOf(event.delta)];
    case "population":
      return ["‖·‖", formatNumber(event.norm)];
    default:
      return ["", ""];
  }
}

function wordOf(event: TraceEvent, language: Language): string {
  if (event.kind === "batch") return narratorOf(language).words.batch(event.batch);
  if (event.kind === "gradient" || event.kind === "commit") return spaceTimeWords[language][event.kind];
  return "";
}
