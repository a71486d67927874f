/** A count in at most `width` characters where that can be: 1204, 12k, 3M. */
export function compactCount(count: number, width: number): string {
  const units = [
    [1, ""],
    [1000, "k"],
    [1_000_000, "M"],
  ] as const;
  for (const [unit, sign] of units) {
    const text = `${Math.floor(count / unit)}${sign}`;
    if (text.length <= width) return text;
  }
  return "…";
}
