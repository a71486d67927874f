// Words that a user may have meant, and how an error names what was expected and what was got.

/** Longer words are not compared: nobody mistypes them, and the comparison is quadratic. */
const longestCompared = 64;

/**
 * The allowed word that is nearest to `word`, or undefined if none is near: at most one edit in three
 * letters. An edit is an insertion, a deletion, a substitution or a swap of neighbours (optimal string
 * alignment, Damerau 1964); upper and lower case are alike. Of several equally near ones, the first of the
 * longest.
 */
export function suggest(word: string, allowed: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let length = 0;
  let fewest = Infinity;
  for (const candidate of allowed) {
    const longer = Math.max(word.length, candidate.length);
    if (longer > longestCompared) continue;
    const edits = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (edits > Math.max(1, Math.floor(longer / 3)) || edits >= longer) continue;
    if (edits < fewest || (edits === fewest && candidate.length > length)) {
      nearest = candidate;
      length = candidate.length;
      fewest = edits;
    }
  }
  return nearest;
}

/** `expected one of a, b; got "x" (did you mean "b"?)`: the message for a word outside a fixed set. */
export function expectedOneOf(allowed: readonly string[], got: unknown): string {
  const expected = allowed.length === 1 ? (allowed[0] ?? "") : `one of ${allowed.join(", ")}`;
  const meant = typeof got === "string" ? suggest(got, allowed) : undefined;
  return `expected ${expected}; got ${shown(got)}${meant === undefined ? "" : ` (did you mean "${meant}"?)`}`;
}

/**
 * A value as an error shows it: one line, short, and inert in a terminal (control and direction characters
 * are escaped). `"text"`, `3`, `NaN`, `null`, `an array`, `an object`, `nothing`.
 */
export function shown(value: unknown): string {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "boolean":
      return String(value);
    case "undefined":
      return "nothing";
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? "an array" : "an object";
    default:
      return `a ${typeof value}`;
  }
}

function quoted(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return JSON.stringify(short).replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Three rows of the table of distances between all beginnings of `a` (down) and of `b` (across). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let fewest = Math.min(substitution, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) fewest = Math.min(fewest, (beforeLast[j - 2] ?? 0) + 1);
      row.push(fewest);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
