import type { Paint } from "../../src/view/paint.ts";

const colour = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;

/** Colours of a terminal, each its own. */
export const colours: Paint = {
  forward: colour(34),
  backward: colour(31),
  gradient: colour(32),
  dim: colour(2),
  bold: colour(1),
};

/** What colours add to a text. */
export const colourCodes = /\u001b\[\d+m/g;
