import { InputError, type Problem } from "../../message/input-error.ts";
import { problemList, type ProblemList } from "../../model/problem-list.ts";
import { definitionAt, placesOf } from "./axes.ts";
import { caseSchema } from "./case-schema.ts";
import { prepareCase } from "./prepare-case.ts";
import { readFields } from "./read-fields.ts";
import type { Axis, Study } from "./study.ts";
import type { World } from "./world.ts";

/** Problems of more cases than this say nothing new. */
const mostProblems = 20;

/**
 * Makes every case ready, with the first seed, and adds what is wrong: said of the value of an axis where it comes from one, of
 * the base otherwise.
 */
export function checkCases({ base, axes, seeds }: Study, world: World, problems: ProblemList): void {
  for (const place of placesOf(axes)) {
    const definition = definitionAt(base, axes, place);
    for (const { path, message } of problemsOf(definition, seeds[0] ?? 1, world)) {
      problems.add(whereOf(path, axes, place), message);
    }
    if (problems.all.length >= mostProblems) return;
  }
}

function problemsOf(
  definition: Readonly<Record<string, unknown>>,
  seed: number,
  world: World,
): readonly Problem[] {
  const own = problemList();
  const read = readFields(caseSchema, definition, "", own);
  if (read === undefined) return own.all;
  try {
    // Loops in plain JavaScript need no memory of their own to be got ready.
    prepareCase(read, seed, world, "js");
    return [];
  } catch (error) {
    return problemsIn(error);
  }
}

/** @throws an error that is no refusal */
function problemsIn(error: unknown): readonly Problem[] {
  if (error instanceof InputError) return error.problems;
  const [, path = "", message = ""] =
    error instanceof RangeError ? (/^([^:]*): (expected .*)$/s.exec(error.message) ?? []) : [];
  if (message === "") throw error;
  return [{ path, message }];
}

/** `axes[1].values[2]` where that value has put what is wrong, `base.learningRate` where no axis has. */
function whereOf(path: string, axes: readonly Axis[], place: readonly number[]): string {
  for (const [i, { changes }] of axes.entries()) {
    const at = place[i] ?? 0;
    const change = changes[at]?.find((each) => isUnder(path, each.path) || isUnder(each.path, path));
    if (change === undefined) continue;
    const rest = path.startsWith(change.path) ? path.slice(change.path.length) : "";
    return `axes[${i}], ${labelAt(axes, place)}${rest === "" ? "" : `: ${rest.replace(/^\./, "")}`}`;
  }
  const named = axes.length === 0 ? "" : ` (${labelAt(axes, place)})`;
  return path === "" ? `base${named}` : `base.${path}${named}`;
}

function labelAt(axes: readonly Axis[], place: readonly number[]): string {
  return axes.map(({ name, labels }, i) => `${name} ${labels[place[i] ?? 0] ?? ""}`).join(", ");
}

function isUnder(path: string, place: string): boolean {
  if (place === "" || !path.startsWith(place)) return false;
  return path.length === place.length || /^[.[:]/.test(path.slice(place.length));
}
