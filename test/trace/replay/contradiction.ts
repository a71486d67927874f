import type { Snapshot } from "./snapshot.ts";

/** Lists that may be shorter in a part than in the whole. */
export type MayBeLess = "messages" | "underWay" | "inFlight";

/**
 * Where a part of a trace says something else than the whole; undefined where it never does. What it does not tell is
 * undefined, and never another number.
 */
export function contradiction(
  told: Snapshot,
  truth: Snapshot | undefined,
  mayBeLess: readonly MayBeLess[],
): string | undefined {
  return differing(told, truth, "", new Set(mayBeLess));
}

function differing(
  told: unknown,
  truth: unknown,
  path: string,
  mayBeLess: ReadonlySet<string>,
): string | undefined {
  if (told === undefined || path.endsWith(".isCut")) return undefined;
  if (typeof told !== "object" || typeof truth !== "object" || told === null || truth === null) {
    return Object.is(told, truth)
      ? undefined
      : `${path}: ${JSON.stringify(truth)} is told as ${JSON.stringify(told)}`;
  }
  const name = path.split(".").findLast((part) => !/^\d+$/.test(part)) ?? "";
  if (Array.isArray(told) && Array.isArray(truth) && mayBeLess.has(name) && !told.some(Array.isArray)) {
    const extra = told.find((each) => !truth.includes(each)) as unknown;
    return extra === undefined ? undefined : `${path}: ${JSON.stringify(extra)} is told`;
  }
  if (Array.isArray(told) && told.length !== (truth as readonly unknown[]).length) {
    return `${path}: ${JSON.stringify(truth)} is told as ${JSON.stringify(told)}`;
  }
  for (const [key, value] of Object.entries(told)) {
    const found = differing(value, (truth as Record<string, unknown>)[key], `${path}.${key}`, mayBeLess);
    if (found !== undefined) return found;
  }
  return undefined;
}
