/** A stream as it stands in a block of lines: its label, and what is on it, by the number of its tick. */
export interface Rail {
  readonly label: string;
  /** By tick: the marks of its cell, such as `0`, `×` or `0✓`. */
  readonly marks: ReadonlyMap<number, string>;
  /** Ticks before which there is a barrier. */
  readonly barriers: readonly number[];
  /** The last character. */
  readonly end: string;
}

const line = /^(\S.*?) +([─╌┈║]\S*)$/u;

/** Reads marble diagrams of characters back, by the numbers of ticks that stand over the marbles. */
export function readRails(lines: readonly string[], tickWord = "tick"): Rail[] {
  const rails = new Map<string, { marks: Map<number, string>; barriers: number[]; end: string }>();
  let ticks: { readonly at: number; readonly t: number }[] = [];
  for (const text of lines) {
    if (text.startsWith(`${tickWord} `)) {
      ticks = [...text.matchAll(/-?\d+(\.\d+)?/g)].map(({ 0: number, index }) => ({
        at: index,
        t: Number(number),
      }));
      continue;
    }
    const match = line.exec(text);
    if (match === null || ticks.length === 0) continue;
    const [, label = "", rail = ""] = match;
    const from = text.length - rail.length;
    const known = rails.get(label) ?? { marks: new Map<number, string>(), barriers: [], end: "" };
    rails.set(label, known);
    for (const { 0: mark, index } of rail.slice(0, -1).matchAll(/[^─╌┈║]+/gu)) {
      known.marks.set(tickAt(ticks, from + index), mark);
    }
    for (const { index } of rail.matchAll(/║/g)) known.barriers.push(tickAt(ticks, from + index + 1));
    known.end = rail.at(-1) ?? "";
  }
  return [...rails].map(([label, rail]) => ({ label, ...rail }));
}

/** Labels stand over the marbles of their ticks; between two labels ticks are equally wide. */
function tickAt(ticks: readonly { readonly at: number; readonly t: number }[], column: number): number {
  const before = ticks.findLast(({ at }) => at <= column) ?? { at: NaN, t: NaN };
  if (before.at === column) return before.t;
  const after = ticks.find(({ at }) => at > column) ?? ticks[ticks.length - 2] ?? before;
  return before.t + ((column - before.at) * (after.t - before.t)) / (after.at - before.at);
}
