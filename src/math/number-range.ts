import { shown } from "./suggestion.ts";

/** A set of numbers that an option may take. None of them holds NaN or an infinity. */
export interface NumberRange {
  /** As it stands in "expected …". */
  readonly text: string;
  readonly holds: (value: number) => boolean;
}

export const anyNumber: NumberRange = { text: "a finite number", holds: () => true };
export const positiveNumber: NumberRange = { text: "a finite number above 0", holds: (x) => x > 0 };
export const zeroOrMore: NumberRange = { text: "a finite number from 0", holds: (x) => x >= 0 };
export const zeroToOne: NumberRange = { text: "a number from 0 to 1", holds: (x) => x >= 0 && x <= 1 };
export const zeroToBelowOne: NumberRange = {
  text: "a number from 0 to below 1",
  holds: (x) => x >= 0 && x < 1,
};
export const wholeFromOne: NumberRange = {
  text: "a whole number from 1",
  holds: (x) => Number.isSafeInteger(x) && x >= 1,
};

/**
 * `value`, seen to be in `range`.
 * @throws RangeError `path: expected …; got …`
 */
export function numberIn(range: NumberRange, path: string, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value) && range.holds(value)) return value;
  throw new RangeError(`${path}: expected ${range.text}; got ${shown(value)}`);
}
