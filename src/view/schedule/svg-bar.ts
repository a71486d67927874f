import type { Computation } from "../../schedule/action.ts";
import { element, type Markup, text } from "../svg/element.ts";
import { label } from "../svg/label.ts";

export const barHeight = 20;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/**
 * The bar of a task, with its name, if there is room for one, and what is told of it: of every other stage of a rank, only its
 * border has the colour of the task.
 */
export function barMarkup(
  kind: Computation,
  chunk: number,
  { x, y, width }: Box,
  name: string,
  says?: string,
): Markup {
  const isOpen = chunk % 2 === 1;
  // A border lies half outside of its box.
  const inset = isOpen ? 1 : 0;
  const size = { width: Math.max(1, width - 2 * inset), height: barHeight - 2 * inset, rx: 2 };
  return element(
    "g",
    { class: `schedule-task schedule-${kind}${isOpen ? " schedule-open" : ""}` },
    ...(says === undefined ? [] : [element("title", {}, text(says))]),
    element("rect", { x: x + inset, y: y + inset, ...size }),
    ...(name === "" ? [] : [label(x + width / 2, y + 14, name)]),
  );
}
