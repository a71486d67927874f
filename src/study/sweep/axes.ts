import type { CaseDefinition } from "./case-schema.ts";
import type { Axis, Study } from "./study.ts";

/** One run of a study. */
export interface StudyCase {
  /** In the order of the table: the last axis changes soonest, and sooner still the seed. */
  readonly index: number;
  /** Of each axis, the number of its label. */
  readonly at: readonly number[];
  readonly seed: number;
  readonly definition: CaseDefinition;
}

type Tree = Record<string, unknown>;

/** The case at one place on each axis. A value of null takes away what the base has there. */
export function definitionAt(base: Readonly<Tree>, axes: readonly Axis[], at: readonly number[]): Tree {
  const definition = structuredClone(base) as Tree;
  axes.forEach(({ changes }, i) => {
    for (const { path, value } of changes[at[i] ?? 0] ?? []) put(definition, path, structuredClone(value));
  });
  return definition;
}

/** All places of the axes, the last one changing soonest. */
export function placesOf(axes: readonly Pick<Axis, "labels">[]): number[][] {
  return axes.reduce<number[][]>(
    (places, { labels }) => places.flatMap((place) => labels.map((_, i) => [...place, i])),
    [[]],
  );
}

/** All cases of a study. */
export function casesOf({ base, axes, seeds }: Study): StudyCase[] {
  return placesOf(axes).flatMap((at, place) =>
    seeds.map((seed, i) => {
      const definition = definitionAt(base, axes, at) as CaseDefinition;
      return { index: place * seeds.length + i, at, seed, definition };
    }),
  );
}

/** The steps of a path: `network.layers[1].size` is network, layers, 1, size. undefined for what is no path. */
export function stepsOf(path: string): (string | number)[] | undefined {
  if (!/^[A-Za-z]\w*(\[\d{1,6}\]|\.[A-Za-z]\w*)*$/.test(path)) return undefined;
  const steps = path.replace(/\[(\d+)\]/g, ".$1").split(".");
  if (steps.some((step) => step === "constructor" || step === "prototype")) return undefined;
  return steps.map((step) => (/^\d/.test(step) ? Number(step) : step));
}

/** Puts a value where the path says; objects and lists on the way there are made where there are none. */
function put(tree: Tree, path: string, value: unknown): void {
  const steps = stepsOf(path) ?? [];
  const last = steps.pop() ?? "";
  let here: Record<string | number, unknown> = tree;
  steps.forEach((step, i) => {
    const next = here[step];
    if (typeof next !== "object" || next === null) here[step] = typeof (steps[i + 1] ?? last) === "number" ? [] : {};
    here = here[step] as Record<string | number, unknown>;
  }); // prettier-ignore
  if (value !== null) here[last] = value;
  else Reflect.deleteProperty(here, last);
}
