/** Lines of a text in which something stands. */
export const linesWith = (text: string, part: string): string[] =>
  text.split("\n").filter((line) => line.includes(part));
