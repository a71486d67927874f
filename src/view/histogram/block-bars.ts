const rightwards = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const upwards = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇"];

/** A bar from the left, as long as `share` of `columns`, in eighths of a column; what is there at all is seen. */
export function barAcross(share: number, columns: number): string {
  const eighths = share > 0 ? Math.max(1, Math.round(share * columns * 8)) : 0;
  return "█".repeat(eighths >> 3) + (rightwards[eighths & 7] ?? "");
}

/** A column one character high, in eighths of a row; what is there at all is seen. */
export function barUp(share: number): string {
  const eighths = share > 0 ? Math.max(1, Math.min(8, Math.round(share * 8))) : 0;
  return eighths === 8 ? "█" : (upwards[eighths] ?? " ");
}
