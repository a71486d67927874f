import { element, type Markup } from "../svg/element.ts";
import { label } from "../svg/label.ts";
import { activationIcon } from "./activation-icon.ts";
import type { LaidNode } from "./network-layout.ts";
import type { Scene } from "./scene-kit.ts";
import { drawList } from "./scene-list.ts";
import { inset, nameRoom, nameText, type Rectangle, rowTexts, type RowText } from "./scene-slot.ts";

const rowHeight = 18;

/** A neuron on the way down: what it adds, z, and what it sends, a. An input is only given x. */
export function drawNeuron(scene: Scene, node: LaidNode, index: number): Markup {
  const { words } = scene;
  const { x, width, isInput } = node;
  const { y } = mainPart(scene, node);
  const [left, right] = [x - width / 2 + inset, x + width / 2 - inset];
  const rows: RowText[] = isInput
    ? [{ name: "x", slot: `x/${index}`, className: "forward strong" }]
    : [
        { name: "b", slot: `bias/${index}`, className: "" },
        { name: "z", slot: `z/${index}`, className: "" },
        { name: "a", slot: `a/${index}`, className: "forward strong" },
      ];
  const top = y - (36 + rows.length * rowHeight) / 2;
  return (
    drawBox(node, "network-box network-box-forward") +
    drawHeading(node, left, right, top + 12, isInput ? words.input : node.activation) +
    rowTexts(scene, rows, { left, right, y: top + 50, step: rowHeight }) +
    drawStrongest(scene, node, index, "a")
  );
}

/** Both halves of a neuron: what came down, and under it what goes back up. */
export function drawBoth(scene: Scene, node: LaidNode, index: number): Markup {
  const { x, width, isInput } = node;
  const part = mainPart(scene, node);
  const [left, right] = [x - width / 2 + inset, x + width / 2 - inset];
  const step = 16;
  const down: RowText[] = isInput
    ? [{ name: "x", slot: `x/${index}`, className: "forward strong" }]
    : [
        { name: "z", slot: `z/${index}`, className: "" },
        { name: "a", slot: `a/${index}`, className: "forward strong" },
      ];
  const all: RowText[] = [
    { name: "Σ", slot: `sum/${index}`, className: "" },
    { name: "σ'", slot: `gain/${index}`, className: "" },
    { name: "δ", slot: `delta/${index}`, className: "backward strong" },
  ];
  const up = scene.receivesNothing(index) ? [] : isInput ? all.slice(2) : all;
  const rows = (down.length + up.length) * step + (up.length > 0 ? 11 : 0);
  const top = part.y - (17 + rows) / 2;
  const middle = top + 22 + down.length * step + 4;
  return (
    drawBox(node, "network-box") +
    (up.length === 0 ? "" : drawHalf(node, middle, middle + up.length * step + 10)) +
    nameText(node.id, left, top + 11, nameRoom(node)) +
    rowTexts(scene, down, { left, right, y: top + 32, step }) +
    rowTexts(scene, up, { left, right, y: middle + 16, step }) +
    drawStrongest(scene, node, index, "gradient")
  );
}

/** The lower half of a neuron, with the shadow of an amplifier. */
function drawHalf({ x, width }: LaidNode, middle: number, bottom: number): Markup {
  const [left, right] = [x - width / 2, x + width / 2];
  const d = `M${left + 4} ${(middle + bottom) / 2}L${right - 4} ${middle + 4}V${bottom}Z`;
  return (
    element("path", { class: "network-shade", d }) +
    element("path", { class: "network-half", d: `M${left} ${middle}H${right}` })
  );
}

/** Of a neuron that stands beside its group, the part that all neurons have; under it its strongest synapses are named. */
export function mainPart(
  { layout }: Pick<Scene, "layout">,
  { x, y, width, height, isInput }: LaidNode,
): Rectangle {
  if (layout.detail === "neurons") return { x, y, width, height };
  const own = isInput ? 76 : 136;
  return { x, y: y - height / 2 + own / 2, width, height: own };
}

/** Beside groups there is room to name the synapses that carry the most. */
export function drawStrongest(
  scene: Scene,
  node: LaidNode,
  index: number,
  what: "a" | "delta" | "gradient",
): Markup {
  const { layout } = scene;
  if (layout.detail === "neurons" || node.isInput) return "";
  // Nothing comes back over synapses to an output.
  if (what === "delta" && !layout.links.some(({ from }) => from === index)) return "";
  const { y, height } = mainPart(scene, node);
  const { strongest } = scene.words;
  const title = what === "gradient" ? strongest("a·δ") : strongest(what === "a" ? "w·a" : "w·δ");
  return drawList(scene, node, index, { what, title, y: y + height / 2 + 17 });
}

export function drawBox({ x, y, width, height }: Rectangle, className: string): Markup {
  return element("rect", { class: className, x: x - width / 2, y: y - height / 2, width, height, rx: 8 });
}

/** The name, the activation function, and its curve. */
function drawHeading(node: LaidNode, left: number, right: number, y: number, kind: string): Markup {
  const icon = activationIcon(node.activation, right - 28, y - 11);
  return (
    nameText(node.id, left, y, nameRoom(node, icon === "" ? 0 : 34)) +
    label(left, y + 15, kind, { class: "network-kind" }) +
    icon
  );
}
