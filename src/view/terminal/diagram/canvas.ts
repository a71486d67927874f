import type { Paint, Shade } from "../../paint.ts";
import { charactersOf, widthOf } from "../text-width.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- rows and columns are checked before a cell is touched */

/** Characters on a grid, and under them a layer of dots, two across and four down in each cell. */
export interface Canvas {
  /** Puts text over whatever is there; what lies outside is left out. */
  readonly write: (column: number, row: number, text: string, shade?: Shade) => void;
  /** Sets the dot that lies `x` half columns from the left and `y` quarter rows from the top. */
  readonly dot: (x: number, y: number, shade?: Shade) => void;
  /** The grid as lines without trailing blanks. */
  readonly lines: (paint: Paint) => string[];
}

/** Bits of a braille character, by dot row and dot column (Unicode, block 2800–28FF). */
const brailleBits = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];

interface Cell {
  /** Empty in the second column of a wide character. */
  text: string | undefined;
  dots: number;
  shade: Shade | undefined;
}

export function createCanvas(columns: number, rows: number): Canvas {
  const grid = Array.from({ length: rows }, () =>
    Array.from({ length: columns }, (): Cell => ({ text: undefined, dots: 0, shade: undefined })),
  );
  return {
    write(column, row, text, shade) {
      let at = column;
      for (const character of charactersOf(text)) {
        const width = widthOf(character);
        if (at >= 0 && at + width <= columns && row >= 0 && row < rows) {
          for (let i = 0; i < width; i++) {
            grid[row]![at + i] = { text: i === 0 ? character : "", dots: 0, shade };
          }
        }
        at += width;
      }
    },
    dot(x, y, shade) {
      const cell = grid[Math.floor(y / 4)]?.[Math.floor(x / 2)];
      if (cell === undefined) return;
      cell.dots |= brailleBits[(Math.floor(y) % 4) * 2 + (Math.floor(x) % 2)]!;
      if (cell.text === undefined) cell.shade = shade ?? cell.shade;
    },
    lines: (paint) => grid.map((cells) => lineOf(cells, paint)),
  };
}

/** Neighbours of one shade are painted together. */
function lineOf(cells: readonly Cell[], paint: Paint): string {
  let line = "";
  let run = "";
  let shade: Shade | undefined;
  const flush = (): void => {
    line += shade === undefined || run.trim() === "" ? run : paint[shade](run);
    run = "";
  };
  for (const cell of cells.slice(0, cells.findLastIndex((cell) => textOf(cell) !== " ") + 1)) {
    if (cell.shade !== shade) flush();
    shade = cell.shade;
    run += textOf(cell);
  }
  flush();
  return line;
}

function textOf({ text, dots }: Cell): string {
  return text ?? (dots === 0 ? " " : String.fromCharCode(0x2800 + dots));
}
