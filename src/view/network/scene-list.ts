import type { Markup } from "../svg/element.ts";
import { label } from "../svg/label.ts";
import type { LaidNode } from "./network-layout.ts";
import type { Scene } from "./scene-kit.ts";
import { inset, slotText } from "./scene-slot.ts";
import { mostLargest } from "./top-list.ts";

export const listStep = 16;

/** The neurons or synapses with the largest numbers, by name. */
export function drawList(
  { textOf, layout }: Scene,
  { x, width, neurons }: LaidNode,
  index: number,
  { what, title, y }: { readonly what: string; readonly title: string; readonly y: number },
): Markup {
  const [left, right] = [x - width / 2 + inset, x + width / 2 - inset];
  const count = layout.nodes[index]?.shows === "group" ? Math.min(mostLargest, neurons) : mostLargest;
  const colour = what === "a" ? "forward" : what === "delta" ? "backward" : "network-product";
  const lines = Array.from({ length: count }, (_, i) => {
    const at = y + 17 + i * listStep;
    return (
      slotText(textOf, `name-${what}-${i}/${index}`, left, at, { class: "network-kind" }) +
      slotText(textOf, `top-${what}-${i}/${index}`, right, at, {
        anchor: "end",
        class: `number network-small ${colour}`,
      })
    );
  });
  return label(left, y, title, { class: "network-kind" }) + lines.join("");
}
