import { type Attributes, element, type Markup, text } from "../svg/element.ts";
import { label } from "../svg/label.ts";
import { truncate } from "../terminal/text-width.ts";

/** The text of a slot; undefined where it is not computed yet. */
export type TextOf = (slot: string) => string | undefined;

export type Anchor = "start" | "middle" | "end";

/** A part of the picture, by its middle. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** From the side of a box to what stands in it. */
export const inset = 11;

/** How many characters of a name fit into a box that has so many pixels less. */
export function nameRoom({ width }: Pick<Rectangle, "width">, less = 0): number {
  return Math.floor((width - 2 * inset - less) / 8);
}

/** The name of a neuron or group as far as it fits, and as a whole where a reader points at it. */
export function nameText(id: string, x: number, y: number, room: number, className = "network-id"): Markup {
  const shown = truncate(id, room);
  return (shown === id ? "" : element("title", {}, text(id))) + label(x, y, shown, { class: className });
}

/** A text that changes: whoever moves the picture finds it by its key. What is not computed yet is "·", never 0. */
export function slotText(
  textOf: TextOf,
  key: string,
  x: number,
  y: number,
  attributes: Attributes & { readonly anchor?: Anchor },
): Markup {
  return label(x, y, textOf(key) ?? "·", { ...attributes, "data-slot": key });
}

/** A name at the left, and at the right the number that belongs to it. */
export interface RowText {
  readonly name: string;
  readonly slot: string;
  readonly className: string;
}

export function rowTexts(
  { textOf }: { readonly textOf: TextOf },
  rows: readonly RowText[],
  {
    left,
    right,
    y,
    step,
  }: { readonly left: number; readonly right: number; readonly y: number; readonly step: number },
): Markup {
  return rows
    .map(({ name, slot, className }, i) => {
      const at = y + i * step;
      const number = slotText(textOf, slot, right, at, {
        anchor: "end",
        class: `number ${className}`.trim(),
      });
      return label(left, at, name, { class: "network-name" }) + number;
    })
    .join("");
}
