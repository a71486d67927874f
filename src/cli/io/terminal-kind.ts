import colours from "picocolors";
import { type Paint, plainPaint } from "../../view/paint.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What is known of a stream that text is written to. */
export interface Terminal {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
}

/** Wider text is hard to read. */
const mostColumns = 120;

/**
 * Whether pictures can replace each other in place: on a terminal that a person looks at and that says how wide it
 * is. Some pseudo-terminals say 0 columns; nothing can be placed on those.
 */
export function isLive({ isTTY, columns }: Terminal, environment: Environment): boolean {
  const isWatched = !isSet(environment["CI"]) || environment["CI"] === "false";
  return isTTY === true && (columns ?? 0) > 0 && environment["TERM"] !== "dumb" && isWatched;
}

/** Columns to use: those of the terminal up to 120, and 80 where it does not say. */
export function columnsOf({ columns }: Terminal): number {
  return columns === undefined || columns <= 0 ? 80 : Math.min(columns, mostColumns);
}

/** Colours where there is a terminal; NO_COLOR (no-color.org) forbids them and FORCE_COLOR asks for them anywhere. */
export function paintFor({ isTTY }: Terminal, environment: Environment): Paint {
  const forced = environment["FORCE_COLOR"];
  const isForced = forced !== undefined && forced !== "0" && forced !== "false";
  const isWanted = isForced || (isTTY === true && forced === undefined && environment["TERM"] !== "dumb");
  if (isSet(environment["NO_COLOR"]) || !isWanted) return plainPaint;
  const { cyan, yellow, green, dim, bold } = colours.createColors(true);
  return { forward: cyan, backward: yellow, gradient: green, dim, bold };
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}
