import { shown } from "../math/suggestion.ts";
import { InputError } from "../message/input-error.ts";
import { textPosition } from "./text-position.ts";

/** What an error calls the place after the last character. */
export const endOfText = "the end of the text";

/** Where the white space that may begin at `from` ends. */
export function spaceEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const unit = text.charCodeAt(at);
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return at;
    at++;
  }
}

/**
 * Where the string, number or word that begins at `from` ends; `expected` says what else might have been
 * there.
 */
export function scalarEnd(text: string, from: number, expected: string): number {
  if (text[from] === '"') return stringEnd(text, from);
  for (const word of ["true", "false", "null"]) {
    if (text.startsWith(word, from)) return from + word.length;
  }
  const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  number.lastIndex = from;
  if (!number.test(text)) failExpected(text, from, expected);
  const end = number.lastIndex;
  // Shorter numbers cannot overflow: the largest double has 309 digits, and an exponent needs four units for
  // that.
  if (end - from > 4 && !Number.isFinite(Number(text.slice(from, end)))) {
    fail(text, from, `expected a finite number; got ${text.slice(from, end).slice(0, 40)}`);
  }
  return end;
}

/** Where the string ends whose opening quote is at `from`. */
export function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) return at + 1;
    if (unit < 0x20) {
      fail(text, at, `expected control characters in a string to be escaped; got ${shown(text[at])}`);
    }
    if (unit === 0x5c) {
      const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
      escape.lastIndex = at;
      if (!escape.test(text)) {
        fail(
          text,
          at,
          `expected an escape that JSON has, such as \\n or \\u00e9; got ${text.slice(at, at + 2)}`,
        );
      }
      at = escape.lastIndex - 1;
    }
  }
  fail(text, from, `expected a closing double quote; got the end of the text`);
}

/** Throws: at `at` stands something else than `expected`. */
export function failExpected(text: string, at: number, expected: string): never {
  const rest = text.slice(at, at + 40);
  const notFinite = /^[+-]?(?:NaN|Infinity)/.exec(rest);
  if (notFinite !== null) fail(text, at, `expected a finite number; got ${notFinite[0]}`);
  if (/^\/[/*]/.test(rest)) fail(text, at, `expected ${expected}; got a comment, which JSON does not have`);
  if (rest.startsWith("'")) fail(text, at, `expected ${expected}; got a single quote`);
  const got = rest === "" ? endOfText : shown(/^[\w.+-]+|^./su.exec(rest)?.[0]);
  fail(text, at, `expected ${expected}; got ${got}`);
}

/** Throws with the line and column of `at`. */
export function fail(text: string, at: number, message: string): never {
  throw new InputError([{ path: textPosition(text, at), message }]);
}
