import type { Model } from "../../model/model.ts";
import type { RunState } from "../../trace/replay/run-state.ts";
import { fitNumber } from "../number-text.ts";
import { numberWidth } from "./measures.ts";
import type { NetworkLayout } from "./network-layout.ts";
import { type Entry, entryOf, type ShownSample } from "./shown-sample.ts";

type FindLink = (from: number | undefined, to: number | undefined) => number | undefined;

/** What the texts of a picture are written with. */
export interface Board {
  readonly layout: NetworkLayout;
  readonly state: RunState;
  readonly which: ShownSample;
  readonly model: Model;
  readonly texts: Map<string, string>;
  /** What the texts are of, by the same keys, where it is a number. */
  readonly numbers: Map<string, number>;
  readonly entry: Entry;
  /** Writes a number, if it is one, into a slot. */
  readonly put: (slot: string, value: number | undefined, width?: number) => void;
  /** The same for a link; nothing where there is none. */
  readonly putLink: (name: string, link: number | undefined, value: number | undefined) => void;
  /** The link between two nodes; undefined where there is none. */
  readonly linkOf: FindLink;
  /** The same where the link is a single synapse between two neurons that are drawn. */
  readonly synapseOf: FindLink;
  /** Least and largest weight version shown, of each way. */
  readonly versions: Map<"version" | "feedbackVersion", { least: number; most: number }>;
  readonly noteVersion: (way: "version" | "feedbackVersion", version: number | undefined) => void;
}

export function createBoard(layout: NetworkLayout, state: RunState, which: ShownSample, model: Model): Board {
  const texts = new Map<string, string>();
  const numbers = new Map<string, number>();
  const count = layout.nodes.length;
  const links = new Map(layout.links.map(({ from, to }, link) => [from * count + to, link]));
  const put: Board["put"] = (slot, value, width = numberWidth) => {
    if (value === undefined) return;
    numbers.set(slot, value);
    texts.set(slot, fitNumber(value, width));
  };
  const linkOf: FindLink = (from, to) =>
    from === undefined || to === undefined ? undefined : links.get(from * count + to);
  const versions: Board["versions"] = new Map();
  return {
    layout,
    state,
    which,
    model,
    texts,
    numbers,
    versions,
    entry: entryOf(state, which),
    put,
    putLink: (name, link, value) => {
      if (link !== undefined) put(`${name}/${link}`, value);
    },
    linkOf,
    synapseOf: (from, to) => {
      const link = linkOf(from, to);
      return layout.links[link ?? -1]?.shows === "synapse" ? link : undefined;
    },
    noteVersion: (way, version) => {
      if (version === undefined) return;
      const known = versions.get(way) ?? { least: version, most: version };
      versions.set(way, { least: Math.min(known.least, version), most: Math.max(known.most, version) });
    },
  };
}
