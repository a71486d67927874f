/** The texts of a picture's slots, by their keys. */
export function slotsOf(svg: string): Map<string, string> {
  const found = svg.matchAll(/<text[^>]*data-slot="([^"]*)"[^>]*>([^<]*)<\/text>/g);
  return new Map(Array.from(found, ([, key = "", text = ""]) => [key, text]));
}

/** How often something stands in a text. */
export function countOf(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}
