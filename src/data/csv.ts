import { shown } from "../math/suggestion.ts";
import { InputError } from "../message/input-error.ts";
import { textPosition } from "./text-position.ts";

/** One record of a CSV text. */
export interface CsvRecord {
  readonly fields: readonly string[];
  /** Where in the text each field begins. */
  readonly starts: readonly number[];
}

/**
 * The records of a CSV text as RFC 4180 has it: commas, fields in double quotes with doubled quotes inside,
 * lines that end in CRLF or LF. Blanks around a field without quotes do not count; blank lines at the end are
 * no records.
 * @throws InputError with line and column: a quote in the middle of a field or one that never closes.
 */
export function* csvRecords(text: string): Generator<CsvRecord, void> {
  let at = 0;
  while (moreThanBlanks(text, at)) {
    const fields: string[] = [];
    const starts: number[] = [];
    for (;;) {
      starts.push(at);
      const field = text[at] === '"' ? quotedField(text, at) : plainField(text, at);
      fields.push(field.value);
      at = field.end + 1;
      if (text[field.end] !== ",") break;
    }
    yield { fields, starts };
  }
}

interface Field {
  readonly value: string;
  /** Where the comma or line feed after it stands, or the text's length. */
  readonly end: number;
}

function plainField(text: string, from: number): Field {
  let end = from;
  for (; end < text.length; end++) {
    const unit = text.charCodeAt(end);
    if (unit === 0x2c || unit === 0x0a) break;
    if (unit === 0x22) {
      fail(
        text,
        end,
        `expected double quotes around a whole field; got one after ${shown(text.slice(from, end))}`,
      );
    }
  }
  return { value: text.slice(from, end).trim(), end };
}

function quotedField(text: string, from: number): Field {
  let closing = text.indexOf('"', from + 1);
  while (closing !== -1 && text[closing + 1] === '"') closing = text.indexOf('"', closing + 2);
  if (closing === -1) fail(text, from, "expected a closing double quote; got the end of the text");
  const blanks = /[ \t\r]*/y;
  blanks.lastIndex = closing + 1;
  blanks.test(text);
  const end = blanks.lastIndex;
  if (end < text.length && text[end] !== "," && text[end] !== "\n") {
    fail(
      text,
      end,
      `expected a comma or the end of the line after a closing double quote; got ${shown(text[end])}`,
    );
  }
  return { value: text.slice(from + 1, closing).replaceAll('""', '"'), end };
}

function moreThanBlanks(text: string, from: number): boolean {
  const visible = /\S/g;
  visible.lastIndex = from;
  return visible.test(text);
}

function fail(text: string, at: number, message: string): never {
  throw new InputError([{ path: textPosition(text, at), message }]);
}
