import type { Option } from "commander";
import type { NumberRange } from "../../math/number-range.ts";
import { numberArgument, parsedOption } from "../io/options.ts";

/** An option whose value is a number, or several with a comma between each two. */
export function numbersOption(flags: string, help: string, range: NumberRange): Option {
  return parsedOption(flags, help, (text, name) =>
    text.split(",").map((part) => numberArgument(name, part, range)),
  );
}

/**
 * The numbers of such an option: a single one is that of all.
 * @throws RangeError `NAME: expected 1 or COUNT numbers; got …`
 */
export function oneOrEach(
  name: string,
  numbers: readonly number[] | undefined,
  count: number,
  otherwise: number,
): number | readonly number[] {
  const [first = otherwise, ...others] = numbers ?? [];
  if (others.length === 0) return first;
  if (numbers?.length === count) return numbers;
  const expected = count === 1 ? "1 number" : `1 or ${count} numbers`;
  throw new RangeError(`${name}: expected ${expected}; got ${others.length + 1}`);
}
