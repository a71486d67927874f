import type { VersionRules } from "../schedule/policy.ts";
import type { Stage } from "./stage.ts";

/**
 * The oldest weight version that a forward pass to come may read at a stage, by the rules of a policy; Infinity where none is to
 * come. With a limit to the versions that are kept, they are kept whether somebody wants them or not.
 * @param microBatches of the whole run
 * @param stages all stages of the run; asked for when a version is looked for, not before
 */
export function oldestToRead(
  rules: VersionRules,
  microBatches: number,
  stages: () => readonly Stage[],
): (stage: Stage) => number {
  const { forwardVersion, keptVersions, gradientsPerCommit } = rules;
  const longest = typeof forwardVersion === "object" ? forwardVersion.commits.map(longestFromHereOn) : [];
  const ofForward = ({ index, passes, store }: Stage): number => {
    const next = passes.size;
    if (next >= microBatches) return Infinity;
    const batch = Math.floor(next / gradientsPerCommit);
    if (forwardVersion === "latest") return store.newest;
    if (forwardVersion === "batch-before") return Math.max(0, batch - 1);
    if (typeof forwardVersion === "object") return store.newest - (longest[index]?.[batch] ?? 0);
    // Micro-batches come in the order in which they have entered: the next one has the oldest entry.
    const [first] = stages();
    return first?.passes.get(next)?.latest ?? first?.store.newest ?? 0;
  };
  return (stage) => {
    const kept = keptVersions === undefined ? Infinity : stage.store.newest - keptVersions + 1;
    return Math.min(kept, ofForward(stage));
  };
}

/** Of each batch, the longest delay of it and all that come after it. */
function longestFromHereOn(delays: readonly number[]): Float64Array {
  const longest = Float64Array.from(delays);
  for (let batch = longest.length - 2; batch >= 0; batch--) {
    longest[batch] = Math.max(longest[batch] ?? 0, longest[batch + 1] ?? 0);
  }
  return longest;
}
