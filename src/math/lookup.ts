import { expectedOneOf } from "./suggestion.ts";

/**
 * What `table` holds under `name`. A Map, unlike a plain object, holds no "constructor" that nobody put there.
 * @throws RangeError at `path`, naming all that is allowed, where the name is none of them
 */
export function lookUp<Name extends string, Value>(
  path: string,
  table: ReadonlyMap<Name, Value>,
  name: Name,
): Value {
  const found = table.get(name);
  if (found === undefined) throw new RangeError(`${path}: ${expectedOneOf([...table.keys()], name)}`);
  return found;
}
