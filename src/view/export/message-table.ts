import type { Trace } from "../../trace/header.ts";
import { messageTimes } from "../../trace/stages/message-times.ts";
import type { ViewOptions } from "../view.ts";
import { chosenEvents, placeFinder } from "./chosen-events.ts";
import { inChunks } from "./chunks.ts";
import { createNameCells, numberCell } from "./csv-cell.ts";

/** The columns of the table: when, between whom, and the weight versions; `crossed` is staleness without the own commit. */
export const messageColumns = [
  "n", "direction", "from", "to", "fromStage", "toStage", "batch", "microBatch", "sent", "arrived", "start", "end",
  "wait", "forward", "transport", "applied", "crossed",
] as const; // prettier-ignore

/**
 * The messages of a run in stages as a table (CSV, RFC 4180): a row for each. Versions are those that its stage's forward pass has
 * read, that its error signals name and that its gradient was added to. What is not known is an empty field, never 0.
 * @throws RangeError for a trace of a run without stages
 */
export function messageTable(trace: Trace, options: ViewOptions): Generator<string, void, undefined> {
  return inChunks(rows(trace, options));
}

function* rows(trace: Trace, options: ViewOptions): Generator<string, void, undefined> {
  const name = createNameCells();
  const placeOf = placeFinder(chosenEvents(trace, options));
  const messages = messageTimes(trace);
  yield `${messageColumns.join(",")}\r\n`;
  for (const message of messages) {
    if (placeOf(message.n) < 0) continue;
    const cells = messageColumns.map((column) => {
      const value = message[column];
      return typeof value === "string" ? name(value) : numberCell(value);
    });
    yield `${cells.join(",")}\r\n`;
  }
}
