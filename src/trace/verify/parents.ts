import type { Audit } from "./audit.ts";
import { firstDifference, isIndex } from "./difference.ts";

/**
 * An event's parents are those events that its numbers come from, in this order. Where some of the run is left out,
 * others may be named that lie in what is left out: earlier ones, each once.
 */
export function checkParents(
  { scope, numbers, report, unchecked }: Audit,
  event: Parameters<Audit["report"]>[0] & { readonly parents: readonly number[] },
  from: readonly (number | undefined)[],
): void {
  const { n, parents } = event;
  if (isList(parents, from)) return;
  const expected = from.filter((parent) => parent !== undefined);
  if (scope.isPart) {
    const wanted = new Set(expected);
    const others = parents.filter((parent) => !wanted.has(parent));
    const isLeftOut = (parent: number): boolean => isIndex(parent) && parent < n && !numbers.has(parent);
    const rest = parents.filter((parent) => wanted.has(parent));
    const isSingle = new Set(others).size === others.length;
    if (isSingle && others.every(isLeftOut) && firstDifference(expected, rest) < 0) {
      unchecked.leave(`${event.kind}.parents`);
      return;
    }
  }
  report(event, `parents: expected ${listText(expected)}; got ${listText(parents)}`);
}

/** Whether a list is this one, but for what is undefined in it. */
function isList(list: readonly number[], from: readonly (number | undefined)[]): boolean {
  let place = 0;
  for (const entry of from) if (entry !== undefined && !Object.is(entry, list[place++])) return false;
  return place === list.length;
}

/** A list as it stands in the file, cut where it is long. */
function listText(list: readonly number[]): string {
  if (list.length === 0) return "none";
  const shown = list.length > 8 ? [...list.slice(0, 8), `… (${list.length} in all)`] : list;
  return `[${shown.join(", ")}]`;
}
