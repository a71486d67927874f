import { metrics, type MetricName } from "./metrics.ts";
import type { Axis, Figure, Study } from "./study.ts";
import { type Finished, type Group, groupsOf } from "./summary.ts";

// A figure is of some places of the axes: those that it spreads out, and on each other axis the label that it names, or the first.

/** A figure of one kind. */
export type FigureOf<Kind extends Figure["kind"]> = Extract<Figure, { readonly kind: Kind }>;

/** The places of a figure by the labels of the axes that it spreads out, and what all of them have in common. */
export function chosen(
  study: Study,
  finished: readonly Finished[],
  figure: Figure,
  spread: readonly (string | undefined)[],
) {
  const { axes } = study;
  const fixed = axes.map((axis) => {
    if (spread.includes(axis.name)) return undefined;
    const label = figure.where?.[axis.name];
    return label === undefined ? 0 : axis.labels.indexOf(String(label));
  });
  const groups = groupsOf(study, finished).filter(({ at }) =>
    fixed.every((place, i) => place === undefined || at[i] === place),
  );
  const common = axes.flatMap(({ name, labels }, i) => {
    const place = fixed[i];
    return place === undefined || labels.length < 2 ? [] : [`${name}: ${labels[place] ?? ""}`];
  });
  return { groups, common };
}

/** The axis of that name, and which it is. */
export function axisOf({ axes }: Study, name: string | undefined): { axis: Axis; index: number } | undefined {
  const index = axes.findIndex((axis) => axis.name === name);
  const axis = axes[index];
  return axis === undefined ? undefined : { axis, index };
}

/** What is asked, and what is to be known of a picture. */
export function notesOf(study: Study, common: readonly string[], about: string): string[] {
  const runs =
    study.seeds.length > 1
      ? `Medians of ${study.seeds.length} seeds; shades from the least to the greatest.`
      : "";
  return [study.question, [about, sentence(common), runs].filter((part) => part !== "").join(" ")];
}

/** Parts with commas between them, and a full stop. */
export function sentence(parts: readonly string[]): string {
  return parts.length === 0 ? "" : `${parts.join(", ")}.`;
}

/** The groups of each label of an axis, or all of them without one. */
export function byLine(study: Study, groups: readonly Group[], lines: string | undefined) {
  const found = axisOf(study, lines);
  if (found === undefined) return [{ name: "", groups }];
  return found.axis.labels.map((name, i) => ({
    name,
    groups: groups.filter(({ at }) => at[found.index] === i),
  }));
}

/** What a metric is, as a sentence. */
export function aboutOf(metric: MetricName): string {
  const { heading, about } = metrics[metric];
  return `${heading.charAt(0).toUpperCase()}${heading.slice(1)}: ${about}.`;
}
