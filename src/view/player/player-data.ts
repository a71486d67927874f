import type { Direction } from "../../message/message.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { Phase } from "../../trace/phase.ts";
import type { Flow, FlowFrame } from "../flow/flow-frames.ts";
import type { Language } from "../language.ts";
import type { SceneMode } from "../network/scene.ts";
import { truncate } from "../terminal/text-width.ts";
import { flowWordsOf } from "../flow/flow-words.ts";
import { narratorOf } from "../narration.ts";
import { type PlayerTexts, playerWordsOf } from "./player-words.ts";

/** What the page holds for its script, as JSON. */
export interface PlayerData {
  /** Keys of the texts that change. */
  readonly slots: readonly string[];
  /** Names of the boxes, and whether each is one neuron. */
  readonly nodes: readonly { readonly name: string; readonly isNeuron: boolean; readonly isInput: boolean }[];
  readonly links: readonly PlayerLink[];
  /** Links from outputs to the loss; `to` is no node. */
  readonly lossLinks: readonly PlayerLink[];
  readonly frames: readonly PlayerFrame[];
  /** The frame to begin with. */
  readonly start: number;
  readonly texts: PlayerTexts;
  readonly phases: Readonly<Record<Phase, string>>;
}

export interface PlayerLink {
  readonly from: number;
  readonly to: number;
  readonly path: string;
}

/** What FlowFrame says, in few characters: what is empty is left out, and slots are numbers. */
export interface PlayerFrame {
  readonly n: number;
  readonly kind: TraceEvent["kind"];
  readonly phase: Phase;
  readonly picture: SceneMode;
  readonly batch?: number | undefined;
  readonly microBatch: number;
  readonly about: string;
  readonly set?: readonly PlayerChange[] | undefined;
  readonly tally?: readonly PlayerChange[] | undefined;
  readonly direction?: Direction | undefined;
  readonly links?: readonly number[] | undefined;
  readonly lossLinks?: readonly number[] | undefined;
  readonly nodes?: readonly number[] | undefined;
  readonly sentence: string;
  readonly waiting?: readonly string[] | undefined;
  readonly barrier?: string | undefined;
  readonly facts?: readonly string[] | undefined;
}

/** A slot by its place in the list, and its text; null where it has none any more. */
export type PlayerChange = readonly [slot: number, text: string | null];

/** Names are cut after so many columns where they stand in a table. */
const nameColumns = 40;

export function playerData({ layout, frames, shown }: Flow, language: Language): PlayerData {
  const slots = new Map<string, number>();
  const numbered = (changes: FlowFrame["changes"]): PlayerChange[] =>
    changes.map(([slot, text]) => {
      const number = slots.get(slot) ?? slots.size;
      slots.set(slot, number);
      return [number, text ?? null];
    });
  const { about } = flowWordsOf(language);
  const played = frames.map((frame): PlayerFrame => ({
    n: frame.n,
    kind: frame.kind,
    phase: frame.phase,
    picture: frame.picture,
    batch: frame.batch,
    microBatch: frame.shown.microBatch,
    about: about(frame.batch, frame.shown.sample),
    set: filled(numbered(frame.changes)),
    tally: filled(numbered(frame.tallies)),
    direction: frame.direction,
    links: filled(frame.links),
    lossLinks: filled(frame.lossLinks),
    nodes: filled(frame.nodes),
    sentence: frame.sentence,
    waiting: filled(frame.waiting),
    barrier: frame.barrier,
    facts: filled(frame.facts),
  }));
  return {
    slots: [...slots.keys()],
    nodes: layout.nodes.map(({ id, shows, isInput }) => ({
      name: truncate(id, nameColumns),
      isNeuron: shows === "neuron",
      isInput,
    })),
    links: layout.links.map(({ from, to, path }) => ({ from, to, path })),
    lossLinks: layout.loss.links.map(({ from, path }) => ({ from, to: -1, path })),
    frames: played,
    start: shown.isEnd ? Math.max(0, frames.length - 1) : 0,
    texts: playerWordsOf(language).texts,
    phases: narratorOf(language).phases,
  };
}

/** JSON that can stand in a page: no `<`, so that nothing in it ends its element or begins another. */
export function embeddedJson(data: PlayerData): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}

function filled<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
