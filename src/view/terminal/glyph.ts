/**
 * A gray image as text, two rows of pixels a line: `pixels` row by row, each 0 (blank) to 1 (full), `width` a row.
 * Half-blocks show what is at least half full; paler pairs of pixels are shaded.
 */
export function drawGlyph(pixels: ArrayLike<number>, width: number): string[] {
  const height = Math.ceil(pixels.length / width);
  const at = (x: number, y: number): number => pixels[y * width + x] ?? 0;
  return Array.from({ length: Math.ceil(height / 2) }, (_, line) =>
    Array.from({ length: width }, (_, x) => characterOf(at(x, 2 * line), at(x, 2 * line + 1))).join(""),
  );
}

function characterOf(top: number, bottom: number): string {
  if (top >= 0.5) return bottom >= 0.5 ? "█" : "▀";
  if (bottom >= 0.5) return "▄";
  const mean = (top + bottom) / 2;
  return mean >= 0.25 ? "▒" : mean >= 0.1 ? "░" : " ";
}
