import type { TraceEvent } from "../../../src/index.ts";
import { jsonOf } from "../../../src/trace/json.ts";

export function eventOf(line: string): TraceEvent {
  return JSON.parse(line) as TraceEvent;
}

/** The file without its line number `line`. */
export function without(lines: readonly string[], line: number): string[] {
  return lines.toSpliced(line - 1, 1);
}

/** The file with its line number `line` twice. */
export function twice(lines: readonly string[], line: number): string[] {
  return lines.toSpliced(line - 1, 0, lines[line - 1] ?? "");
}

/** The file with line number `line` and the next one in each other's place. */
export function swapped(lines: readonly string[], line: number): string[] {
  return lines.toSpliced(line - 1, 2, lines[line] ?? "", lines[line - 1] ?? "");
}

/** Events numbered anew, as they stand: whoever rearranges them may go as far as that. */
export function renumbered(lines: readonly string[]): string[] {
  return lines.map((line, i) => (i === 0 ? line : jsonOf({ ...eventOf(line), n: i - 1 })));
}

/** The same, and every parent is named by its new number; one that is gone is not named any more. */
export function relabelled(lines: readonly string[]): string[] {
  const numberOf = new Map(lines.slice(1).map((line, i) => [eventOf(line).n, i]));
  return renumbered(lines).map((line, i) => {
    if (i === 0) return line;
    const event = eventOf(line);
    if (!("parents" in event)) return line;
    return jsonOf({ ...event, parents: event.parents.flatMap((parent) => numberOf.get(parent) ?? []) });
  });
}
