import type { NetworkLayout } from "./network-layout.ts";
import type { TextOf } from "./scene-slot.ts";
import type { SceneWords } from "./scene-words.ts";

/** Arrows as activations go; the same turned round, every neuron an amplifier; or both on each other. */
export type SceneMode = "forward" | "reversed" | "overlay";

/** What has just happened, and is to be seen at once. */
export interface Highlight {
  readonly node?: number | undefined;
  readonly link?: number | undefined;
  /** Which of the link's directions. */
  readonly way?: "down" | "up" | undefined;
}

/** What all parts of a scene are drawn with. */
export interface Scene {
  readonly layout: NetworkLayout;
  readonly mode: SceneMode;
  readonly textOf: TextOf;
  readonly words: SceneWords;
  /** Whether a node is an input that no error signal reaches. */
  readonly receivesNothing: (node: number) => boolean;
  readonly highlight: Highlight;
  /** The class of what belongs to these nodes, with a further one where none of them matters. */
  readonly classOf: (name: string, ...nodes: readonly number[]) => string | undefined;
}
