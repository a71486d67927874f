import { InputError } from "../../message/input-error.ts";
import { expectedOneOf } from "../../math/suggestion.ts";
import { describeValue, problemList, type ProblemList } from "../../model/problem-list.ts";
import { isObject } from "../../model/read-object.ts";
import { checkCases } from "./check-cases.ts";
import { readAxes } from "./read-axes.ts";
import { readFields } from "./read-fields.ts";
import { type Axis, type Figure, type Study, type StudyFile, studySchema } from "./study.ts";
import type { World } from "./world.ts";

/** A study of more cases than this is a mistake. */
const mostCases = 100_000;

/**
 * A study from its file's content, JSON or what a program made. Every combination of its axes is made ready once, with the first
 * seed, so that no case fails later for what it says.
 * @throws InputError with every problem of the file
 */
export function readStudy(file: unknown, world: World): Study {
  const problems = problemList();
  if (isObject(file) && file["format"] === "counterflow-study" && Number(file["version"]) > 1) {
    // What else is in a newer file may be right in its version.
    readFields(studySchema.shape.version, file["version"], "version", problems);
    throw new InputError(problems.all);
  }
  const read = isObject(file) ? readFields(studySchema, file, "", problems) : undefined;
  if (!isObject(file)) problems.add("", `expected a study, an object; got ${describeValue(file)}`);
  const axes = readAxes(isObject(file) && Array.isArray(file["axes"]) ? file["axes"] : [], problems);
  if (read === undefined || problems.all.length > 0) throw new InputError(problems.all);
  const { name, question, base, metrics, figures = [], seeds = 1 } = read;
  const study: Study = {
    file: file as StudyFile,
    name,
    question,
    base: withAngles(base, metrics.includes("angle") || figures.some(isOfAngles)),
    axes,
    seeds: typeof seeds === "number" ? Array.from({ length: seeds }, (_, i) => i + 1) : seeds,
    metrics,
    figures,
  };
  checkSize(study, problems);
  figures.forEach((figure, i) => checkFigure(figure, axes, `figures[${i}]`, problems));
  if (problems.all.length === 0) checkCases(study, world, problems);
  if (problems.all.length > 0) throw new InputError(problems.all);
  return study;
}

/** Who asks for angles has them measured. */
function withAngles(base: Study["base"], isAsked: boolean): Study["base"] {
  return isAsked && base["angles"] === undefined ? { ...base, angles: true } : base;
}

function isOfAngles(figure: Figure): boolean {
  if (figure.kind === "curves") return figure.of === "angle";
  return "metric" in figure && figure.metric === "angle";
}

function checkSize({ axes, seeds }: Study, problems: ProblemList): void {
  if (new Set(seeds).size < seeds.length) problems.add("seeds", "expected each seed once; got one again");
  const cases = axes.reduce((product, { labels }) => product * labels.length, seeds.length);
  if (cases > mostCases) problems.add("axes", `expected at most ${mostCases} cases; got ${cases}`);
}

/** Figures name axes and their labels. */
function checkFigure(figure: Figure, axes: readonly Axis[], path: string, problems: ProblemList): void {
  const names = axes.map(({ name }) => name);
  for (const key of ["x", "y", "lines", "each"] as const) {
    const name = (figure as Readonly<Partial<Record<typeof key, string>>>)[key];
    if (name === undefined || names.includes(name)) continue;
    problems.add(`${path}.${key}`, expectedOneOf(names, name));
  }
  for (const [name, label] of Object.entries(figure.where ?? {})) {
    const axis = axes.find((each) => each.name === name);
    if (axis === undefined) problems.add(`${path}.where`, expectedOneOf(names, name));
    else if (!axis.labels.includes(String(label))) {
      problems.add(`${path}.where.${name}`, expectedOneOf(axis.labels, String(label)));
    }
  }
  if (figure.kind === "heat-map" && figure.boundary !== undefined) {
    for (const key of ["x", "y"] as const) {
      const axis = axes.find(({ name }) => name === figure[key]);
      if (axis !== undefined && axis.numbers === undefined) {
        problems.add(
          `${path}.${key}`,
          `expected an axis of numbers, as a boundary is drawn; got ${figure[key]}`,
        );
      }
    }
  }
}
