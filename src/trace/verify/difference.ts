import { shown } from "../../math/suggestion.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- places lie inside lists of compared lengths */

// What is unlike what was expected, as a sentence; undefined where nothing is. Numbers are alike if their bits are
// (but for the payload of NaN): −0 is not 0.

/** A whole number from 0 on, and not −0. */
export function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && !Object.is(value, -0);
}

/** Two numbers. `because` says where the expected one comes from; it is asked only if there is something to say. */
export function unlike(
  field: string,
  expected: number,
  got: number,
  because?: () => string,
): string | undefined {
  return Object.is(expected, got) ? undefined : sentence(field, expected, got, because?.());
}

/** Two lists with one number a sample: `z of sample 3: expected …`. */
export function unlikeSamples(
  field: string,
  expected: readonly number[],
  got: readonly number[],
  samples: readonly number[],
  because?: () => string,
): string | undefined {
  const at = firstDifference(expected, got);
  if (at < 0) return undefined;
  if (expected.length !== got.length) return unlikeLength(field, expected.length, got.length);
  const name = samples.length > 1 ? `${field} of sample ${samples[at]!}` : field;
  return sentence(name, expected[at]!, got[at]!, because?.());
}

/** Any other two lists: `weights[3]: expected …`. */
export function unlikeList(
  field: string,
  expected: ArrayLike<number | string>,
  got: readonly (number | string)[],
  because?: () => string,
): string | undefined {
  const at = firstDifference(expected, got);
  if (at < 0) return undefined;
  if (expected.length !== got.length) return unlikeLength(field, expected.length, got.length);
  return sentence(`${field}[${at}]`, expected[at]!, got[at]!, because?.());
}

/** A list that has to have so many numbers, all of them finite: what is known of numbers that come from outside. */
export function unusable(field: string, length: number, got: readonly number[]): string | undefined {
  if (got.length !== length) return unlikeLength(field, length, got.length);
  const at = got.findIndex((value) => !Number.isFinite(value));
  return at < 0 ? undefined : `${field}[${at}]: expected a finite number; got ${shown(got[at])}`;
}

/** Two words. */
export function unlikeWord(field: string, expected: string, got: string): string | undefined {
  return expected === got ? undefined : sentence(field, expected, got);
}

/** Where the terms of a sum come from: ` of events 3, 4, 7`, of many ` of events 3 … 786`, of none nothing. */
export function originText(events: readonly number[]): string {
  if (events.length === 0) return "";
  if (events.length === 1) return ` of event ${events[0]!}`;
  return ` of events ${events.length <= 5 ? events.join(", ") : `${events[0]!} … ${events.at(-1)!}`}`;
}

/** Whether two lists of numbers are the same; asked more often than all else. */
export function areSame(one: readonly number[], other: readonly number[]): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (!Object.is(one[i], other[i])) return false;
  return true;
}

/** The first place at which two lists differ, in a number or in that only one of them has it; −1: none. */
export function firstDifference(
  expected: ArrayLike<number | string>,
  got: ArrayLike<number | string>,
): number {
  const both = Math.min(expected.length, got.length);
  for (let i = 0; i < both; i++) if (!Object.is(expected[i], got[i])) return i;
  return expected.length === got.length ? -1 : both;
}

function unlikeLength(field: string, expected: number, got: number): string {
  return `${field}: expected a list of ${expected}; got ${got}`;
}

function sentence(field: string, expected: number | string, got: number | string, because?: string): string {
  const reason = because === undefined ? "" : ` (${because})`;
  return `${field}: expected ${shown(expected)}${reason}; got ${shown(got)}`;
}
