import { shown } from "../math/suggestion.ts";
import type { Problem } from "../message/input-error.ts";

/** Problems in the order in which they were found, at most one a place: a second would follow from the first. */
export interface ProblemList {
  readonly add: (path: string, message: string) => void;
  /** Adds that what stands there is no object at all; problems of its fields would follow and are not added. */
  readonly addWhole: (path: string, message: string) => void;
  readonly all: readonly Problem[];
}

export function problemList(): ProblemList {
  const all: Problem[] = [];
  const places = new Set<string>();
  const wholes = new Set<string>();
  const add = (path: string, message: string): void => {
    const parent = path.slice(0, Math.max(0, path.lastIndexOf(".")));
    if (places.has(path) || wholes.has(parent)) return;
    places.add(path);
    all.push({ path, message });
  };
  const addWhole = (path: string, message: string): void => {
    add(path, message);
    wholes.add(path);
  };
  return { add, addWhole, all };
}

/** A value as an error shows it: never long, never what is inside it. */
export function describeValue(value: unknown): string {
  if (!Array.isArray(value)) return shown(value);
  return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
}
