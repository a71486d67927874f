/** A message as it stands in a row of characters. */
export interface RowArrow {
  /** Time, and the number of the sample, as they stand at the left. */
  readonly tick: number;
  readonly sample: string;
  readonly from: string;
  readonly to: string;
  readonly direction: "forward" | "backward";
  /** The numbers that stand at its beginning and at its end. */
  readonly sent: string;
  readonly takenUp: string;
}

/** Reads space-time diagrams of characters back: who stands over a column is found by the names at the top. */
export function readRows(lines: readonly string[]): RowArrow[] {
  const head = lines.findIndex((line) => /^ tick +sample /.test(line));
  const names = [...(lines[head] ?? "").slice(14).matchAll(/\S+/g)].map(({ 0: name, index }) => ({
    name,
    // Lines run one column to the right of where names begin.
    at: index + 15,
  }));
  const nameAt = (column: number): string =>
    names.find(({ at }) => at === column)?.name ?? `column ${column}`;
  let tick = NaN;
  return lines.slice(head + 1).flatMap((line): RowArrow[] => {
    const time = line.slice(0, 6).trim();
    if (time !== "" && /^\d/.test(time)) tick = Number(time);
    const sample = line.slice(6, 14).trim();
    const [tail, headAt] = [line.indexOf("○"), line.search(/[▶◀]/)];
    if (tail < 14 || headAt < 14 || !/^[\d ]/.test(line)) return [];
    const isForward = line[headAt] === "▶";
    const end = isForward ? headAt + 1 : headAt - 1;
    return [
      {
        tick,
        sample,
        from: nameAt(tail),
        to: nameAt(end),
        direction: isForward ? "forward" : "backward",
        sent: /^○(×?\w*)/.exec(line.slice(tail))?.[1] ?? "",
        takenUp: (isForward ? /^▶.(\d*)/ : /^◀(\d*)/).exec(line.slice(headAt))?.[1] ?? "",
      },
    ];
  });
}
