import { shown } from "../../math/suggestion.ts";
import type { Problem } from "../../message/input-error.ts";

/**
 * What makes a run the run it is, fact by fact: `network` → a digest of its wiring, `batch size` → "10". Whatever changes
 * no bit of the result (micro-batches, kernels) is none of it.
 */
export type RunIdentity = ReadonlyMap<string, string>;

/** Every fact in which a run that is to go on differs from the one that the checkpoint belongs to. */
export function differences(checkpoint: RunIdentity, now: RunIdentity): Problem[] {
  const names = new Set([...checkpoint.keys(), ...now.keys()]);
  const differing = [...names].filter((name) => checkpoint.get(name) !== now.get(name));
  return differing.map((name) => ({
    path: name,
    message: `expected ${factText(checkpoint.get(name))} as in the checkpoint; got ${factText(now.get(name))}`,
  }));
}

/** Facts are short texts of our own making, except in a file that somebody made by hand. */
function factText(fact: string | undefined): string {
  if (fact === undefined) return "none";
  return /^[\w .:,+-]{1,80}$/.test(fact) ? fact : shown(fact);
}
