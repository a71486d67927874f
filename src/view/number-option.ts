import { shown } from "../math/suggestion.ts";
import type { Screen } from "./screen.ts";

/**
 * The number that one of a scenario's own options gives.
 * @throws RangeError `--NAME: expected …; got …` if it is none from `least` to `most`, or not whole where that is asked for
 */
export function numberOption(
  screen: Pick<Screen, "option">,
  name: string,
  [least, most]: readonly [least: number, most: number],
  kind: "whole" | "any" = "whole",
): number {
  const text = screen.option(name);
  const value = text.trim() === "" ? NaN : Number(text);
  if (value >= least && value <= most && (kind === "any" || Number.isInteger(value))) return value;
  const what = kind === "whole" ? "a whole number" : "a number";
  throw new RangeError(`--${name}: expected ${what} from ${least} to ${most}; got ${shown(text)}`);
}
