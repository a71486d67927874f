import { InputError, type Problem } from "../message/input-error.ts";
import { type Action, actionText, isComputation, parseAction } from "./action.ts";
import type { Plan } from "./plan.ts";

/** Where a word of the text stands, from 0, and whose it is. */
interface Word {
  readonly text: string;
  readonly rank: number;
  readonly line: number;
  readonly column: number;
}

/**
 * A schedule that somebody has written, in one of three forms, of actions in PyTorch's text:
 *
 *   0F0,0F1,,0B0      CSV, a row a rank
 *   Rank 0: 0F0 0F1   a line a rank
 *           Rank 0 Rank 1
 *   Step 0: 0F0           a line a step, a column a rank, as PyTorch prints schedules
 *
 * Blank cells and steps count for nothing: a rank begins each action as soon as it can. Messages are sent by themselves, so
 * SEND_F, UNSHARD and the like are left out. The plan is not checked yet.
 * @throws InputError with line and column
 */
export function readPlan(text: string): Plan {
  const lines = text
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split("\n");
  const problems: Problem[] = [];
  const ranks: Action[][] = [];
  for (const word of wordsOf(lines)) {
    const action = parseAction(word.text);
    const ofRank = (ranks[word.rank] ??= []);
    if (action === undefined) problems.push({ path: positionOf(word), message: wrongAction(word.text) });
    else if (isComputation(action)) ofRank.push(action);
  }
  if (problems.length > 0) throw new InputError(problems);
  const all = ranks.flat();
  if (all.length === 0)
    throw new InputError([{ path: "", message: "expected at least one action such as 0F0; got none" }]);
  const count = (numberOf: (action: Action) => number): number =>
    1 + all.reduce((most, action) => Math.max(most, numberOf(action)), 0);
  return {
    stages: count(({ stage }) => stage),
    microBatches: count(({ microBatch }) => microBatch),
    ranks: Array.from(ranks, (actions: Action[] | undefined) => actions ?? []),
  };
}

/** A plan as CSV, a row a rank: what readPlan reads, and PyTorch too. */
export function planCsv({ ranks }: Plan): string {
  return ranks.map((actions) => `${actions.map(actionText).join(",")}\n`).join("");
}

function wordsOf(lines: readonly string[]): Word[] {
  const first = lines.findIndex((line) => line.trim() !== "");
  const start = lines[first] ?? "";
  if (rankLine.test(start)) return rankWords(lines);
  if (/^\s*Rank\b/i.test(start)) return stepWords(lines, first);
  if (/^\s*Step\b/i.test(start)) {
    fail(first, 0, `expected a line "Rank 0 Rank 1 …" above the steps; got none`);
  }
  return lines.flatMap((line, i) => split(line, /[^,]*/g).map((word) => ({ ...word, rank: i, line: i })));
}

const rankLine = /^\s*Rank\s+(\d{1,6})(?:\s*:|\s+(?=\d+[A-Z]))/i;

function rankWords(lines: readonly string[]): Word[] {
  const lineOf = new Map<number, number>();
  return lines.flatMap((line, i) => {
    if (line.trim() === "") return [];
    const [head, digits] = rankLine.exec(line) ?? [];
    if (head === undefined) fail(i, 0, `expected "Rank N:" and its actions; got ${quoted(line.trim())}`);
    const rank = Number(digits);
    const before = lineOf.get(rank);
    if (before !== undefined) fail(i, 0, `expected rank ${rank} once; got it in line ${before + 1} already`);
    if (rank >= lines.length) {
      fail(i, 0, `expected ranks from 0 on without a gap; got rank ${rank} in ${lines.length} lines`);
    }
    lineOf.set(rank, i);
    const words = split(line.slice(head.length), /[^\s,]+/g);
    return words.map((word) => ({ ...word, column: word.column + head.length, rank, line: i }));
  });
}

/** In a table the columns tell the ranks: a word belongs to the last heading that begins where it does, or before. */
function stepWords(lines: readonly string[], header: number): Word[] {
  const starts = Array.from((lines[header] ?? "").matchAll(/Rank\s+(\d+)/gi), ([text, digits], rank) => {
    const at = (lines[header] ?? "").indexOf(text);
    if (Number(digits) !== rank) fail(header, at, `expected Rank ${rank}; got ${quoted(text)}`);
    return at;
  });
  return lines.flatMap((line, i) => {
    if (i <= header || line.trim() === "") return [];
    const label = /^\s*Step\s+\d+\s*:/i.exec(line)?.[0];
    if (label === undefined) {
      fail(i, 0, `expected "Step N:" and a column for each rank; got ${quoted(line.trim())}`);
    }
    return split(line.slice(label.length), /[^\s,]+/g).map(({ text, column }) => {
      const at = column + label.length;
      const rank = starts.findLastIndex((from) => from <= at);
      return { text, column: at, rank: Math.max(0, rank), line: i };
    });
  });
}

/** The parts of a line that `pattern` finds, without the blanks around them; empty ones are none. */
function split(line: string, pattern: RegExp): { readonly text: string; readonly column: number }[] {
  return Array.from(line.matchAll(pattern), (found) => {
    const [part] = found;
    return { text: part.trim(), column: found.index + part.length - part.trimStart().length };
  }).filter(({ text }) => text !== "");
}

function wrongAction(text: string): string {
  const meant = text.toUpperCase();
  const hint = parseAction(meant) === undefined ? "" : ` (did you mean "${meant}"?)`;
  return `expected an action such as 0F2, 1B0, 1I0 or 1W0; got ${quoted(text)}${hint}`;
}

function positionOf({ line, column }: Pick<Word, "line" | "column">): string {
  return `line ${line + 1}, column ${column + 1}`;
}

function fail(line: number, column: number, message: string): never {
  throw new InputError([{ path: positionOf({ line, column }), message }]);
}

/** A text in one line, short, and inert in a terminal. */
function quoted(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return JSON.stringify(short).replace(
    /[^ -~…]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
