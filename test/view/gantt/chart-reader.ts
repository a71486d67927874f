/** A task as the chart tells it: row, tick, and what stands there. */
export interface ReadTask {
  readonly row: string;
  readonly tick: number;
  readonly text: string;
}

/**
 * Reads a terminal's chart by the places of its characters alone: the numbers over the columns, the names before the
 * rows; a line without a name belongs to the row above it.
 */
export function readChart(lines: readonly string[], tickWord = "tick"): ReadTask[] {
  const tasks: ReadTask[] = [];
  let [ticks, row]: [readonly (readonly [number, number])[] | undefined, string] = [undefined, ""];
  for (const line of lines) {
    if (line.startsWith(`${tickWord} `)) {
      ticks = matches(line, /\d+/g).map(([text, column]) => [Number(text), column]);
      row = "";
      continue;
    }
    if (line === "") ticks = undefined;
    const [first, second] = ticks ?? [];
    if (first === undefined || second === undefined) continue;
    const width = (second[1] - first[1]) / (second[0] - first[0]);
    const name = line.slice(0, first[1]).trim();
    if (name !== "") row = name;
    for (const [text, column] of matches(line.slice(first[1]), /[xFLBW]\d*\+?/g)) {
      tasks.push({ row, tick: first[0] + column / width, text });
    }
  }
  return tasks;
}

/** The same as text, in one order whatever the form of the chart. */
export function toldTasks(lines: readonly string[]): string[] {
  return readChart(lines)
    .map(({ row, tick, text }) => `${row} ${tick} ${text}`)
    .toSorted();
}

/** The ticks of a row that end with a commit. */
export function readCommits(lines: readonly string[], name: string): number[] {
  const axis = lines.find((line) => line.startsWith("tick ")) ?? "";
  const start = axis.indexOf("0");
  const width = axis.indexOf("1") - start;
  const line = lines.find((each) => each.startsWith(`${name} `)) ?? "";
  return matches(line.slice(start), /┃/g).map(([, column]) => (column + 1) / width - 1);
}

function matches(line: string, pattern: RegExp): [string, number][] {
  return [...line.matchAll(pattern)].map((match) => [match[0], match.index]);
}
