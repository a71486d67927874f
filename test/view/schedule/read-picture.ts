import { told } from "./timetables.ts";
import { findAll, numberOf, ofClass, type SvgElement, titleOf } from "../svg-reader.ts";

/** What a text chart tells: tasks by where they stand, and the ticks at whose end a rank commits. */
export interface ReadChart {
  /** `rank 0, 1F2, 3`: the tick that a task begins with, or begins at in a grid whose columns are all ticks. */
  readonly tasks: readonly string[];
  readonly commits: readonly string[];
}

/**
 * Reads a chart by the places of its characters alone: the numbers over the columns, and the names before the rows. All
 * columns have to be ticks.
 */
export function readText(lines: readonly string[], stageOf = (rank: number): string => `${rank}`): ReadChart {
  const [tasks, commits]: [string[], string[]] = [[], []];
  let axis: { readonly first: number; readonly column: number; readonly width: number } | undefined;
  for (const line of lines) {
    if (line.startsWith("tick ")) axis = readAxis(line);
    const rank = /^rank +(\d+) /.exec(line)?.[1];
    if (line === "" || rank === undefined || axis === undefined) continue;
    const { first, column, width } = axis;
    const tickAt = (at: number): number => first + (at - column) / width;
    for (const { 0: text, index } of line.slice(column).matchAll(/\d*[FIWB]\d+/g)) {
      const action = /^\d/.test(text) ? text : `${stageOf(Number(rank))}${text}`;
      tasks.push(`rank ${rank}, ${action}, ${tickAt(index + column)}`);
    }
    for (const { index } of line.matchAll(/┃/g)) commits.push(`rank ${rank} at ${tickAt(index + 1)}`);
  }
  return { tasks: tasks.sort(), commits: commits.sort() };
}

function readAxis(line: string) {
  const [one, other] = [...line.matchAll(/\d+/g)];
  const [first, column] = [Number(one?.[0]), one?.index ?? NaN];
  const width = other === undefined ? NaN : (other.index - column) / (Number(other[0]) - first);
  return { first, column, width };
}

/** A bar, an idle time or a commit of a picture: what it says, and where it lies in time by the numbers over its block. */
export interface ReadShape {
  readonly says: string;
  readonly from: number;
  readonly to: number;
  /** What time its block shows. */
  readonly block: readonly [from: number, to: number];
  readonly text: string;
}

/** All shapes of one class, block by block. */
export function readShapes(svg: SvgElement, name: string): ReadShape[] {
  const blocks = findAll(svg, (each) => each.children.some((child) => isOf(child, "schedule-row")));
  return blocks.flatMap((block) => {
    const ticks = ofClass(block, "schedule-tick").map(
      (tick) => [numberOf(tick, "x"), Number(tick.text)] as const,
    );
    const [[x0, t0], [x1, t1]] = [ticks[0] ?? [NaN, NaN], ticks.at(-1) ?? [NaN, NaN]];
    const timeAt = (x: number): number => t0 + ((x - x0) * (t1 - t0)) / (x1 - x0);
    const [row] = ofClass(block, "schedule-row");
    const left = numberOf(row, "x");
    const whole = [timeAt(left), timeAt(left + numberOf(row, "width"))] as const;
    return ofClass(block, name).map((shape) => {
      const box = shape.children.find((child) => child.name === "rect") ?? shape;
      const isLine = box.name === "line";
      const start = numberOf(box, isLine ? "x1" : "x");
      const width = isLine ? 0 : numberOf(box, "width");
      const text = shape.children.find((child) => child.name === "text")?.text ?? "";
      return { says: titleOf(shape), from: timeAt(start), to: timeAt(start + width), block: whole, text };
    });
  });
}

function isOf({ attributes }: SvgElement, name: string): boolean {
  return attributes["class"] === name;
}

/** What the titles of bars tell of actions, each once however often it is drawn; in one order. */
export function toldActions(
  shapes: readonly ReadShape[],
  stageOf = (rank: number): string => `${rank}`,
): string[] {
  const actions = shapes.map(({ says }) => {
    const [, rank = "", from = "", to = "", name = ""] =
      /^rank (\d+), ticks ([\d.]+) to ([\d.]+): (\d*[FIWB]\d+), /.exec(says) ?? [];
    const action = /^\d/.test(name) ? name : `${stageOf(Number(rank))}${name}`;
    return told(Number(rank), action, Number(from), Number(to));
  });
  return [...new Set(actions)].sort();
}
