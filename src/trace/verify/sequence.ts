import { shown } from "../../math/suggestion.ts";
import type { TraceEvent } from "../event.ts";
import { isIndex } from "./difference.ts";
import type { Audit } from "./audit.ts";
import { headingOf } from "./violation.ts";

/** Watches over the order of events: each is where it belongs, and of a kind that the header promises. */
export interface Sequence {
  /** Whether the event can be looked at as what it says that it is. */
  readonly enter: (event: TraceEvent) => boolean;
  readonly hasEnded: () => boolean;
}

/** Numbers are counted from 0, with gaps where some of the run is left out. */
export function createSequence({ scope, numbers, unchecked, report }: Audit): Sequence {
  let counted = -1;
  let last = -1;
  let end: TraceEvent | undefined;
  const isInPlace = (n: number): boolean =>
    scope.isPart ? isIndex(n) && n > last : Object.is(n, counted + 1) || Object.is(n, last + 1);
  return {
    enter(event) {
      const { n } = event;
      if (end !== undefined) report(event, `expected nothing after ${headingOf(end)}; got another event`);
      if (isInPlace(n)) counted = n;
      else {
        counted++;
        const expected = scope.isPart ? `a whole number after ${last}` : counted;
        report(event, `n: expected ${expected}; got ${shown(n)}`);
      }
      if (!numbers.hasAllBefore(n)) unchecked.leave(`${event.kind}.n`);
      last = n;
      if (end !== undefined) return false;
      if (event.kind === "end") end = event;
      if (!scope.kinds.has(event.kind)) {
        report(event, `kind: expected none of this kind at the level ${scope.level}; got ${event.kind}`);
        return false;
      }
      if (event.kind === "end" || scope.selects(event)) return true;
      report(event, "expected nothing of what header.options leaves out; got some of it");
      return false;
    },
    hasEnded: () => end !== undefined,
  };
}
