import { expectedOneOf } from "../../math/suggestion.ts";
import { describeValue, type ProblemList } from "../../model/problem-list.ts";
import { isObject } from "../../model/read-object.ts";
import { caseSchema } from "./case-schema.ts";
import { printable } from "../../view/printable.ts";
import { stepsOf } from "./axes.ts";
import { readFields } from "./read-fields.ts";
import { type Axis, choiceAxis, valueAxis } from "./study.ts";

/** The axes of a study file, those that could be read. */
export function readAxes(list: readonly unknown[], problems: ProblemList): Axis[] {
  const axes = list.flatMap((axis, i) => readAxis(axis, `axes[${i}]`, problems) ?? []);
  const names = axes.map(({ name }) => name);
  names.forEach((name, i) => {
    if (names.indexOf(name) < i) {
      problems.add(`axes[${i}].name`, `expected another name than those before; got ${describeValue(name)}`);
    }
  });
  return axes;
}

function readAxis(value: unknown, path: string, problems: ProblemList): Axis | undefined {
  if (isObject(value) && "choices" in value) {
    const axis = readFields(choiceAxis, value, path, problems);
    if (axis === undefined) return undefined;
    const choices = Object.entries(axis.choices);
    for (const [label, places] of choices) {
      for (const place of Object.keys(places)) checkPlace(place, `${path}.choices.${label}`, problems);
    }
    return {
      name: axis.name,
      labels: choices.map(([label]) => printable(label)),
      changes: choices.map(([, places]) => Object.entries(places).map(([place, each]) => ({ path: place, value: each }))),
      numbers: undefined,
    };
  } // prettier-ignore
  const axis = readFields(valueAxis, value, path, problems);
  if (axis === undefined) return undefined;
  const { path: place, name = place, values } = axis;
  checkPlace(place, `${path}.path`, problems);
  const labels = axis.labels ?? values.map(labelOf);
  if (labels.length !== values.length) {
    problems.add(`${path}.labels`, `expected ${values.length} of them, one a value; got ${labels.length}`);
  } else if (new Set(labels).size < labels.length) {
    const again = labels.find((label, i) => labels.indexOf(label) < i) ?? "";
    const which = axis.labels === undefined ? "values" : "labels";
    problems.add(`${path}.${which}`, `expected each once; got ${describeValue(again)} again`);
  }
  const numbers = values.filter((each) => typeof each === "number");
  return {
    name,
    labels,
    changes: values.map((each) => [{ path: place, value: each }]),
    numbers: numbers.length === values.length ? numbers : undefined,
  };
}

/** A path begins with a key of the case. */
function checkPlace(place: string, path: string, problems: ProblemList): void {
  const keys = Object.keys(caseSchema.shape);
  const first = stepsOf(place)?.[0];
  if (first === undefined) {
    problems.add(
      path,
      `expected a place such as schedule.delay.commits or network.layers[1].size; got ${describeValue(place)}`,
    );
  } else if (!keys.includes(String(first))) problems.add(path, expectedOneOf(keys, first));
}

function labelOf(value: unknown): string {
  return typeof value === "string" ? printable(value) : JSON.stringify(value);
}
