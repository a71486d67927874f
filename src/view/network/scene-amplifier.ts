import { element, type Markup, rounded } from "../svg/element.ts";
import { label } from "../svg/label.ts";
import type { LaidNode } from "./network-layout.ts";
import type { Scene } from "./scene-kit.ts";
import { drawBox, drawStrongest, mainPart } from "./scene-neuron.ts";
import { inset, nameRoom, nameText, type Rectangle, rowTexts, slotText } from "./scene-slot.ts";

/**
 * A neuron on the way back: an amplifier that points to the left, where its signal goes. The sum of what arrives at its
 * right, times a gain that does not change, is what leaves at its tip.
 */
export function drawAmplifier(scene: Scene, node: LaidNode, index: number): Markup {
  if (scene.receivesNothing(index)) return drawTerminal(scene, node);
  const part = mainPart(scene, node);
  const { x, y, width, height } = part;
  const [left, right, top, bottom] = [x - width / 2, x + width / 2, y - height / 2, y + height / 2];
  return (
    drawWires(scene, index, part) +
    element("path", { class: "network-amplifier", d: `M${left} ${y}L${right} ${top}V${bottom}Z` }) +
    nameText(node.id, left + 6, top + 12, Math.floor(nameRoom(node) * 0.7)) +
    drawFactors(scene, node, index, right - 8, y) +
    label(left + 6, bottom - 2, "δ", { class: "network-name" }) +
    slotText(scene.textOf, `delta/${index}`, left + 19, bottom - 2, {
      class: "number network-small backward strong",
    }) +
    drawStrongest(scene, node, index, "delta")
  );
}

/** The sum, and the gain that it is multiplied by; an input passes the sum on as it is. */
function drawFactors(scene: Scene, { isInput }: LaidNode, index: number, right: number, y: number): Markup {
  const sum = { name: "Σ", slot: `sum/${index}`, className: "network-small" };
  const gain = { name: "σ'", slot: `gain/${index}`, className: "network-gain" };
  if (isInput) return rowTexts(scene, [sum], { left: right - 74, right, y: y + 4, step: 0 });
  return (
    rowTexts(scene, [sum], { left: right - 74, right, y: y - 8, step: 0 }) +
    rowTexts(scene, [gain], { left: right - 88, right, y: y + 12, step: 0 })
  );
}

/** What leaves at the tip goes to all whom the neuron hears: a wire joins the tip with the lines. */
function drawWires(
  { layout, receivesNothing }: Scene,
  index: number,
  { x, y, width, height }: Rectangle,
): Markup {
  const wire = (at: number, heights: readonly number[], reach: number): Markup => {
    const [from, to] = [Math.min(...heights, y), Math.max(...heights, y)];
    if (y - from <= reach && to - y <= reach) return "";
    return element("path", { class: "network-wire", d: `M${rounded(at)} ${rounded(from)}V${rounded(to)}` });
  };
  const leaving = layout.links.filter(({ from, to }) => to === index && !receivesNothing(from));
  const arriving = [...layout.links, ...layout.loss.links].filter(({ from }) => from === index);
  return (
    wire(
      x - width / 2,
      leaving.map(({ end }) => end.y),
      0,
    ) +
    wire(
      x + width / 2,
      arriving.map(({ start }) => start.y),
      height / 2,
    )
  );
}

/** An input that no error signal reaches. */
function drawTerminal({ words }: Scene, node: LaidNode): Markup {
  const { id, x, y, width } = node;
  const left = x - width / 2 + inset;
  return (
    drawBox(node, "network-box") +
    nameText(id, left, y - 4, nameRoom(node), "network-id quiet") +
    label(left, y + 13, words.endsHere, { class: "network-kind" })
  );
}
