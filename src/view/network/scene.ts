import type { Language } from "../language.ts";
import { element, type Markup } from "../svg/element.ts";
import type { NetworkLayout } from "./network-layout.ts";
import { drawGroup } from "./scene-group.ts";
import { drawLinks } from "./scene-links.ts";
import { drawLoss } from "./scene-loss.ts";
import { drawAmplifier } from "./scene-amplifier.ts";
import { drawBoth, drawNeuron } from "./scene-neuron.ts";
import type { Highlight, Scene, SceneMode } from "./scene-kit.ts";
import type { TextOf } from "./scene-slot.ts";
import { sceneWordsOf } from "./scene-words.ts";

export type { Highlight, SceneMode } from "./scene-kit.ts";
export { sceneStyle } from "./scene-style.ts";

export interface SceneOptions {
  /** Whether error signals reach the inputs; "end" unless said. */
  readonly inputErrors?: "end" | "receive" | undefined;
  readonly highlight?: Highlight | undefined;
  /** Nodes that matter, and with them their links; the others stand aside. All unless said. */
  readonly matters?: ((node: number) => boolean) | undefined;
}

/**
 * Draws the fixed parts of a network; every changing text is an SVG `<text data-slot="KEY">` (the text given by textOf,
 * or "·" where undefined); the path of each link carries data-link="INDEX" (an index of layout.links), the group of each
 * node data-node="INDEX", and the path between an output and the loss data-loss="NODE".
 */
export function drawScene(
  layout: NetworkLayout,
  mode: SceneMode,
  textOf: TextOf,
  language: Language,
  { inputErrors = "end", highlight = {}, matters = () => true }: SceneOptions = {},
): Markup {
  const scene: Scene = {
    layout,
    mode,
    textOf,
    words: sceneWordsOf(language),
    highlight,
    receivesNothing: (node) => inputErrors === "end" && layout.nodes[node]?.isInput === true,
    classOf: (name, ...nodes) => (nodes.some(matters) ? name : `${name} network-aside`).trim() || undefined,
  };
  return element(
    "g",
    { class: `network-scene network-${mode}` },
    drawLinks(scene),
    drawLoss(scene),
    drawNodes(scene),
  );
}

function drawNodes(scene: Scene): Markup {
  const { layout, mode, classOf, highlight } = scene;
  const draw = { forward: drawNeuron, reversed: drawAmplifier, overlay: drawBoth }[mode];
  return layout.nodes
    .map((node, index) =>
      element(
        "g",
        {
          class: classOf(index === highlight.node ? "network-node network-busy" : "network-node", index),
          "data-node": index,
        },
        node.shows === "group" ? drawGroup(scene, node, index) : draw(scene, node, index),
      ),
    )
    .join("");
}
