import type { Language } from "../language.ts";
import type { Paint } from "../paint.ts";
import type { NetworkLayout } from "./network-layout.ts";
import type { PictureWords } from "./picture-words.ts";
import type { SceneMode } from "./scene-kit.ts";

/** What a still text is written from. */
export interface Sheet {
  readonly layout: NetworkLayout;
  readonly mode: SceneMode;
  readonly numbers: ReadonlyMap<string, number>;
  readonly texts: ReadonlyMap<string, string>;
  readonly words: PictureWords;
  readonly language: Language;
  /** Neurons that were chosen; all where none was. */
  readonly chosen: ReadonlySet<string> | undefined;
  readonly columns: number;
  readonly paint: Paint;
}
