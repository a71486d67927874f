import { element, type Markup } from "../svg/element.ts";
import { label } from "../svg/label.ts";
import type { LaidLink } from "./network-layout.ts";
import type { Scene, SceneMode } from "./scene-kit.ts";
import { drawLines } from "./scene-lines.ts";
import { drawLinkText, type LinkText } from "./scene-links.ts";
import { inset, slotText } from "./scene-slot.ts";

/** The loss, where the stream turns round: it hears the outputs, and tells each of them ∂L/∂a (or ∂L/∂z). */
export function drawLoss(scene: Scene): Markup {
  const { layout, textOf, words } = scene;
  const { x, y, width, height, name } = layout.loss;
  const [left, right] = [x - width / 2, x + width / 2];
  const centred = { anchor: "middle", class: "network-kind" } as const;
  // `half-squared-error` in two lines: it is wider than the box.
  const [, first = "", second = name] = /^(.+)-(error|cross-entropy)$/.exec(name) ?? [];
  return (
    layout.loss.links.map((link) => drawLossLink(scene, link)).join("") +
    element(
      "g",
      { class: "network-loss-node" },
      element("rect", { class: "network-loss", x: left, y: y - height / 2, width, height, rx: 8 }),
      label(x, y - 22, words.loss, { anchor: "middle", class: "network-id loss" }),
      label(x, y - 6, first, centred),
      label(x, y + 8, second, centred),
      label(left + inset, y + 31, "L", { class: "network-name" }),
      slotText(textOf, "loss", right - inset, y + 31, { anchor: "end", class: "number loss strong" }),
    )
  );
}

function drawLossLink(scene: Scene, link: LaidLink): Markup {
  const { mode, classOf } = scene;
  const lines = drawLines(scene, link, "both", { "data-loss": link.from });
  const texts = link.shows === "bundle" ? [] : textsOf(mode, link.from);
  const written = texts.map((text) => drawLinkText(scene, link, text)).join("");
  return element("g", { class: classOf("", link.from) }, lines, written);
}

function textsOf(mode: SceneMode, node: number): LinkText[] {
  const heard = { slot: `heard/${node}`, at: "source", row: "above", className: "forward" } as const;
  const target = { slot: `target/${node}`, at: "target", row: "above", className: "quiet" } as const;
  const told = { slot: `told/${node}`, at: "source", row: "above", className: "backward" } as const;
  const enters = { slot: `enters/${node}`, at: "target", row: "below", className: "backward" } as const;
  if (mode === "forward") return [heard, target];
  if (mode === "reversed") return [told, { ...enters, at: "source" }, target];
  return [heard, { ...told, row: "below" }, target, enters];
}
