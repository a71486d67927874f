import { element, type Markup } from "../svg/element.ts";
import { label } from "../svg/label.ts";
import { activationIcon } from "./activation-icon.ts";
import type { LaidNode } from "./network-layout.ts";
import type { Scene } from "./scene-kit.ts";
import { drawList } from "./scene-list.ts";
import { drawBox } from "./scene-neuron.ts";
import { inset, nameRoom, nameText, rowTexts, type RowText } from "./scene-slot.ts";

/** A group of neurons in a few numbers, and under them the neurons that say the most. */
export function drawGroup(scene: Scene, node: LaidNode, index: number): Markup {
  const { words, mode, layout } = scene;
  const { id, x, y, width, height, isInput } = node;
  const [left, right, top] = [x - width / 2 + inset, x + width / 2 - inset, y - height / 2];
  const isSilent = mode !== "forward" && scene.receivesNothing(index);
  const kind = isInput ? words.input : node.activation;
  const heading =
    drawBox(node, mode === "forward" ? "network-box network-box-forward" : "network-box") +
    nameText(id, left, top + 22, nameRoom(node, 34)) +
    label(left, top + 38, [words.neurons(node.neurons), kind].filter((text) => text !== "").join(" · "), {
      class: "network-kind",
    });
  if (mode === "reversed" && isSilent) {
    return heading + label(left, top + 60, words.endsHere, { class: "network-kind" });
  }
  const what = mode === "forward" || isSilent ? "a" : "delta";
  const title = words.largest(what === "delta" ? "δ" : isInput ? "x" : "a");
  return (
    heading +
    drawSign(scene, node, right, top + 11) +
    rowTexts(scene, rowsOf(scene, node, index, isSilent), { left, right, y: top + 62, step: 17 }) +
    (layout.tells === "norms" ? "" : drawList(scene, node, index, { what, title, y: top + 142 }))
  );
}

function rowsOf(
  { words, mode, layout }: Scene,
  { isInput }: LaidNode,
  index: number,
  isSilent: boolean,
): RowText[] {
  const row = (name: string, slot: string, className = ""): RowText => ({
    name,
    slot: `${slot}/${index}`,
    className,
  });
  const gain = isInput ? [] : [row(words.meanGain, "mean-gain")];
  if (mode === "overlay") {
    return [
      row(isInput ? "‖x‖" : "‖a‖", "norm-a", "forward strong"),
      ...gain,
      ...(isSilent ? [] : [row("‖δ‖", "norm-delta", "backward strong")]),
    ];
  }
  const [what, symbol, colour] =
    mode === "forward" ? ["a", isInput ? "x" : "a", "forward strong"] : ["delta", "δ", "backward strong"];
  if (layout.tells === "norms") return [row(`‖${symbol}‖`, `norm-${what}`, colour), ...gain];
  return [
    row(`‖${symbol}‖`, `norm-${what}`, colour),
    mode === "forward" ? row(words.mean, "mean-a") : (gain[0] ?? row(words.mean, "mean-delta")),
    row(words.least, `least-${what}`),
    row(words.most, `most-${what}`),
  ];
}

/** Forward the curve of its activation function, else a small amplifier, at the upper right corner. */
function drawSign({ mode }: Scene, { activation, isInput }: LaidNode, right: number, y: number): Markup {
  if (mode === "forward") return activationIcon(activation, right - 28, y);
  const sign = `M${right - 24} ${y + 9}L${right} ${y}v18Z`;
  return isInput ? "" : element("path", { class: "network-amplifier", d: sign });
}
